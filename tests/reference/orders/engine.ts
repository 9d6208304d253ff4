import type { BacktestConfig } from "../../../src/contracts/config.js";
import { openAccount } from "../account.js";
import { barsOf } from "../bars.js";
import { chargeAtOpen, chargeLater } from "../carry.js";
import { decide } from "../decision.js";
import type { BarColumns, Extras, ReferenceResult, SignalColumns } from "../model.js";
import { moveStops } from "../moves.js";
import { against, marketPrice } from "../prices.js";
import { rulesOf } from "../rules.js";
import { budgetOfBar } from "./budget.js";
import { barOf, type Desk, endInBankruptcy, noteFills, openDesk, type WorkingOrder } from "./desk.js";
import { closeAndTidy, exitPrice, fillOrder } from "./fill.js";
import { playInside } from "./inside.js";
import { act, equityAtClose } from "./placing.js";
import { closeWhenTimeIsUp, hasProtectiveQueue } from "./protective.js";
import { fillQueue, queueOf } from "./queue.js";
import { expire, works } from "./table.js";

const HOUR_MS = 3_600_000;

/** assembly/simulation/ORDERS.md in plain TypeScript, in the order of its "Bar i". `watch` sees the desk after every bar. */
export function backtestWithOrders(
  columns: BarColumns,
  signals: SignalColumns,
  config: BacktestConfig,
  extras: Extras,
  watch: (desk: Desk) => void = () => {},
): ReferenceResult {
  const rules = rulesOf(config, columns.barMs ?? HOUR_MS);
  const bars = barsOf(columns, signals, extras, rules);
  const account = openAccount(config.capital);
  const desk = openDesk(rules, account, bars);
  const counters = { conflicts: 0, ambiguousBars: 0, barsInMarket: 0 };
  const equity = bars.map((_, i) => {
    if (account.bankruptBar !== null) return 0;
    desk.i = i;
    const atClose = playBar(desk, signals, extras, counters);
    watch(desk);
    return atClose;
  });
  return {
    trades: account.trades,
    fills: account.fills,
    equity,
    ...counters,
    rejected: account.rejected,
    bankruptBar: account.bankruptBar,
    badDebt: account.badDebt,
    funding: account.funding,
    charges: account.charges,
    openPosition: account.position,
    orderOfFill: desk.orderOfFill,
  };
}

interface Counters {
  conflicts: number;
  ambiguousBars: number;
  barsInMarket: number;
}

/** Returns the equity at the close. */
function playBar(desk: Desk, signals: SignalColumns, extras: Extras, counters: Counters): number {
  const { rules, account, bars, i } = desk;
  const { config } = rules;
  desk.afterLevelExit = false;

  // 1: budget and expiry
  desk.budget.left = budgetOfBar(desk);
  expire(desk);

  // 2: funding at the open, market orders there
  chargeAtOpen(rules, account, bars, i);
  if (config.fill === "next-open") fillMarketOrders(desk, "open");

  // 3: the rest of Carry
  chargeLater(rules, account, bars, i);

  // 4: levels and resting orders
  if (playInside(desk)) counters.ambiguousBars += 1;

  // 5: C
  if (account.position !== null) {
    const { openedInside, entryBar } = account.position;
    moveStops(rules, account.position, barOf(desk), !(openedInside && entryBar === i));
    closeWhenTimeIsUp(desk);
  }

  // 6: what is left over of market orders
  if (config.fill === "close") fillMarketOrders(desk, "close");

  // 7 and 8: D
  if (account.bankruptBar === null) decideAndPlace(desk, signals, extras, counters);

  // E: end of data
  if (i === bars.length - 1 && config.endOfData === "close") closeAtEnd(desk);

  // F and G: mark, and the account at the close
  if (account.position !== null) counters.barsInMarket += 1;
  return markAndTest(desk);
}

/** The queue, then the table's market orders, in their order; what has been tried on this bar waits for the next one. */
function fillMarketOrders(desk: Desk, at: "open" | "close"): void {
  if (desk.account.bankruptBar !== null) return;
  if (desk.queue !== null && desk.queue.queuedOn < desk.i) fillQueue(desk, at);
  for (const order of [...desk.table]) {
    if (order.work === "market" && order.triggerTriedOn !== desk.i) fillAsMarketOrder(desk, order, at);
  }
}

function fillAsMarketOrder(desk: Desk, order: WorkingOrder, at: "open" | "close"): void {
  if (works(desk, order)) fillOrder(desk, order, { raw: barOf(desk)[at], at, limit: null });
}

/** D, and what it orders at the close. */
function decideAndPlace(desk: Desk, signals: SignalColumns, { script }: Extras, counters: Counters): void {
  const { rules, account, bars, i, afterLevelExit } = desk;
  const { firstDecisionBar, decideOnLastBar, fill } = rules.config;
  if (i < firstDecisionBar || (i === bars.length - 1 && !decideOnLastBar)) return;
  let decided = false;
  if (!hasProtectiveQueue(desk)) {
    const { order, conflict } = decide(rules, account, signals, { bar: i, bars, afterLevelExit });
    if (conflict) counters.conflicts += 1;
    decided = order !== null;
    if (order !== null) desk.queue = queueOf(desk, order);
  }
  const equity = equityAtClose(desk);
  for (const action of script?.[i] ?? []) act(desk, action, equity);
  if (fill !== "close") return;
  if (decided) fillQueue(desk, "close");
  for (const order of [...desk.table]) {
    if (order.type === "market" && order.placedOn === i) fillAsMarketOrder(desk, order, "close");
  }
}

export function closeAtEnd(desk: Desk): void {
  const { position } = desk.account;
  if (position === null) return;
  const point = { raw: barOf(desk).close, at: "close", limit: null } as const;
  const size = Math.abs(position.quantity);
  const price = exitPrice(desk, against(position.side), point, size);
  closeAndTidy(desk, { bar: desk.i, price, reason: "end", place: { at: "close" } }, size, null);
  noteFills(desk, 0);
}

/** F, and with `liquidation: close` G. Returns the equity of the bar. */
function markAndTest(desk: Desk): number {
  const { rules, account, i } = desk;
  const { position } = account;
  const equity = equityAtClose(desk);
  if (rules.config.liquidation !== "close" || equity > 0) return equity;
  if (position !== null) {
    const price = marketPrice(rules, barOf(desk).close, against(position.side), 0);
    const exit = { bar: i, price, reason: "bankrupt", place: { at: "close" } } as const;
    closeAndTidy(desk, exit, Math.abs(position.quantity), null);
    noteFills(desk, 0);
  }
  endInBankruptcy(desk);
  return 0;
}
