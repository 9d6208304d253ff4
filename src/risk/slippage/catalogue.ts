import { unknownName } from "../../contracts/errors.js";
import type { Slippage } from "./define.js";
import { fixed } from "./fixed.js";
import { volatility } from "./volatility.js";
import { volume } from "./volume.js";

/** Every slippage model. */
export const SLIPPAGES: readonly Slippage[] = [fixed, volatility, volume] as unknown as readonly Slippage[];

export function slippageNamed(name: string): Slippage {
  const found = SLIPPAGES.find((slippage) => slippage.name === name);
  if (found === undefined)
    throw unknownName(
      "slippage model",
      name,
      SLIPPAGES.map((s) => s.name),
      "slippage",
    );
  return found;
}
