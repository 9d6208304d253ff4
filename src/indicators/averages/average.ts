import { choice } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { ema } from "./ema.js";
import { sma } from "./sma.js";

/** The kind of an indicator's moving average. */
export const averageKind = (value: "sma" | "ema") =>
  choice(value, ["sma", "ema"], "moving average: simple, or exponential seeded with the mean of its first values");

export function average(kind: "sma" | "ema", x: Handle, period: number): Handle {
  const built = kind === "ema" ? ema.build([x], { period, seed: "sma" }) : sma.build([x], { period });
  return built[0] as Handle;
}
