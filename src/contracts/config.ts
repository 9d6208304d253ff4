import * as z from "zod";
import { TIMEFRAMES } from "./bars.js";

/**
 * The configuration of a backtest: one document, validated here, hashed after its defaults are in.
 *
 * Names and meanings follow the execution model: a decision is taken at a bar's close, orders fill afterwards, levels
 * (stops, targets, liquidation) are tested inside bars, equity is marked at every close.
 */

const parameterValue = z.union([z.number(), z.string(), z.boolean()]);

/** A thing out of a catalogue with its parameters; a bare name takes the defaults. */
const named = z
  .union([
    z.string().min(1),
    z.strictObject({ name: z.string().min(1), params: z.record(z.string(), parameterValue).default({}) }),
  ])
  .transform((value) => (typeof value === "string" ? { name: value, params: {} } : value));

export type Named = z.output<typeof named>;

export const PROFILES = ["varanus", "backtesting.py", "vectorbt"] as const;
export const FILLS = ["next-open", "close", "same-open"] as const;
export const INTRABARS = ["pessimistic", "optimistic", "ohlc", "lower-timeframe"] as const;
export const STOP_ANCHORS = ["fill", "raw-fill", "signal-close"] as const;
export const END_OF_DATA = ["mark", "close", "flatten", "finalize"] as const;

const bpsField = (value: number, limit: number, description: string) =>
  z.number().min(0).max(limit).default(value).describe(description);

/** Every switch of a single backtest but where its data come from; order here is the order of help texts. */
export const backtestSchema = z.strictObject({
  profile: z.enum(PROFILES).default("varanus").describe("semantics: ours, or exactly those of another engine"),
  strategy: named.optional().describe("name of a strategy, or {name, params}; none when signals are given"),
  sizer: named.prefault("fixed-fractional").describe("how large an entry is"),
  stops: z.array(named).default([]).describe("protective exits attached to every trade; several combine"),

  capital: z.number().positive().max(1e15).default(10_000).describe("start capital, quote currency"),
  commissionBps: bpsField(10, 5_000, "commission per side, bps of the traded value"),
  slippageBps: bpsField(2, 5_000, "slippage against the trader on market and stop fills, bps of the price"),
  makerCommissionBps: z
    .number()
    .min(0)
    .max(5_000)
    .optional()
    .describe("commission of limit and target fills, bps of the traded value; by default the commission"),
  minimumFee: z.number().min(0).max(1e9).default(0).describe("least commission of a fill, quote currency"),
  minimumNotional: z
    .number()
    .min(0)
    .max(1e12)
    .default(0)
    .describe("entries worth less are rejected, quote currency; 0 = none"),
  slippage: named
    .prefault("fixed")
    .describe("how market and stop fills slip: fixed (slippageBps), volatility or volume"),
  liquidationFeeBps: bpsField(0, 5_000, "fee of a liquidation on top of the commission, bps of the traded value"),
  borrowRate: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe("annual cost of what is held short, fraction of its value"),
  leverage: z.number().min(1).max(1_000).default(1).describe("largest notional as a multiple of equity"),
  maintenanceMargin: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe("maintenance margin, fraction of the notional; 0 liquidates at bankruptcy"),
  marginTiers: z
    .array(
      z.strictObject({
        notional: z.number().min(0).max(1e15).describe("the tier's rates apply to the part of the notional above this"),
        initialMargin: z.number().min(0).max(1).default(0).describe("fraction; at least 1 / leverage"),
        maintenanceMargin: z.number().min(0).max(0.99).describe("fraction"),
      }),
    )
    .max(16)
    .default([])
    .describe("margin rates by notional, lowest tier first, instead of maintenanceMargin"),
  maxParticipation: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("most of a bar's volume that orders may take together, fraction; 0 = no limit"),
  unfilled: z
    .enum(["work", "cancel"])
    .default("work")
    .describe("what maxParticipation leaves of an order works on, or is cancelled"),
  protectiveExits: z
    .enum(["whole", "by-volume"])
    .default("whole")
    .describe("stops, targets, time limits and liquidations ignore maxParticipation, or keep to it"),
  tickSize: z.number().min(0).max(1e9).default(0).describe("smallest price step, quote currency; 0 = none"),
  lotSize: z.number().min(0).max(1e12).default(0).describe("smallest quantity step, base units; 0 = none"),

  longOnly: z.boolean().default(false).describe("ignore short entries"),
  reverse: z.boolean().default(false).describe("an opposite entry alone closes the trade and opens the other side"),
  fill: z.enum(FILLS).default("next-open").describe("where a decision's market order fills"),
  intrabar: z
    .enum(INTRABARS)
    .default("pessimistic")
    .describe("what came first inside a bar; lower-timeframe looks it up in finer bars"),

  stopAnchor: z.enum(STOP_ANCHORS).default("fill").describe("the price that stop and target distances start from"),
  sizeAt: z.enum(["fill", "signal"]).default("fill").describe("equity and price that the sizer sees"),
  gapThroughTarget: z
    .enum(["target", "stop-first"])
    .default("target")
    .describe(
      "a bar that opens beyond the target and then reaches the stop: the target fills at the open, or the stop",
    ),
  slipTargets: z.boolean().default(false).describe("targets slip like market orders"),
  slipExits: z.boolean().default(true).describe("exits slip; false: entries alone do"),
  entryOnStopBar: z
    .boolean()
    .default(true)
    .describe("a bar whose stop was hit may give a new entry by its own decision"),
  exitWithOppositeEntry: z
    .enum(["reverse", "exit"])
    .default("reverse")
    .describe("exit and opposite entry on one bar: close and open in one fill, or only close"),
  entryWithExit: z
    .enum(["enter", "cancel"])
    .default("enter")
    .describe("entry and exit of one side on one bar while flat: enter, or neither"),
  sameSideEntry: z
    .enum(["ignore", "replace"])
    .default("ignore")
    .describe("entry of the side already held: ignored, or (with reverse) closed and opened anew"),
  markCloseFills: z
    .enum(["after", "before"])
    .default("after")
    .describe("equity of a bar with a close fill: with it, or before it"),
  liquidation: z
    .enum(["intrabar", "close", "none"])
    .default("intrabar")
    .describe("liquidation level tested inside bars, equity tested at closes, or no test"),
  marginCheck: z.boolean().default(true).describe("no order may leave equity below initial margin"),
  firstDecisionBar: z.int().min(0).max(2_147_483_647).default(0).describe("decisions of earlier bars are ignored"),
  decideOnLastBar: z
    .boolean()
    .default(true)
    .describe("the last bar's decision counts (it can fill with fill close only)"),
  endOfData: z
    .enum(END_OF_DATA)
    .default("mark")
    .describe(
      "a trade open at the end: marked at the last close; closed there with costs; closed by an order of the bar before the last; or closed by backtesting.py's finalize rule",
    ),

  returns: z.enum(["day", "bar"]).default("day").describe("what ratios are computed on: UTC days, or bars"),
  periodsPerYear: z
    .number()
    .positive()
    .max(1e8)
    .optional()
    .describe("annualisation; by default 365 or 252 days (by the data's calendar), or bars per year"),
  riskFree: z.number().min(-0.5).max(1).default(0.02).describe("annual risk-free rate, fraction"),
  seed: z.int().min(0).max(4_294_967_295).default(0).describe("seed of every random stream"),
});

/** A configuration as a user writes it: everything optional. */
export type BacktestInput = z.input<typeof backtestSchema>;
/** A configuration after the profile's and our defaults. */
export type BacktestConfig = z.output<typeof backtestSchema>;

/** Where data and signals come from and go to: part of a run's document, not of what is hashed. */
export const sourceSchema = z.strictObject({
  data: z.string().min(1).optional().describe("a file of bars (CSV, CSV.gz, ccxt JSON), or sample"),
  signals: z.string().min(1).optional().describe("a CSV of signals, instead of a strategy"),
  finer: z.string().min(1).optional().describe("a file of finer bars, for --intrabar lower-timeframe"),
  funding: z.string().min(1).optional().describe("a CSV of funding rates: timestamp, funding_rate, perhaps symbol"),
  fundingSymbol: z.string().min(1).max(64).optional().describe("whose rates, where that file has several"),
  symbol: z.string().min(1).max(64).optional().describe("name of the series"),
  timeframe: z.enum(TIMEFRAMES).optional().describe("length of a bar; detected when not given"),
  sampleBars: z
    .int()
    .min(1)
    .max(20_000_000)
    .optional()
    .describe("number of bars of the sample (6570, at most 18 years)"),
  from: z.string().optional().describe("first bar, ISO date or time, UTC"),
  to: z.string().optional().describe("last bar, ISO date or time, UTC"),
  utcOffset: z.string().optional().describe("offset of stamps that have none, e.g. +02:00"),
  calendar: z.enum(["24/7", "fx-week", "sessions"]).optional().describe("trading calendar; detected when not given"),
});
export type SourceInput = z.input<typeof sourceSchema>;

/** The document of `--config FILE.json`. */
export const documentSchema = z.strictObject({ ...sourceSchema.shape, ...backtestSchema.shape });
export type RunDocument = z.input<typeof documentSchema>;

/** What a profile changes of the defaults; an explicit value still wins. */
export const PROFILE_DEFAULTS: Readonly<Record<(typeof PROFILES)[number], BacktestInput>> = {
  varanus: {},
  // broker and strategy clock of backtesting.py 0.6: whole-account orders, spread on entries alone, no margin check
  // after fees, bankruptcy at closes
  "backtesting.py": {
    sizer: { name: "all-in", params: { fraction: 0.9999999999999998 } },
    commissionBps: 0,
    slippageBps: 0,
    lotSize: 1,
    slipExits: false,
    stopAnchor: "signal-close",
    gapThroughTarget: "stop-first",
    exitWithOppositeEntry: "exit",
    sameSideEntry: "replace",
    markCloseFills: "before",
    liquidation: "close",
    marginCheck: false,
    firstDecisionBar: 1,
    decideOnLastBar: false,
  },
  // Portfolio.from_signals of vectorbt 0.25: signals already shifted by the user, acting at their own bar's open
  vectorbt: {
    sizer: { name: "all-in", params: {} },
    commissionBps: 0,
    slippageBps: 0,
    longOnly: true,
    fill: "same-open",
    entryOnStopBar: false,
    gapThroughTarget: "stop-first",
    entryWithExit: "cancel",
    liquidation: "none",
    marginCheck: false,
    returns: "bar",
    riskFree: 0,
  },
};
