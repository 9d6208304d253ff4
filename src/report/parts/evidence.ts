import type { Result } from "../../backtest/result.js";
import type { Grade } from "../../contracts/bars.js";
import { capitalised, count, counted, fixed, percent, signed, words } from "../format.js";
import { type Child, html, type Markup } from "../markup.js";
import { numberOf, reasonOf } from "./metric-value.js";
import { row, section, table } from "./table.js";

/** Fine: nothing speaks against it. Look: weigh it yourself. Beware: it takes away from the result. */
type Judgement = "fine" | "look" | "beware";

interface Finding {
  readonly subject: string;
  readonly found: Child;
  /** One plain sentence. */
  readonly meaning: string;
  readonly judgement: Judgement;
}

const FEW_TRADES = 30;
/** Above this the money in the account has not been conserved (see backtest/warnings). */
const CONSERVED = 1e-9;
const BADGES: Readonly<Record<Judgement, string>> = { fine: "fine", look: "weigh", beware: "beware" };

/** What can be believed: everything that the run itself knows to speak for or against its numbers. */
export function evidence(result: Result): Markup {
  const findings = [
    sampleSize(result),
    sharpeProbability(result),
    trackRecord(result),
    benchmark(result),
    ambiguity(result),
    conflicts(result),
    refusals(result),
    dataQuality(result),
    conservation(result),
    search(result),
  ];
  const rows = findings.map(({ subject, found, meaning, judgement }) =>
    row(subject, found, meaning, html`<span class="badge ${judgement}">${BADGES[judgement]}</span>`),
  );
  return section(
    { id: "evidence", title: "What can be believed" },
    warnings(result.warnings),
    table({
      caption: "Evidence for and against",
      name: "evidence",
      columns: [{ title: "Question" }, { title: "Found" }, { title: "What it means" }, { title: "Judgement" }],
      rows,
    }),
  );
}

function warnings(lines: readonly string[]): Markup {
  if (lines.length === 0)
    return html`<div class="warnings calm"><p>The run raised no warnings.</p></div>
`;
  return html`<div class="warnings"><p>${counted(lines.length, "warning")}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>
`;
}

function sampleSize({ trades }: Result): Finding {
  const n = trades.length;
  return {
    subject: "Number of trades",
    found: counted(n, "closed trade"),
    meaning:
      n === 0
        ? "Without closed trades no statement about the strategy is possible."
        : n < FEW_TRADES
          ? `Below ${FEW_TRADES} trades, single ones decide every ratio on this page.`
          : "Enough that no single trade decides the ratios; whether markets stay as they were is another question.",
    judgement: n < FEW_TRADES ? "beware" : "fine",
  };
}

function sharpeProbability({ metrics }: Result): Finding {
  const psr = numberOf(metrics, "psr");
  return {
    subject: "Probabilistic Sharpe ratio",
    found: psr === undefined ? html`–<small>${capitalised(reasonOf(metrics, "psr"))}</small>` : percent(100 * psr, 1),
    meaning:
      "The chance that the true Sharpe ratio is above zero, given the length, skew and fat tails of this record (Bailey and López de Prado 2012).",
    judgement: psr === undefined || psr < 0.5 ? "beware" : psr < 0.95 ? "look" : "fine",
  };
}

function trackRecord({ metrics }: Result): Finding {
  const needed = numberOf(metrics, "minTrackRecordYears");
  const years = (numberOf(metrics, "periods") ?? 0) / (numberOf(metrics, "periodsPerYear") ?? 1);
  const have = `${fixed(years, 1)} years here`;
  return {
    subject: "Minimum track record",
    found:
      needed === undefined
        ? html`–<small>${capitalised(reasonOf(metrics, "minTrackRecordYears"))}; ${have}</small>`
        : html`${fixed(needed, 1)} years needed, ${have}`,
    meaning: "How long returns like these have to go on before a true Sharpe ratio of zero can be ruled out at 95%.",
    judgement: needed === undefined ? "beware" : needed <= years ? "fine" : "look",
  };
}

function benchmark({ metrics }: Result): Finding {
  const own = numberOf(metrics, "returnPct") ?? 0;
  const held = numberOf(metrics, "benchmarkReturnPct") ?? 0;
  const [alpha, beta] = [numberOf(metrics, "alpha"), numberOf(metrics, "beta")];
  const regression =
    alpha === undefined || beta === undefined
      ? capitalised(reasonOf(metrics, "alpha"))
      : `alpha ${signed(percent(100 * alpha))} a year, beta ${fixed(beta, 2)}`;
  return {
    subject: "Against buy and hold",
    found: html`${signed(percent(own))} against ${signed(percent(held))}<small>${regression}</small>`,
    meaning:
      "The same capital held in the market from the first bar to the last, without costs; alpha is what the strategy made beyond its exposure to that market.",
    judgement: own > held ? "fine" : "look",
  };
}

function ambiguity({ ambiguousBars, bars, trades, config }: Result): Finding {
  const share =
    trades.length === 0 ? "" : `, ${percent((100 * ambiguousBars) / trades.length, 1)} of the number of trades`;
  const rule = {
    pessimistic: "the worse of the two was taken",
    optimistic: "the better of the two was taken",
    ohlc: "the path open, high, low, close decided",
  }[config.intrabar];
  return {
    subject: "Order inside bars",
    found:
      ambiguousBars === 0
        ? "no bar depends on it"
        : html`${counted(ambiguousBars, "ambiguous bar")}<small>of ${count(bars.length)}${share}</small>`,
    meaning: `A bar does not tell whether its stop or its target came first: ${rule} ("${config.intrabar}").`,
    judgement:
      ambiguousBars === 0
        ? "fine"
        : config.intrabar === "pessimistic" || ambiguousBars * 20 < trades.length
          ? "look"
          : "beware",
  };
}

function conflicts({ conflicts: n }: Result): Finding {
  return {
    subject: "Conflicting signals",
    found: n === 0 ? "none" : counted(n, "bar"),
    meaning: "Where long and short entry are true on one bar, neither is taken.",
    judgement: n === 0 ? "fine" : "look",
  };
}

function refusals({ rejected, trades }: Result): Finding {
  const reasons = Object.entries(rejected);
  const all = reasons.reduce((sum, [, n]) => sum + n, 0);
  const list = reasons.map(([reason, n]) => `${words(reason)}: ${count(n)}`).join(", ");
  return {
    subject: "Refused orders",
    found: all === 0 ? "none" : html`${counted(all, "entry", "entries")}<small>${list}</small>`,
    meaning:
      "Entries that the account, its margin or the smallest lot did not allow; the strategy wanted them, the result lacks them.",
    judgement: all === 0 ? "fine" : all > trades.length ? "beware" : "look",
  };
}

const GRADES: Readonly<Record<Grade, Judgement>> = {
  excellent: "fine",
  good: "fine",
  acceptable: "look",
  poor: "beware",
  critical: "beware",
};

function dataQuality({ bars: { quality } }: Result): Finding {
  const issues = quality.issues.map((line) => html`<small>${capitalised(line)}</small>`);
  return {
    subject: "Quality of the data",
    found: html`${quality.grade}${issues.length === 0 ? html`<small>No gaps, outliers or flat stretches worth a note</small>` : issues}`,
    meaning: `${counted(quality.rows, "bar")} checked for gaps, stamps off the grid, missing volume, outliers and flat stretches, by the ${quality.calendar} calendar.`,
    judgement: GRADES[quality.grade],
  };
}

function conservation({ conservationError }: Result): Finding {
  const conserved = conservationError <= CONSERVED;
  const size = conservationError === 0 ? "0" : conservationError.toExponential(1).replace("-", "−");
  return {
    subject: "Conservation of money",
    found: `relative error ${size}`,
    meaning: conserved
      ? "At every bar, start capital plus realised profit less costs plus open profit is the equity, but for rounding."
      : "The account does not add up: this is a bug in Varanus, please report it.",
    judgement: conserved ? "fine" : "beware",
  };
}

function search({ config }: Result): Finding {
  return {
    subject: "Search and look-ahead",
    found: config.strategy ? "not visible in one run" : "signals came ready-made",
    meaning: config.strategy
      ? "One backtest says nothing about how many parameters were tried before it; if these were picked from many, expect less, and test them on bars that took no part in the choice."
      : "Signals computed elsewhere cannot be checked here for knowledge of the future, nor for how many variants were tried before them.",
    judgement: "look",
  };
}
