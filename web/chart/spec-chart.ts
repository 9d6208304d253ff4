import { VaranusError } from "../../src/index.js";
import { fill, h } from "../dom.js";

export type Charts = typeof import("../../src/runtime/browser/charts.js");

let library: Promise<Charts> | undefined;

/** The script with the report's charts, read when the first of them is drawn. */
export function charts(): Promise<Charts> {
  library ??= (import(new URL("./charts.js", import.meta.url).href) as Promise<Charts>).catch(() => {
    library = undefined;
    throw new VaranusError({
      code: "host",
      path: "charts.js",
      message: "the charts could not be loaded",
      hint: "reload the page",
    });
  });
  return library;
}

type Draw = (library: Charts, width: number) => Parameters<Charts["drawChart"]>[1];
type Pick = Parameters<Charts["drawChart"]>[2];

/** A chart of the report on the page, as wide as its place, with its caption. */
export class SpecChart {
  readonly element: HTMLElement;
  private readonly canvas = h("div", { class: "spec-chart" });
  private readonly caption = h("figcaption", {});
  private draw: Draw | undefined;
  private pick: Pick;
  private width = 0;
  private remove = () => {};
  /** Drawings that were begun: of two that overlap the later one stays. */
  private begun = 0;

  constructor(testid: string) {
    this.element = h("figure", { class: "figure", testid }, this.canvas, this.caption);
    new ResizeObserver(() => void this.fit()).observe(this.canvas);
  }

  async show(draw: Draw, pick?: Pick): Promise<void> {
    this.draw = draw;
    this.pick = pick;
    await this.render();
  }

  private async fit(): Promise<void> {
    if (this.canvas.clientWidth !== this.width) await this.render();
  }

  private async render(): Promise<void> {
    const { draw, canvas } = this;
    const width = canvas.clientWidth;
    // an element that is not shown has no width: it is drawn when it gets one
    if (draw === undefined || width === 0) return;
    this.width = width;
    const drawing = ++this.begun;
    const library = await charts();
    if (drawing !== this.begun) return;
    const spec = draw(library, width);
    this.remove();
    fill(canvas);
    this.caption.textContent = spec.description;
    this.remove = await library.drawChart(canvas, spec, this.pick);
  }
}
