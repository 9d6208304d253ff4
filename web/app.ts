import {
  canonicalJson,
  commandLine,
  type ParameterValue,
  type SourceInput,
  type SweepMetric,
  type SweepValues,
  VaranusError,
  VERSION,
} from "../src/index.js";
import type { BacktestOutput, ExportKind, RunOptions } from "../src/runtime/browser/index.js";
import { Activity } from "./activity.js";
import { PriceChart } from "./chart/price-chart.js";
import { charts } from "./chart/spec-chart.js";
import { byId, fill, h } from "./dom.js";
import { acceptDrops } from "./drops.js";
import { Messages } from "./messages.js";
import { PortfolioView } from "./portfolio/portfolio-view.js";
import { indicatorCommand, isRepeatable, sourceOf } from "./result/command-line.js";
import { ResultView } from "./result/result-view.js";
import { type FinerSource, type FundingSource, type Run, Session, type Swept } from "./session.js";
import { Setup } from "./setup/setup.js";
import { SweepView } from "./sweep/sweep-view.js";
import { Views } from "./views.js";
import type { Source } from "./workers.js";

/** The page: a form on the left, what came of it on the right, and the worker behind both. */

const session = new Session();
const messages = new Messages();
const activity = new Activity((busy) => setup.busy(busy));
const setup = new Setup(byId("setup"), activity.element, {
  source: load,
  funding,
  finer,
  run,
  change: markStale,
  addToPortfolio,
});
const chart = new PriceChart(
  {
    candles: (stretches, asked) => session.candles(stretches, asked),
    levels: (stretches) => session.levels(stretches),
  },
  (error) => messages.show(error),
  (indicator) => (session.data ? indicatorCommand(session.data, session.span, indicator) : ""),
);
const view = new ResultView({
  trade: (output, trade) => void chart.showTrade(output, trade),
  bounds: () => session.bounds(),
  monteCarlo: (options, running) => session.monteCarlo(options, running),
  save,
});
const stage = h("div", { class: "stage" }, welcome());
const sweeps = new SweepView({
  config: () => setup.current().config,
  sweep,
  open: (combination) => void openCombination(combination),
  save: saveSweep,
  fail: (error) => {
    if (!setup.refuse(error)) messages.show(error);
  },
});
const portfolio = new PortfolioView(byId("portfolio"), {
  save: saveAs,
  addSetup: addToPortfolio,
  clear: () => messages.clear(),
  fail: (error) => messages.show(error),
  shown: (element) => {
    if (isNarrow()) element.scrollIntoView({ block: "start" });
  },
});
const views = new Views(
  byId("views"),
  [
    { name: "backtest", title: "Backtest", element: stage, form: byId("setup") },
    { name: "sweep", title: "Sweep", element: sweeps.element, form: byId("setup") },
    { name: "portfolio", title: "Portfolio", element: portfolio.element, form: byId("portfolio") },
  ],
  (name) => {
    if (name === "portfolio") portfolio.open();
    if (name !== "sweep") return;
    sweeps.refresh();
    if (isNarrow()) sweeps.element.scrollIntoView({ block: "start" });
  },
);
/** The settings of the sweep on show, as text, and where its bars come from. */
let sweptWith: { text: string; source: SourceInput | undefined } | undefined;
/** The settings of the result on show, as text. */
let shown = "";
let loaded = false;

fill(byId("results"), messages.element, views.element);
byId("version").textContent = VERSION;
acceptDrops({
  bars: (files) => {
    if (portfolio.element.hidden) setup.data.takeFile(files[0]);
    else void portfolio.open().series.takeFiles(files);
  },
  signals: ([file], at) => {
    if (portfolio.element.hidden) setup.strategy.takeSignals(file);
    else portfolio.open().takeSignals(file, at);
  },
  funding: ([file]) => setup.data.funding.choice.takeFile(file),
  finer: ([file]) => setup.finer.choice.takeFile(file),
});

async function load(source: Source): Promise<void> {
  messages.clear();
  try {
    const label = source.kind === "file" ? `Reading ${source.file.name}` : "Making the sample";
    const output = await activity.during(label, (options) => session.load(source, options));
    loaded = true;
    setup.data.show(output);
    view.clear();
    sweeps.clear();
    if (!chart.element.isConnected) fill(stage, view.above, chart.element, view.below);
    await chart.showData(output.data);
    await setup.readAgain();
  } catch (error) {
    messages.show(error);
    setup.data.explain(error);
  }
}

async function funding(source: FundingSource): Promise<void> {
  try {
    const output = await activity.during(`Reading ${source.file.name}`, (options) =>
      session.takeFunding(source, options),
    );
    setup.data.funding.show(source, output);
  } catch (error) {
    if (error instanceof VaranusError) setup.data.funding.refuse(source, error);
    else messages.show(error);
  }
}

async function finer(source: FinerSource): Promise<void> {
  try {
    const output = await activity.during(`Reading ${source.file.name}`, (options) =>
      session.takeFiner(source, options),
    );
    setup.finer.show(source, output);
  } catch (error) {
    if (error instanceof VaranusError) setup.finer.refuse(source, error);
    else messages.show(error);
  }
}

async function run(): Promise<void> {
  messages.clear();
  try {
    const wanted = setup.read();
    if (wanted === undefined) return;
    if (!loaded) throw noBars();
    views.show("backtest");
    const output = await activity.during("Running", (options) => session.backtest(wanted, options));
    shown = settingsOf(wanted);
    view.show(output, commandOf(wanted, output));
    await chart.showResult(output);
    if (isNarrow()) view.above.scrollIntoView({ block: "start" });
  } catch (error) {
    if (!setup.refuse(error)) messages.show(error);
  }
}

/** Makes a sleeve of the form of a backtest. */
async function addToPortfolio(): Promise<void> {
  messages.clear();
  try {
    const { data } = session;
    if (data === undefined) throw noBars();
    const wanted = setup.read();
    if (wanted === undefined) {
      views.show("backtest");
      return;
    }
    views.show("portfolio");
    await portfolio.addSetup(setup, wanted, data);
  } catch (error) {
    messages.show(error);
  }
}

async function sweep(params: SweepValues, options: RunOptions): Promise<Swept | undefined> {
  messages.clear();
  const wanted = setup.read();
  if (wanted === undefined) return undefined;
  if (!loaded) throw noBars();
  const swept = await session.sweep(wanted, params, options);
  const { data } = session;
  const repeatable = data && isRepeatable(data, swept.result.config);
  sweptWith = { text: settingsOf(wanted), source: repeatable ? sourceOf(data, wanted) : undefined };
  return swept;
}

/** Runs one combination of a sweep: the form takes its values over. */
async function openCombination(combination: readonly (readonly [string, ParameterValue])[]): Promise<void> {
  const fresh = sweptWith?.text === settingsOf(setup.current());
  try {
    setup.take(combination);
  } catch (error) {
    messages.show(error);
    return;
  }
  // what the sweep varied is no change of what it was started with
  if (fresh && sweptWith) sweptWith.text = settingsOf(setup.current());
  markStale();
  await run();
  view.above.scrollIntoView({ block: "nearest" });
}

async function saveSweep({ result, data }: Swept, metric: SweepMetric): Promise<void> {
  try {
    const { sweepHtml } = await charts();
    const page = await sweepHtml(result, { metric, data, source: sweptWith?.source });
    saveAs(new Blob([page], { type: "text/html;charset=utf-8" }), "sweep.html");
  } catch (error) {
    messages.show(error);
  }
}

function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The command for a run, where the command line can make the same. */
function commandOf(wanted: Run, { head: { config } }: BacktestOutput): string {
  const { data } = session;
  return data && isRepeatable(data, config) ? commandLine("backtest", sourceOf(data, wanted), config) : "";
}

async function save(kind: ExportKind): Promise<void> {
  try {
    const { bytes, type } = await session.export(kind);
    saveAs(new Blob([bytes], { type }), kind);
  } catch (error) {
    messages.show(error);
  }
}

function markStale(): void {
  const settings = settingsOf(setup.current());
  view.outdated(session.hasResult && settings !== shown);
  sweeps.outdated(sweptWith !== undefined && settings !== sweptWith.text);
  if (!sweeps.element.hidden) sweeps.refresh();
}

/** What the result of a run depends on, as text; of signals their file's name. */
function settingsOf({ config, from, to, signals, funding, finer }: Run): string {
  return canonicalJson({
    config,
    from,
    to,
    signals: signals?.name,
    funding: funding && { file: funding.file.name, symbol: funding.symbol },
    finer: finer?.file.name,
  });
}

/** The form stands above what comes of it. */
function isNarrow(): boolean {
  return matchMedia("(max-width: 60rem)").matches;
}

function noBars(): VaranusError {
  return new VaranusError({
    code: "data",
    message: "there are no bars yet",
    hint: "choose a file, drop one anywhere, or take the sample",
  });
}

function welcome(): HTMLElement {
  const step = (title: string, text: string) => h("li", {}, h("span", {}, h("strong", {}, title), ` ${text}`));
  return h(
    "div",
    { class: "welcome", testid: "welcome" },
    h("h2", {}, "Test a trading idea on your own data"),
    h(
      "ol",
      {},
      step("Drop a CSV", "of bars anywhere on this page, or take the synthetic market to look around."),
      step("Choose a strategy", "or bring signals of your own; set size, stops and costs."),
      step("Run", "and see every trade on the chart, and what of the result can be believed."),
    ),
    h(
      "button",
      { type: "button", class: "primary", testid: "welcome-sample", onclick: () => setup.data.takeSample() },
      "Take the sample",
    ),
  );
}
