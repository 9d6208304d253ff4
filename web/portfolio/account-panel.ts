import { type PortfolioInput, portfolioSchema } from "../../src/index.js";
import { h } from "../dom.js";
import { Field } from "../form/field.js";
import { fieldSpecOf } from "../form/settings.js";
import { Switched } from "../form/switched.js";
import { labelOf } from "../form/words.js";

type Shape = Readonly<Record<string, Parameters<typeof fieldSpecOf>[1]>>;

/** The keys of what may be null or left out. */
function shapeOf(schema: { unwrap?: unknown }): Shape {
  let inner = schema as { unwrap?: () => unknown; shape?: Shape };
  while (inner.shape === undefined && inner.unwrap) inner = inner.unwrap() as typeof inner;
  return inner.shape ?? {};
}

const { rebalance, volatilityTarget, limits } = portfolioSchema.shape;

const LABELS: Readonly<Record<string, string>> = {
  drift: "Drift",
  target: "Volatility a year",
  bars: "Measured on",
  least: "Smallest scale",
  most: "Largest scale",
  maxDrawdown: "Drawdown",
  haltBars: "Marks of a halt",
  closeAll: "Close all",
  positions: "Positions",
  heat: "Heat",
  exposure: "Exposure",
  days: "Days",
};

/** Limits that are switched together; the first names the limit itself. */
const LIMITS = [
  {
    keys: ["maxDrawdown", "haltBars", "closeAll"],
    title: "Halt after a drawdown",
    description: "New entries wait for a while.",
  },
  { keys: ["positions"], title: "Number of positions", description: "What would be one too many is refused." },
  {
    keys: ["heat"],
    title: "Heat",
    description: "What all stops together may lose; a position without a stop counts whole.",
  },
  {
    keys: ["exposure", "correlation", "days"],
    title: "Correlated exposure",
    description: "What may be in symbols that move together.",
  },
] as const;

/** What is the account's beside its capital and costs: rebalancing, a volatility target, limits. */
export class AccountPanel {
  readonly element: HTMLElement;
  private readonly rebalance: Switched;
  private readonly target: Switched;
  private readonly limits: readonly { readonly first: string; readonly choice: Switched }[];

  constructor(private readonly onChange: () => void) {
    this.rebalance = this.switched(
      "rebalance",
      shapeOf(rebalance),
      { title: "Rebalance", description: "Sets slices back to their weights when they have drifted." },
      true,
    );
    this.target = this.switched("volatilityTarget", shapeOf(volatilityTarget), {
      title: "Volatility target",
      description: "Scales all weights so that the account’s volatility comes near it; needs rebalancing.",
    });
    const all = shapeOf(limits);
    this.limits = LIMITS.map(({ keys, ...words }) => {
      const shape = Object.fromEntries(keys.map((key) => [key, all[key] as Shape[string]]));
      return { first: keys[0], choice: this.switched("limits", shape, words, false, keys[0]) };
    });
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Account" },
      h("h2", {}, "Weights over time"),
      this.rebalance.element,
      this.target.element,
      h("h2", { class: "second" }, "Limits of the account"),
      this.limits.map(({ choice }) => choice.element),
    );
  }

  config(): Pick<PortfolioInput, "rebalance" | "volatilityTarget" | "limits"> {
    const on = this.limits.filter(({ choice }) => choice.on);
    const off = this.limits.filter(({ choice }) => !choice.on).map(({ first }) => [first, null]);
    return {
      rebalance: this.rebalance.on ? valuesOf(this.rebalance) : null,
      ...(this.target.on ? { volatilityTarget: valuesOf(this.target) } : {}),
      ...(on.length === 0
        ? {}
        : { limits: Object.assign(Object.fromEntries(off), ...on.map(({ choice }) => valuesOf(choice))) }),
    };
  }

  get fields(): Field[] {
    const all = [this.rebalance, this.target, ...this.limits.map(({ choice }) => choice)];
    return all.flatMap((each) => (each.on ? each.fields : []));
  }

  /** What is said of a whole group stands at its first field. */
  fieldAt(path: string): Field | undefined {
    return this.fields.find(({ spec }) => spec.path === path || spec.path.startsWith(`${path}.`));
  }

  private switched(
    path: string,
    shape: Shape,
    words: { title: string; description: string },
    on = false,
    testid = path,
  ): Switched {
    const fields = Object.entries(shape).map(([key, schema]) => {
      const spec = fieldSpecOf(`${path}.${key}`, schema, LABELS[key] ?? labelOf(key));
      // without a limit is the box that is not ticked
      const description = spec.description.replace("; null = no limit", "");
      return new Field({ ...spec, description }, this.onChange);
    });
    return new Switched({ ...words, testid: `use-${testid}` }, fields, this.onChange, on);
  }
}

function valuesOf({ fields }: Switched): Record<string, never> {
  return Object.fromEntries(
    fields.map(({ spec, value }) => [spec.path.slice(spec.path.lastIndexOf(".") + 1), value as never]),
  );
}
