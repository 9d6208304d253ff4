import { beforeAll, describe, it } from "vitest";
import type { BacktestInput } from "../../src/contracts/config.js";
import { load, type Varanus } from "../../src/index.js";
import { agree, type Case } from "./agree.js";

/** The smallest runs on which the two engines once differed: each is a rule that reads in two ways. */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

interface Sketch {
  /** [open, high, low, close] per bar; one number is a bar without range. */
  bars: (number | [number, number, number, number])[];
  /** Bars with a 1. */
  longEntry?: number[];
  longExit?: number[];
  shortEntry?: number[];
  /** Value at every bar. */
  size?: number;
  config: BacktestInput;
}

/** No costs, one unit a trade, unless the sketch says otherwise. */
const PLAIN: BacktestInput = {
  sizer: { name: "fixed-amount", params: { amount: 1 } },
  capital: 50,
  commissionBps: 0,
  slippageBps: 0,
};

const trailing = [{ name: "trailing-percent", params: { percent: 0.005 } }];

const sketches: Record<string, Sketch> = {
  "ohlc: a favourable gap moves the trailing stop at the open": {
    bars: [5, [4, 5, 4, 4], 4],
    shortEntry: [0],
    config: { stops: trailing, stopAnchor: "signal-close", intrabar: "ohlc" },
  },
  "ohlc: two paths whose stops fill at one tick are not ambiguous": {
    bars: [1, [1.01, 1.04, 0.99, 1.04], 1.04],
    shortEntry: [0],
    config: {
      stops: [{ name: "trailing-percent", params: { percent: 0.02 } }],
      intrabar: "ohlc",
      tickSize: 0.5,
    },
  },
  "bankrupt at a close: the market order of G fills on a tick": {
    bars: [5, 5, 5],
    longEntry: [0],
    config: {
      sizer: { name: "fixed-amount", params: { amount: 100 } },
      tickSize: 3,
      liquidation: "close",
      marginCheck: false,
    },
  },
  "a given size below 0 is of size zero, not beyond the margin": { bars: [5, 5], longEntry: [0], size: -1, config: {} },
  "finalize: excursion of a trade that is closed at the last open": {
    bars: [5, [5, 5, 4, 5]],
    longEntry: [0],
    config: { endOfData: "finalize" },
  },
  "finalize: excursion of a trade that is closed at the close before the last": {
    bars: [5, 5, [5, 6, 4, 5]],
    longEntry: [0],
    config: { endOfData: "finalize", fill: "close" },
  },
  "finalize: a trade opened at the last close does not end before it began": {
    bars: [5, 4],
    longEntry: [1],
    config: { endOfData: "finalize", fill: "close" },
  },
  "endOfData close: an exit decided on the last bar, with the mark before close fills": {
    bars: [5, 5],
    longEntry: [0],
    longExit: [1],
    config: { endOfData: "close", fill: "close", markCloseFills: "before", commissionBps: 100 },
  },
  "entry and exit of the side that is held cancel each other": {
    bars: [5, 5, 5, 5],
    longEntry: [0, 1],
    longExit: [1],
    config: { entryWithExit: "cancel" },
  },
  "the same for vectorbt": {
    bars: [5, 5, 5, 5],
    longEntry: [0, 1],
    longExit: [1],
    config: { profile: "vectorbt" },
  },
};

describe("kernel and reference engine agree to the bit on", () => {
  it.each(Object.entries(sketches))("%s", (_, sketch) => agree(varanus, caseOf(sketch)));
});

function caseOf({ bars, longEntry, longExit, shortEntry, size = Number.NaN, config }: Sketch): Case {
  const rows = bars.map((bar) => (typeof bar === "number" ? [bar, bar, bar, bar] : bar));
  const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[k] as number);
  const flags = (at: number[] = []) => Uint8Array.from(rows, (_, i) => (at.includes(i) ? 1 : 0));
  return {
    bars: { open: column(0), high: column(1), low: column(2), close: column(3) },
    signals: {
      longEntry: flags(longEntry),
      longExit: flags(longExit),
      shortEntry: flags(shortEntry),
      shortExit: flags(),
      size: Float64Array.from(rows, () => size),
    },
    config: { ...PLAIN, ...config },
  };
}
