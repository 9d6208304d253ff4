import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

/** A Vega-Lite specification as a view that nothing has drawn yet; without `eval`, and with text widths that are estimated, the same everywhere. */
export function chartView(spec: object, renderer: "none" | "svg" = "none"): vega.View {
  estimateTextWidths();
  const compiled = compile(spec as Parameters<typeof compile>[0], { logger: silent() }).spec;
  const runtime = vega.parse(compiled, undefined, { ast: true });
  return new vega.View(runtime, { renderer, logLevel: vega.Error, expr: expressionInterpreter });
}

/** A switch of all of vega, absent from its types; every chart of ours wants it this way. */
function estimateTextWidths(): void {
  (vega as unknown as { textMetrics: { canvas(use: boolean): void } }).textMetrics.canvas(false);
}

/** What Vega-Lite has to say about a specification is for the tests of the charts, not for a console. */
function silent() {
  const logger = {
    level: () => logger,
    error: (...text: readonly unknown[]): never => {
      throw new Error(text.join(" "));
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger as unknown as NonNullable<NonNullable<Parameters<typeof compile>[1]>["logger"]>;
}
