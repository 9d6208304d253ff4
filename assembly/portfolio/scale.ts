// A rebalancing order of one sleeve: a part of the position goes, or as much is added; stops and anchor stay where they are (PORTFOLIO.md).

import { EXIT_REBALANCE } from "../core/codes";
import { isValid } from "../core/columns";
import { portionOf, spend } from "../orders/budget";
import { closePart, feeOf, see } from "../simulation/legs";
import { relocateLiquidation } from "../simulation/levels";
import { withinMarginHeld } from "../simulation/margin";
import { writeFill } from "../simulation/output";
import { marketPrice, toLot } from "../simulation/price";
import { slippageOf } from "../simulation/slippage";
import { Binding, Simulation } from "../simulation/state";

/** Fills `units`, above 0, in a direction; how many there were: `opened` of the state. `settled`: they are not looked at again. */
export function fillScaling(
  s: Simulation, b: Binding, bar: i32, raw: f64, direction: f64, units: f64, settled: bool,
): void {
  s.opened = 0;
  const held = abs(s.quantity);
  if (s.quantity * direction < 0) {
    const part = portionOf(s, min(units, held));
    if (!(part > 0)) return;
    spend(s, part);
    const price = marketPrice(s, raw, direction, s.slipExits ? slippageOf(s, b, bar, part, false) : 0);
    see(s, raw);
    s.opened = part;
    closePart(s, b, bar, raw, price, EXIT_REBALANCE, false, part);
    return;
  }
  const traded = settled ? portionOf(s, units) : s.participation == 0 ? units : min(units, s.budget);
  const price = marketPrice(s, raw, direction, slippageOf(s, b, bar, traded, false));
  if (!(isValid(raw) && isValid(price))) return;
  let size = units;
  if (!settled) {
    if (s.marginCheck) size = withinMarginHeld(s, b, units, false, direction, raw, price, s.commission);
    size = toLot(s, size);
  }
  if (!isValid(size)) return;
  size = portionOf(s, size);
  if (size == 0) return;
  spend(s, size);
  s.opened = size;
  const fee = feeOf(s, s.commission, size, price);
  s.cash -= direction * size * price + fee;
  s.commissionPaid += fee;
  s.slippagePaid += size * abs(raw - price);
  writeFill(s, b, bar, direction * size, price, fee, 0);
  const after = held + size;
  s.entryPrice = (held * s.entryPrice + size * price) / after;
  s.quantity = direction * after;
  s.entryCommission += fee;
  see(s, price);
  relocateLiquidation(s, b);
}
