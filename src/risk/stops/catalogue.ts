import { unknownName } from "../../contracts/errors.js";
import { atrStop } from "./atr.js";
import { breakEven } from "./break-even.js";
import { chandelier } from "./chandelier.js";
import type { Stop } from "./define.js";
import { parabolicSar } from "./parabolic-sar.js";
import { percentage } from "./percentage.js";
import { trailingPercent } from "./trailing-percent.js";
import { tripleBarrier } from "./triple-barrier.js";
import { volatilityBand } from "./volatility-band.js";

/** Every stop. */
export const STOPS: readonly Stop[] = [
  percentage,
  atrStop,
  trailingPercent,
  breakEven,
  chandelier,
  parabolicSar,
  volatilityBand,
  tripleBarrier,
] as unknown as readonly Stop[];

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
