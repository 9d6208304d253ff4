import { chartView } from "../../report/chart-view.js";
import type { ChartSpec } from "../../report/charts/index.js";

/** Charts of the report, drawn live on a page. A script of its own: the chart library is as large as all the rest. */

export {
  type ChartOptions,
  type ChartSpec,
  CSS_THEME,
  drawdownChart,
  drawdownDistributionChart,
  endDistributionChart,
  equityChart,
  exposureChart,
  fanChart,
  sleeveProfitsChart,
  slicesChart,
  sweepChart,
} from "../../report/charts/index.js";
export { sweepHtml } from "../../report/sweep-page.js";

/** Draws a chart into an element; `pick` hears the datum of a mark that is clicked. What is returned takes it away. */
export async function drawChart(
  element: HTMLElement,
  spec: ChartSpec,
  pick?: (datum: Readonly<Record<string, unknown>>) => void,
): Promise<() => void> {
  const view = chartView(spec, "svg").initialize(element).hover();
  if (pick) {
    view.addEventListener("click", (_, item) => {
      const datum: unknown = item?.datum;
      if (typeof datum === "object" && datum !== null) pick(datum as Readonly<Record<string, unknown>>);
    });
  }
  await view.runAsync();
  return () => view.finalize();
}
