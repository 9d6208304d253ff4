import { type Account, equityAt } from "./account.js";
import type { FeeSide } from "./fees.js";
import type { Side } from "./model.js";
import type { Rules, Tier } from "./rules.js";

/** SEMANTICS.md, steps 3 and 7 of the opening leg, and "Tiers". */

export interface EntryPrices {
  side: Side;
  /** R: before slippage. */
  raw: number;
  /** P: slippage and tick included. */
  price: number;
  /** Whose fee the fill pays; a market order's where nothing is said. */
  by?: FeeSide;
}

/** The largest size that initial margin and the fee allow, base units. */
export function mostThatMarginAllows(rules: Rules, account: Account, entry: EntryPrices): number {
  const { minimumFee } = rules.config;
  const at = (feeHeldBack: number, rate: number) =>
    account.position === null
      ? mostAtRate(rules, account.cash - feeHeldBack, rate, entry)
      : mostOnTop(rules, account, feeHeldBack, rate, entry);
  const byRate = at(0, rules[entry.by ?? "taker"]);
  return minimumFee > 0 ? Math.min(byRate, at(minimumFee, 0)) : byRate;
}

function mostAtRate(rules: Rules, cash: number, rate: number, { side, raw, price }: EntryPrices): number {
  const { leverage } = rules.config;
  if (rules.tiers.length > 0) {
    const sizeIn = ({ initial, initialOffset }: Tier) =>
      (cash + initialOffset) / (initial * price + Math.abs(price - raw) + rate * price);
    return inItsTier(rules.tiers, sizeIn, (size) => size * price);
  }
  if (side === 1 && leverage === 1) return cash / (price * (1 + rate));
  return cash / (price / leverage + Math.abs(price - raw) + rate * price);
}

/** ORDERS.md, "A part that opens while its own side is held": H and E are notional and equity at the raw price. */
function mostOnTop(
  rules: Rules,
  account: Account,
  feeHeldBack: number,
  rate: number,
  { side, raw, price }: EntryPrices,
): number {
  const { leverage } = rules.config;
  const held = Math.abs(account.position?.quantity ?? 0) * raw;
  const equity = equityAt({ ...account, cash: account.cash - feeHeldBack }, raw);
  if (rules.tiers.length > 0) {
    const sizeIn = ({ initial, initialOffset }: Tier) =>
      (equity - initial * held + initialOffset) / (initial * price + Math.abs(price - raw) + rate * price);
    return inItsTier(rules.tiers, sizeIn, (size) => held + size * price);
  }
  if (side === 1 && leverage === 1) return (account.cash - feeHeldBack) / (price * (1 + rate));
  return (equity - held / leverage) / (price / leverage + Math.abs(price - raw) + rate * price);
}

/** Price at which the margin is used up; NaN = none. */
export function liquidationLevel(rules: Rules, cash: number, quantity: number): number {
  const { liquidation, leverage, maintenanceMargin } = rules.config;
  const { tiers } = rules;
  const long = quantity > 0;
  const size = Math.abs(quantity);
  if (liquidation !== "intrabar" || (long && leverage === 1 && tiers.length === 0 && cash >= 0)) return Number.NaN;
  const levelIn = ({ maintenance, maintenanceOffset }: Tier) =>
    -(cash + maintenanceOffset) / (quantity - maintenance * size);
  const level =
    tiers.length > 0
      ? inItsTier(tiers, levelIn, (price) => price * size)
      : -cash / (quantity - maintenanceMargin * size);
  return long && level < 0 ? Number.NaN : level;
}

/** The value in the first tier whose upper bound holds the notional that it gives, else in the last. */
function inItsTier(tiers: readonly Tier[], valueIn: (tier: Tier) => number, notionalOf: (value: number) => number) {
  const last = tiers[tiers.length - 1] as Tier;
  return valueIn(tiers.find((tier) => notionalOf(valueIn(tier)) <= tier.upTo) ?? last);
}
