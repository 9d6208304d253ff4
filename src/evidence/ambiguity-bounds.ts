import { INTRABAR_OHLC, INTRABAR_OPTIMISTIC, INTRABAR_PESSIMISTIC, SIMULATION } from "../../dist/layout.js";
import { type BacktestOptions, startForks } from "../backtest/backtest.js";
import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { AmbiguityBounds } from "../contracts/result.js";
import type { Engine } from "../kernel/engine.js";
import { type Forks, fieldOf, type State, type StateField } from "../kernel/forks.js";

export interface BoundsOptions extends Pick<BacktestOptions, "signals" | "strategy" | "given" | "finer"> {
  /** Courses followed at a time, at most (4,096); beyond them the poorest and the richest go on. */
  courses?: number;
}

const RULES = [INTRABAR_PESSIMISTIC, INTRABAR_OPTIMISTIC, INTRABAR_OHLC];

/**
 * Courses that are equal but for the money in them, as the poorest and the richest of them: with sizes that are a share of equity, or fixed,
 * everything in between stays in between.
 */
interface Course {
  low: State;
  high: State;
}

/**
 * Follows the run along every choice of the intrabar rule (pessimistic, optimistic, open-high-low-close) on every bar on which they differ.
 */
export function ambiguityBounds(
  engine: Engine,
  bars: Bars,
  input: BacktestInput,
  { courses = 4_096, ...options }: BoundsOptions = {},
): AmbiguityBounds {
  if (!(Number.isInteger(courses) && courses >= 1)) {
    throw new VaranusError({
      code: "config",
      path: "courses",
      message: `${courses} courses: a whole number from 1 on is needed`,
    });
  }
  const { forks, config, release } = startForks(engine, bars, input, options);
  try {
    return follow(forks, bars, inexact(config, options), courses);
  } finally {
    release();
  }
}

function follow(forks: Forks, bars: Bars, inexact: string, most: number): AmbiguityBounds {
  const why = new Set<string>();
  /** Courses that wait at an ambiguous bar, by the bar and by what they are but for money. */
  const waiting = new Map<number, Map<string, Course>>();
  const ambiguous = new Set<number>();
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let alive = 0;
  let courses = 1;

  const end = (equity: number) => {
    low = Math.min(low, equity);
    high = Math.max(high, equity);
  };
  const wait = (bar: number, course: Course) => {
    ambiguous.add(bar);
    const there = waiting.get(bar) ?? new Map<string, Course>();
    waiting.set(bar, there);
    const key = keyOf(course.low);
    const same = there.get(key);
    const close = bars.close[bar - 1] as number;
    if (same) {
      if (inexact !== "") why.add(inexact);
      same.low = poorer(same.low, course.low, close);
      same.high = richer(same.high, course.high, close);
    } else {
      there.set(key, course);
      alive++;
    }
  };
  /** Takes a course on to its next ambiguous bar or its end; poorest and richest have to stay alike on the way. */
  const advance = ({ low: poor, high: rich }: Course) => {
    const single = poor === rich;
    const waits = forks.advance(poor);
    const richWaits = single ? waits : forks.advance(rich);
    const alike =
      single || (waits === richWaits && keyOf(poor) === keyOf(rich) && rejections(poor) === rejections(rich));
    if (alike && waits) return wait(fieldOf(poor, "nextBar"), { low: poor, high: rich });
    if (!alike) why.add("the course depends on the money in the account");
    const ends: [State, boolean][] = [[poor, waits]];
    if (!single) ends.push([rich, richWaits]);
    for (const [state, stops] of ends) {
      if (stops) wait(fieldOf(state, "nextBar"), { low: state, high: state });
      else end(state.equity);
    }
  };

  const first = forks.start();
  advance({ low: first, high: first });
  while (waiting.size > 0) {
    const bar = Math.min(...waiting.keys());
    const there = [...(waiting.get(bar) as Map<string, Course>).values()];
    waiting.delete(bar);
    courses = Math.max(courses, alive);
    alive -= there.length;
    for (const course of there) {
      for (const choice of choicesOf(forks, course)) {
        if (alive >= most) {
          why.add(`more courses were alive than the ${most} that are followed`);
          keepExtremes(waiting, bars, Math.ceil(most / 4));
          alive = [...waiting.values()].reduce((sum, map) => sum + map.size, 0);
        }
        advance(choice);
      }
    }
  }
  return { low, high, exact: why.size === 0, reason: [...why].join("; "), bars: ambiguous.size, courses };
}

/** The courses after an ambiguous bar, those of the three rules that differ. */
function choicesOf(forks: Forks, { low, high }: Course): Course[] {
  const found = new Map<string, Course>();
  for (const rule of RULES) {
    const poor = forks.step(low, rule);
    const rich = low === high ? poor : forks.step(high, rule);
    // by the money as well: stop and target both leave the account flat
    const money = [poor, rich].flatMap((state) => DECISIVE.map((field) => fieldOf(state, field)));
    const key = `${keyOf(poor)}|${money.join("|")}`;
    if (!found.has(key)) found.set(key, { low: poor, high: rich });
  }
  return [...found.values()];
}

/** Drops all courses but those with the least and those with the most equity, `count` of each. */
function keepExtremes(waiting: Map<number, Map<string, Course>>, bars: Bars, count: number): void {
  const all = [...waiting].flatMap(([bar, courses]) =>
    [...courses].map(([key, course]) => {
      const close = bars.close[bar - 1] as number;
      return { bar, key, least: worth(course.low, close), most: worth(course.high, close) };
    }),
  );
  const kept = new Set(
    [
      ...[...all].sort((a, b) => a.least - b.least).slice(0, count),
      ...[...all].sort((a, b) => b.most - a.most).slice(0, count),
    ].map(({ bar, key }) => `${bar} ${key}`),
  );
  for (const { bar, key } of all) {
    if (kept.has(`${bar} ${key}`)) continue;
    const there = waiting.get(bar) as Map<string, Course>;
    there.delete(key);
    if (there.size === 0) waiting.delete(bar);
  }
}

const ALL = Object.keys(SIMULATION.fields) as StateField[];
const REJECTIONS = ALL.filter((field) => field.startsWith("rejected"));

/** Fields that say how much money there is, count what has been or are set anew on every bar; equal courses may differ in them. */
const MONEY: ReadonlySet<StateField> = new Set<StateField>([
  "cash",
  "quantity",
  "badDebt",
  "entryCommission",
  "tradeFunding",
  "orderEquity",
  "orderSize",
  "grossProfit",
  "commissionPaid",
  "slippagePaid",
  "fundingPaid",
  "conservationError",
  "conflicts",
  "levelExit",
  "budget",
  "openedInside",
  "openedOnLeg",
  "triedLevels",
  "guessed",
  "trailBefore",
  "ambiguous",
  "withoutFiner",
  "ambiguousFiner",
  "barsInMarket",
  ...REJECTIONS,
  "tradeRows",
  "fillRows",
  "wins",
  "losses",
  "closed",
  "sumOfWins",
  "sumOfLosses",
]);

/** The part of it that later fills depend on. */
const DECISIVE = ["cash", "quantity", "orderSize", "orderRest", "closed", "sumOfWins", "sumOfLosses"] as const;

/** What counts in them is not their number (see `workingOn`). */
const RELATIVE: ReadonlySet<StateField> = new Set<StateField>(["position", "orderPosition", "orderRest"]);

/** Of the open trade: without one they are left over from the last. */
const OF_TRADE: ReadonlySet<StateField> = new Set<StateField>([
  "entryBar",
  "entryPrice",
  "lowest",
  "highest",
  "anchor",
  "enteredAtClose",
  "trailAnchor",
  "fixedStop",
  "trailingStop",
  "breakEvenStop",
  "sarStop",
  "chandelierStop",
  "bandStop",
  "liquidationPrice",
  "target",
  "heldAtr",
  "heldStop",
  "heldTarget",
]);

/** Of the queued order: without one they are left over from the last. */
const OF_ORDER: ReadonlySet<StateField> = new Set<StateField>([
  "orderCloses",
  "orderSide",
  "orderReverses",
  "orderStop",
  "orderTarget",
  "orderAtr",
  "orderInput",
  "orderBar",
  "orderClose",
  "orderProtective",
]);

const FIELDS = ALL.filter(
  (field) =>
    SIMULATION.fields[field].offset >= SIMULATION.fields.nextBar.offset && !MONEY.has(field) && !RELATIVE.has(field),
);

/** What a state is but for its money. A liquidation level follows from the money, so levels count to seven digits. */
function keyOf(state: State): string {
  const held = fieldOf(state, "quantity");
  const ordered = fieldOf(state, "orderQueued") !== 0;
  return `${Math.sign(held)} ${ordered ? workingOn(state) : ""} ${FIELDS.filter(
    (field) => (held !== 0 || !OF_TRADE.has(field)) && (ordered || !OF_ORDER.has(field)),
  )
    .map((field) =>
      SIMULATION.fields[field].type === "f64" ? Math.fround(fieldOf(state, field)) : fieldOf(state, field),
    )
    .join(" ")}`;
}

/** Of a queued order: whether it has been sized, and whether it has opened a part of the position held; how much is left of it is money. */
function workingOn(state: State): string {
  const sized = !Number.isNaN(fieldOf(state, "orderRest"));
  return `${sized} ${fieldOf(state, "orderPosition") === fieldOf(state, "position")}`;
}

function rejections(state: State): string {
  return REJECTIONS.map((field) => fieldOf(state, field)).join(" ");
}

function worth(state: State, close: number): number {
  return fieldOf(state, "cash") + fieldOf(state, "quantity") * close;
}

function poorer(a: State, b: State, close: number): State {
  return worth(b, close) < worth(a, close) ? b : a;
}

function richer(a: State, b: State, close: number): State {
  return worth(b, close) > worth(a, close) ? b : a;
}

/** Why to put courses together that differ by their money alone is not exact; empty if it is. */
function inexact(config: BacktestConfig, { signals }: Pick<BacktestOptions, "signals">): string {
  const { sizer, slippage } = config;
  if (config.maxParticipation > 0) return "what a bar's volume can fill does not grow with the account";
  if (config.lotSize > 0) return "sizes are rounded to lots";
  if (config.minimumFee > 0) return "there is a minimum fee";
  if (config.minimumNotional > 0) return "there is a minimum notional";
  if (config.marginTiers.length > 0) return "there are margin tiers";
  if (slippage.name === "volume") return "slippage depends on the size";
  if (sizer.name === "optimal-f") return "sizes depend on the trades before";
  if (signals?.size && sizer.name !== "fixed-amount") return "some sizes are fixed, others a share of equity";
  return "";
}
