import type { Account } from "./account.js";
import { equityAt } from "./account.js";
import type { Bar, Order, Side, SignalColumns } from "./model.js";
import { firstValue } from "./moves.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, D: what the signals of one bar order. */

export interface Moment {
  bar: number;
  bars: readonly Bar[];
  /** A level, or the time limit, has closed a position on this bar. */
  afterLevelExit: boolean;
}

export interface Decision {
  order: Order | null;
  conflict: boolean;
}

const NOTHING: Decision = { order: null, conflict: false };

interface Intent {
  closes: boolean;
  opens: Side | 0;
}

export function decide(rules: Rules, account: Account, signals: SignalColumns, moment: Moment): Decision {
  const { config } = rules;
  const { bar, bars } = moment;
  const nBars = bars.length;
  const last = bar === nBars - 1;
  if (bar < config.firstDecisionBar || (last && !config.decideOnLastBar)) return NOTHING;
  if (config.endOfData === "flatten" && last) return NOTHING;
  if (config.endOfData === "flatten" && bar === nBars - 2) {
    const order = orderOf(rules, account, signals, moment, { closes: true, opens: 0 });
    return { order: account.position === null ? null : order, conflict: false };
  }
  const { wishes, conflict } = wishesOf(rules, signals, moment);
  const intent = account.position === null ? whenFlat(wishes) : whenHolding(rules, wishes, account.position.side);
  const idle = !intent.closes && intent.opens === 0;
  return { order: idle ? null : orderOf(rules, account, signals, moment, intent), conflict };
}

interface Wishes {
  longEntry: boolean;
  longExit: boolean;
  shortEntry: boolean;
  shortExit: boolean;
}

function wishesOf(rules: Rules, signals: SignalColumns, moment: Moment): { wishes: Wishes; conflict: boolean } {
  const { config } = rules;
  const { bar, bars, afterLevelExit } = moment;
  const wishes: Wishes = {
    longEntry: Boolean(signals.longEntry[bar]),
    longExit: Boolean(signals.longExit[bar]),
    shortEntry: Boolean(signals.shortEntry[bar]),
    shortExit: Boolean(signals.shortExit[bar]),
  };
  if (config.longOnly) wishes.shortEntry = false;
  const conflict = wishes.longEntry && wishes.shortEntry;
  const entriesDropped =
    conflict || (afterLevelExit && !config.entryOnStopBar) || (config.endOfData === "close" && bar === bars.length - 1);
  if (entriesDropped) {
    wishes.longEntry = false;
    wishes.shortEntry = false;
  }
  if (config.fill === "same-open" && afterLevelExit && !config.entryOnStopBar) {
    wishes.longExit = false;
    wishes.shortExit = false;
  }
  if (config.entryWithExit === "cancel") cancelPairs(wishes);
  return { wishes, conflict };
}

/**
 * Entry and exit of one side on one bar: neither. Also while that side is held, as vectorbt does (README of the reference
 * backtests: "entry and exit on the same bar cancel out").
 */
function cancelPairs(wishes: Wishes): void {
  if (wishes.longEntry && wishes.longExit) {
    wishes.longEntry = false;
    wishes.longExit = false;
  }
  if (wishes.shortEntry && wishes.shortExit) {
    wishes.shortEntry = false;
    wishes.shortExit = false;
  }
}

function whenFlat({ longEntry, shortEntry }: Wishes): Intent {
  return { closes: false, opens: longEntry ? 1 : shortEntry ? -1 : 0 };
}

function whenHolding({ config }: Rules, wishes: Wishes, side: Side): Intent {
  const { longEntry, longExit, shortEntry, shortExit } = wishes;
  const opposite: Side = side === 1 ? -1 : 1;
  const exit = side === 1 ? longExit : shortExit;
  const sameEntry = side === 1 ? longEntry : shortEntry;
  const oppositeEntry = side === 1 ? shortEntry : longEntry;
  if (exit && oppositeEntry) return { closes: true, opens: config.exitWithOppositeEntry === "reverse" ? opposite : 0 };
  if (exit) return { closes: true, opens: 0 };
  if (oppositeEntry && config.reverse) return { closes: true, opens: opposite };
  if (sameEntry && config.reverse && config.sameSideEntry === "replace") return { closes: true, opens: side };
  return { closes: false, opens: 0 };
}

function orderOf(rules: Rules, account: Account, signals: SignalColumns, moment: Moment, intent: Intent): Order {
  const { bar, bars } = moment;
  const sameOpen = rules.config.fill === "same-open";
  const prices = bars[bar] as Bar;
  const decisionPrice = sameOpen ? prices.open : prices.close;
  // the last bar whose close the order can know
  const known = sameOpen ? bars[bar - 1] : prices;
  const side = intent.opens === -1 ? -1 : 1;
  return {
    ...intent,
    stop: valueAt(signals.stop, bar),
    target: valueAt(signals.target, bar),
    size: valueAt(signals.size, bar),
    atr: known?.atr ?? Number.NaN,
    sizerInput: known?.sizerInput ?? Number.NaN,
    indicatorStops: {
      "parabolic-sar": firstValue(rules, "parabolic-sar", side, known),
      chandelier: firstValue(rules, "chandelier", side, known),
      "volatility-band": firstValue(rules, "volatility-band", side, known),
    },
    decisionPrice,
    decisionEquity: equityAt(account, decisionPrice),
  };
}

function valueAt(column: ArrayLike<number> | null | undefined, bar: number): number {
  return column?.[bar] ?? Number.NaN;
}
