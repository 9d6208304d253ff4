// Protective exits among orders that rest: what they cancel, and how they keep to the volume where they have to.

import { EXIT_TARGET } from "../core/codes";
import { closePart, makesMarket, see } from "../simulation/legs";
import { marketPrice } from "../simulation/price";
import { slippageOf } from "../simulation/slippage";
import { Binding, Simulation } from "../simulation/state";
import { portionOf, spend } from "./budget";
import { slippageOfExit } from "./fill";
import { cancelEntries } from "./table";

/** Ends a trade at a raw price, or as much of it as there is volume for; what is left of its entries goes. */
export function leaveWorking(s: Simulation, b: Binding, bar: i32, open: f64, raw: f64, reason: i32, atClose: bool): void {
  const position = s.position;
  const size = abs(s.quantity);
  const portion = s.protectiveByVolume ? portionOf(s, size) : size;
  if (s.protectiveByVolume) spend(s, portion);
  s.triedLevels |= reason == EXIT_TARGET ? 2 : 1;
  if (portion > 0) {
    s.levelExit = 1;
    if (!s.openedInside) see(s, open);
    see(s, raw);
    const d: f64 = s.quantity > 0 ? -1 : 1;
    const price =
      reason == EXIT_TARGET
        ? s.slipTargets ? marketPrice(s, raw, d, slippageOf(s, b, bar, portion, atClose)) : raw
        : marketPrice(s, raw, d, slippageOfExit(s, b, bar, portion, atClose));
    closePart(s, b, bar, raw, price, reason, makesMarket(s, reason), portion);
  }
  cancelEntries(s, b, position);
  if (s.done || portion == size || reason == EXIT_TARGET || s.orderProtective) return;
  s.orderQueued = 1;
  s.orderCloses = 1;
  s.orderSide = 0;
  s.orderReverses = 0;
  s.orderRest = NaN;
  s.orderProtective = 1 + reason;
}
