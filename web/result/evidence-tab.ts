import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

/** Fine: nothing speaks against it. Weigh: judge it yourself. Beware: it takes away from the result. */
type Judgement = "fine" | "weigh" | "beware";

interface Finding {
  subject: string;
  found: string;
  meaning: string;
  judgement: Judgement;
}

const FEW_TRADES = 30;
/** Above this, money was not conserved (see backtest/warnings). */
const CONSERVED = 1e-9;

/** How many findings take away from the result; for the tab's title. */
export function cautions(output: BacktestOutput): number {
  return findings(output).filter(({ judgement }) => judgement === "beware").length;
}

/** What can be believed: everything that the run itself knows for and against its numbers. */
export function evidenceTab(output: BacktestOutput): HTMLElement {
  const { warnings } = output.head;
  return h(
    "div",
    { testid: "evidence" },
    warnings.length > 0 &&
      h(
        "ul",
        { class: "warnings", testid: "warnings" },
        warnings.map((line) => h("li", {}, line)),
      ),
    h(
      "dl",
      { class: "findings" },
      findings(output).map(({ subject, found, meaning, judgement }) =>
        h(
          "div",
          {},
          h("dt", {}, subject, h("span", { class: `badge ${judgement}` }, judgement)),
          h("dd", { class: "found" }, format.capitalised(found)),
          h("dd", { class: "meaning" }, meaning),
        ),
      ),
    ),
  );
}

function findings({ head }: BacktestOutput): Finding[] {
  return [trades, chance, record, market, order, refused, quality, money, search].map((finding) => finding(head));
}

type Head = BacktestOutput["head"];

const numberOf = (head: Head, name: string) => head.metrics[name] as number | null;
const why = (head: Head, name: string) => head.metrics.reasons[name] ?? "not defined";

function trades(head: Head): Finding {
  const n = numberOf(head, "trades") ?? 0;
  return {
    subject: "Number of trades",
    found: format.counted(n, "closed trade"),
    meaning:
      n === 0
        ? "Nothing can be said of a rule that did not trade."
        : n < FEW_TRADES
          ? `Below ${FEW_TRADES}, single trades decide every ratio.`
          : "Enough that no single trade decides; whether the market stays as it was is another question.",
    judgement: n < FEW_TRADES ? "beware" : "fine",
  };
}

function chance(head: Head): Finding {
  const psr = numberOf(head, "psr");
  return {
    subject: "Skill or luck",
    found:
      psr === null
        ? why(head, "psr")
        : `${psr > 0.999 ? "above 99.9%" : format.percent(100 * psr, 1)} chance of a true Sharpe ratio above zero`,
    meaning:
      "By the length, skew and fat tails of this record (Bailey and López de Prado 2012), if it was the only try.",
    judgement: psr === null || psr < 0.5 ? "beware" : psr < 0.95 ? "weigh" : "fine",
  };
}

function record(head: Head): Finding {
  const needed = numberOf(head, "minTrackRecordYears");
  const have = (numberOf(head, "periods") ?? 0) / (numberOf(head, "periodsPerYear") ?? 1);
  return {
    subject: "Length of the record",
    found:
      needed === null
        ? `${why(head, "minTrackRecordYears")}; ${format.fixed(have, 1)} years here`
        : `${format.fixed(needed, 1)} years needed, ${format.fixed(have, 1)} here`,
    meaning: "How long returns like these have to last before a Sharpe ratio of zero can be ruled out at 95%.",
    judgement: needed === null ? "beware" : needed <= have ? "fine" : "weigh",
  };
}

function market(head: Head): Finding {
  const own = numberOf(head, "returnPct") ?? 0;
  const held = numberOf(head, "benchmarkReturnPct") ?? 0;
  return {
    subject: "Against buy and hold",
    found: `${format.signed(format.percent(own, 1))} against ${format.signed(format.percent(held, 1))}`,
    meaning: "The same capital held in the market from the first bar to the last, without costs.",
    judgement: own > held ? "fine" : "weigh",
  };
}

function order({ ambiguousBars, conflicts, config }: Head): Finding {
  const parts = [
    ambiguousBars > 0 ? format.counted(ambiguousBars, "ambiguous bar") : "no bar depends on it",
    conflicts > 0 ? `${format.counted(conflicts, "bar")} with long and short at once` : "",
  ];
  const rule = {
    pessimistic: "the worse of the two is taken",
    optimistic: "the better of the two is taken",
    ohlc: "the path open, high, low, close decides",
  }[config.intrabar];
  return {
    subject: "Order of events inside bars",
    found: parts.filter((part) => part !== "").join(", "),
    meaning: `A bar does not tell whether stop or target came first: ${rule}. Where both entries are true, neither is taken.`,
    judgement: ambiguousBars + conflicts === 0 ? "fine" : "weigh",
  };
}

function refused(head: Head): Finding {
  const reasons = Object.entries(head.rejected);
  const all = reasons.reduce((sum, [, n]) => sum + n, 0);
  const list = reasons.map(([reason, n]) => `${format.words(reason)} ${format.count(n)}`).join(", ");
  return {
    subject: "Refused entries",
    found: all === 0 ? "none" : `${format.count(all)}: ${list}`,
    meaning: "Entries that the account, its margin or the smallest lot did not allow: the result lacks them.",
    judgement: all === 0 ? "fine" : all > (numberOf(head, "trades") ?? 0) ? "beware" : "weigh",
  };
}

function quality({ data }: Head): Finding {
  const { grade, issues, calendar } = data.quality;
  return {
    subject: "Quality of the data",
    found: issues.length === 0 ? grade : `${grade}; ${issues.join("; ")}`,
    meaning: `${format.counted(data.bars, "bar")} checked for gaps, stamps off the grid, missing volume, outliers and flat stretches, by the ${calendar} calendar.`,
    judgement: grade === "excellent" || grade === "good" ? "fine" : grade === "acceptable" ? "weigh" : "beware",
  };
}

function money({ conservationError, badDebt, bankruptBar }: Head): Finding {
  const conserved = conservationError <= CONSERVED;
  const parts = [
    `relative error ${conservationError === 0 ? "0" : conservationError.toExponential(1).replace("-", "−")}`,
    bankruptBar === null ? "" : `bankrupt at bar ${format.count(bankruptBar)}`,
    badDebt > 0 ? `bad debt ${format.money(badDebt)}` : "",
  ];
  return {
    subject: "Conservation of money",
    found: parts.filter((part) => part !== "").join(", "),
    meaning: conserved
      ? "At every bar, start capital plus profit less costs is the equity, but for rounding."
      : "The account does not add up: this is a fault of Varanus, please report it.",
    judgement: conserved && bankruptBar === null ? "fine" : "beware",
  };
}

function search({ config }: Head): Finding {
  return {
    subject: "Search and look-ahead",
    found: config.strategy ? "not visible in one run" : "signals came ready-made",
    meaning: config.strategy
      ? "If these parameters were picked from many, expect less, and test them on bars that took no part in the choice."
      : "Signals made elsewhere cannot be checked here for knowledge of the future.",
    judgement: "weigh",
  };
}
