import { unknownName } from "../../contracts/errors.js";
import { atrStop } from "./atr.js";
import type { Stop } from "./define.js";
import { percentage } from "./percentage.js";
import { trailingPercent } from "./trailing-percent.js";

/** Every stop. */
export const STOPS: readonly Stop[] = [percentage, atrStop, trailingPercent] as unknown as readonly Stop[];

export function stopNamed(name: string): Stop {
  const found = STOPS.find((stop) => stop.name === name);
  if (found === undefined)
    throw unknownName(
      "stop",
      name,
      STOPS.map((s) => s.name),
      "stops",
    );
  return found;
}
