import type { Grade } from "../contracts/bars.js";
import { intrabarText, rejectionText } from "../contracts/reasons.js";
import type { RejectReason, Replay, ResultJson } from "../contracts/result.js";
import { count, counted, fixed, money, percent, signed } from "./format.js";
import { metricText, numberOf, reasonOf } from "./metric-text.js";
import { ofPositions, positionsOf } from "./positions.js";

/** What can be believed: everything that a run itself knows for and against its numbers. Page and report show these findings. */

/** Fine: nothing speaks against it. Weigh: judge it yourself. Beware: it takes away from the result. */
export type Judgement = "fine" | "weigh" | "beware";

export interface Finding {
  readonly subject: string;
  readonly found: string;
  /** What else was found, a phrase each. */
  readonly details: readonly string[];
  /** What to make of it, in plain sentences. */
  readonly meaning: string;
  readonly judgement: Judgement;
}

/** What the findings are read from: a Result, or its JSON. */
export type Evidence = Pick<
  ResultJson,
  | "metrics"
  | "config"
  | "data"
  | "ambiguousBars"
  | "conflicts"
  | "rejected"
  | "conservationError"
  | "badDebt"
  | "bankruptBar"
> & { readonly replay?: Replay | undefined };

const FEW_TRADES = 30;
/** Above this the money in the account has not been conserved (see backtest/warnings). */
const CONSERVED = 1e-9;

export function findings(run: Evidence): Finding[] {
  return [
    sampleSize(run),
    sharpeProbability(run),
    trackRecord(run),
    benchmark(run),
    ambiguity(run),
    conflictingSignals(run),
    refusals(run),
    dataQuality(run),
    solvency(run),
    conservation(run),
    search(run),
  ];
}

const tradesOf = ({ metrics }: Evidence): number => numberOf(metrics, "trades") ?? 0;

function sampleSize(run: Evidence): Finding {
  const n = tradesOf(run);
  const positions = positionsOf(run.metrics);
  return {
    subject: "Number of trades",
    found: `${counted(n, "closed trade")}${ofPositions(run.metrics)}`,
    details: [],
    meaning:
      n === 0
        ? "Nothing can be said of a rule that closed no trade."
        : positions < FEW_TRADES
          ? positions < n
            ? `The parts of a position share its fate: below ${FEW_TRADES} positions, single ones decide every ratio.`
            : `Below ${FEW_TRADES}, single trades decide every ratio.`
          : "Enough that no single trade decides the ratios; whether the market stays as it was is another question.",
    judgement: positions < FEW_TRADES ? "beware" : "fine",
  };
}

function sharpeProbability({ metrics }: Evidence): Finding {
  const psr = numberOf(metrics, "psr");
  return {
    subject: "Skill or luck",
    found:
      psr === undefined
        ? reasonOf(metrics, "psr")
        : `${metricText(metrics, "psr")} chance of a true Sharpe ratio above zero`,
    details: [],
    meaning:
      "The probabilistic Sharpe ratio: by the length, skew and fat tails of this record (Bailey and López de Prado 2012), if it was the only try.",
    judgement: psr === undefined || psr < 0.5 ? "beware" : psr < 0.95 ? "weigh" : "fine",
  };
}

function trackRecord({ metrics }: Evidence): Finding {
  const needed = numberOf(metrics, "minTrackRecordYears");
  const years = (numberOf(metrics, "periods") ?? 0) / (numberOf(metrics, "periodsPerYear") ?? 1);
  return {
    subject: "Length of the record",
    found:
      needed === undefined
        ? reasonOf(metrics, "minTrackRecordYears")
        : `${metricText(metrics, "minTrackRecordYears")} needed`,
    details: [`${fixed(years, 1)} years here`],
    meaning: "How long returns like these have to last before a true Sharpe ratio of zero can be ruled out at 95%.",
    judgement: needed === undefined ? "beware" : needed <= years ? "fine" : "weigh",
  };
}

function benchmark({ metrics }: Evidence): Finding {
  const own = numberOf(metrics, "returnPct") ?? 0;
  const held = numberOf(metrics, "benchmarkReturnPct") ?? 0;
  const [alpha, beta] = [metricText(metrics, "alpha"), metricText(metrics, "beta")];
  return {
    subject: "Against buy and hold",
    found: `${signed(percent(own))} against ${signed(percent(held))}`,
    details: [
      alpha === undefined || beta === undefined
        ? reasonOf(metrics, "alpha")
        : `alpha ${signed(alpha)} a year, beta ${beta}`,
    ],
    meaning:
      "The same capital held in the market from the first bar to the last, without costs; alpha is what the strategy made beyond its exposure to that market.",
    judgement: own > held ? "fine" : "weigh",
  };
}

function ambiguity(run: Evidence): Finding {
  const { ambiguousBars, config, data, replay } = run;
  const positions = positionsOf(run.metrics);
  const what = positions === tradesOf(run) ? "trades" : "positions";
  const share = positions === 0 ? "" : `, ${percent((100 * ambiguousBars) / positions, 1)} of the number of ${what}`;
  const pct = (100 * ambiguousBars) / data.bars;
  const ofBars = pct < 0.01 ? "below 0.01%" : percent(pct);
  return {
    subject: "Order inside bars",
    found: ambiguousBars === 0 ? "no bar depends on it" : counted(ambiguousBars, "ambiguous bar"),
    details: [
      ...(ambiguousBars === 0 ? [] : [`${ofBars} of ${counted(data.bars, "bar")}${share}`]),
      ...(replay ? [replayText(replay)] : []),
    ],
    meaning: `A bar does not tell which of two prices inside it, such as a stop and a target, came first: ${intrabarText(config.intrabar)} ("${config.intrabar}").`,
    judgement:
      ambiguousBars === 0
        ? "fine"
        : config.intrabar === "pessimistic" || ambiguousBars * 20 < positions
          ? "weigh"
          : "beware",
  };
}

/** How far finer bars settled what came first. */
export function replayText({ withoutFiner, ambiguousFiner, exact }: Replay): string {
  if (exact) return "finer bars settled every order inside a bar: it is exact";
  return `finer bars left ${counted(withoutFiner + ambiguousFiner, "bar")} open: ${count(withoutFiner)} without complete finer bars, ${count(ambiguousFiner)} ambiguous in a finer bar`;
}

function conflictingSignals({ conflicts }: Evidence): Finding {
  return {
    subject: "Conflicting signals",
    found: conflicts === 0 ? "none" : counted(conflicts, "bar"),
    details: [],
    meaning: "Where long and short entry are true on one bar, neither is taken.",
    judgement: conflicts === 0 ? "fine" : "weigh",
  };
}

function refusals(run: Evidence): Finding {
  const reasons = Object.entries(run.rejected);
  const all = reasons.reduce((sum, [, n]) => sum + n, 0);
  return {
    subject: "Refused orders",
    found: all === 0 ? "none" : counted(all, "order"),
    details: reasons.map(([reason, n]) => `${rejectionText(reason as RejectReason)}: ${count(n)}`),
    meaning:
      "Orders, or what was left of them, that the account, its margin, the smallest lot, the volume of a bar or their own terms did not allow; the strategy wanted them, the result lacks them.",
    judgement: all === 0 ? "fine" : all > positionsOf(run.metrics) ? "beware" : "weigh",
  };
}

const GRADES: Readonly<Record<Grade, Judgement>> = {
  excellent: "fine",
  good: "fine",
  acceptable: "weigh",
  poor: "beware",
  critical: "beware",
};

function dataQuality({ data: { quality } }: Evidence): Finding {
  return {
    subject: "Quality of the data",
    found: quality.grade,
    details: quality.issues.length === 0 ? ["no gaps, outliers or flat stretches worth a note"] : quality.issues,
    meaning: `${counted(quality.rows, "bar")} checked for gaps, stamps off the grid, missing volume, outliers and flat stretches, by the ${quality.calendar} calendar.`,
    judgement: GRADES[quality.grade],
  };
}

function solvency({ bankruptBar, badDebt }: Evidence): Finding {
  const sound = bankruptBar === null && badDebt === 0;
  return {
    subject: "Solvency",
    found: bankruptBar === null ? "the account was never gone" : `the account was gone at bar ${count(bankruptBar)}`,
    details: badDebt > 0 ? [`bad debt ${money(badDebt)}`] : [],
    meaning: "Once equity is gone nothing is traded any more; what a liquidation lost beyond the account is bad debt.",
    judgement: sound ? "fine" : "beware",
  };
}

function conservation({ conservationError }: Evidence): Finding {
  const conserved = conservationError <= CONSERVED;
  const size = conservationError === 0 ? "0" : conservationError.toExponential(1).replace("-", "−");
  return {
    subject: "Conservation of money",
    found: `relative error ${size}`,
    details: [],
    meaning: conserved
      ? "At every bar, start capital plus realised profit less costs plus open profit is the equity, but for rounding."
      : "The account does not add up: this is a bug in Varanus, please report it.",
    judgement: conserved ? "fine" : "beware",
  };
}

function search({ config }: Evidence): Finding {
  return {
    subject: "Search and look-ahead",
    found: config.strategy ? "not visible in one run" : "signals came ready-made",
    details: [],
    meaning: config.strategy
      ? "One backtest says nothing about how many parameters were tried before it; if these were picked from many, expect less, and test them on bars that took no part in the choice."
      : "Signals computed elsewhere cannot be checked here for knowledge of the future, nor for how many variants were tried before them.",
    judgement: "weigh",
  };
}
