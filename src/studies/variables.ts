import type { z } from "zod";
import { type BacktestConfig, type BacktestInput, backtestSchema } from "../contracts/config.js";
import { closest, unknownName, VaranusError } from "../contracts/errors.js";
import {
  allowed,
  type ParameterShape,
  type ParameterSpec,
  type ParameterValue,
  specOf,
} from "../contracts/parameters.js";
import { sizerNamed } from "../risk/sizers/catalogue.js";
import { slippageNamed } from "../risk/slippage/catalogue.js";
import { STOPS, stopNamed } from "../risk/stops/catalogue.js";
import type { AnyStrategy } from "../strategies/define.js";

/** Numbers of the configuration that a sweep can vary, and where one would look: [low, high]. */
const NUMBERS = {
  commissionBps: [0, 30],
  slippageBps: [0, 20],
  makerCommissionBps: [0, 30],
  minimumFee: [0, 10],
  borrowRate: [0, 0.2],
  liquidationFeeBps: [0, 100],
  leverage: [1, 5],
  maintenanceMargin: [0, 0.05],
  maxParticipation: [0.01, 0.2],
  minimumNotional: [0, 100],
  lotSize: [0, 1],
  capital: [1_000, 100_000],
} as const satisfies { readonly [Key in keyof BacktestConfig]?: readonly [number, number] };

/** One value of a configuration that a sweep can vary. */
export interface Variable {
  /** As in the configuration: `sizer.fraction`, `stops.percentage.stop`, `slippageBps`; the strategy's own by their bare names. */
  readonly name: string;
  /** Of the strategy, of what goes with it (sizer, stop, slippage), or a number of the configuration itself. */
  readonly kind: "strategy" | "risk" | "setting";
  readonly spec: ParameterSpec;
  readonly allows: (value: ParameterValue) => boolean;
}

/** All that a sweep can vary of a configuration. */
export class Variables {
  readonly list: readonly Variable[];
  private readonly byName: ReadonlyMap<string, Variable>;

  constructor(
    private readonly config: BacktestConfig,
    private readonly strategy: AnyStrategy,
  ) {
    const { sizer, slippage, stops } = config;
    this.list = [
      ...declared("", strategy.parameters, config.strategy?.params),
      ...declared("sizer.", sizerNamed(sizer.name).parameters, sizer.params),
      ...stops.flatMap(({ name, params }) => declared(`stops.${name}.`, stopNamed(name).parameters, params)),
      ...declared("slippage.", slippageNamed(slippage.name).parameters, slippage.params),
      ...Object.keys(NUMBERS).flatMap((name) => numberOf(name as keyof typeof NUMBERS, config)),
    ];
    // a strategy's own name goes before that of a setting
    this.byName = new Map([...this.list].reverse().map((variable) => [variable.name, variable]));
  }

  /** Whether a name is a parameter of the strategy; the others are of what executes it. */
  isOfStrategy(name: string): boolean {
    return Object.hasOwn(this.strategy.parameters, name);
  }

  /** Throws a VaranusError where a value is not allowed, or nothing has the name. */
  check(name: string, values: Iterable<ParameterValue>): void {
    const variable = this.byName.get(name);
    if (variable === undefined) throw this.unknown(name);
    for (const value of values) {
      if (variable.allows(value)) continue;
      const hint = `${name} is ${allowed(variable.spec)}`;
      throw refusal(`params.${name}`, `${JSON.stringify(value)} is not allowed`, hint);
    }
  }

  private unknown(name: string): VaranusError {
    const path = `params.${name}`;
    const { slippage, stops, sizer } = this.config;
    const [, stop] = /^stops\.([^.]+)/.exec(name) ?? [];
    const names = STOPS.map((each) => each.name);
    if (stop !== undefined && !names.includes(stop)) return unknownName("stop", stop, names, path);
    if (stop !== undefined && !stops.some((each) => each.name === stop)) {
      const hint = `add it: --stop ${stop} (stops: ["${stop}"] in the configuration)`;
      return refusal(path, `the stop "${stop}" is not in the configuration`, hint);
    }
    if (name === "slippageBps") {
      const hint = "vary the model's own parameters, or choose the model fixed";
      return refusal(path, `the slippage model "${slippage.name}" does not read it`, hint);
    }
    const owners = { stops: stop, sizer: sizer.name, slippage: slippage.name };
    const owner = owners[name.slice(0, name.indexOf(".")) as keyof typeof owners];
    const near = closest(name, [...this.byName.keys()]);
    const family = this.list.filter((each) =>
      owner ? each.name.startsWith(`${name.slice(0, name.lastIndexOf("."))}.`) : this.isOfStrategy(each.name),
    );
    const hint = near
      ? `did you mean "${near}"?`
      : `it has: ${family.map((each) => each.name).join(", ") || "none"}${owner ? "" : "; others are named as sizer.fraction, stops.atr.multiple, slippageBps"}`;
    const whose = owner ? `"${owner}"` : "the strategy";
    return refusal(path, `${whose} has no parameter "${name.slice(name.lastIndexOf(".") + 1)}"`, hint);
  }
}

/** The configuration with values by their names; those of the strategy's own parameters are left out. */
export function withValues(
  config: BacktestConfig,
  values: Readonly<Record<string, ParameterValue>>,
  variables: Variables,
): BacktestInput {
  const changed: Record<string, unknown> = {};
  let { sizer, slippage, stops } = config;
  const set = <Thing extends { params: object }>(thing: Thing, key: string, value: ParameterValue): Thing => ({
    ...thing,
    params: { ...thing.params, [key]: value },
  });
  for (const [name, value] of Object.entries(values)) {
    if (variables.isOfStrategy(name)) continue;
    const [owner, ...rest] = name.split(".") as [string, ...string[]];
    const key = rest.at(-1) as string;
    if (owner === "sizer") sizer = set(sizer, key, value);
    else if (owner === "slippage") slippage = set(slippage, key, value);
    else if (owner === "stops") stops = stops.map((stop) => (stop.name === rest[0] ? set(stop, key, value) : stop));
    else changed[name] = value;
  }
  return { ...config, ...changed, sizer, slippage, stops } as BacktestInput;
}

function declared(prefix: string, shape: ParameterShape, params: Readonly<Record<string, ParameterValue>> = {}) {
  return Object.entries(shape).map(([key, schema]): Variable => {
    const spec = specOf(schema);
    return {
      name: `${prefix}${key}`,
      kind: prefix === "" ? "strategy" : "risk",
      spec: { ...spec, default: params[key] ?? spec.default } as ParameterSpec,
      allows: (value) => schema.safeParse(value).success,
    };
  });
}

function numberOf(name: keyof typeof NUMBERS, config: BacktestConfig): Variable[] {
  if (name === "slippageBps" && config.slippage.name !== "fixed") return [];
  const schema: z.ZodType = backtestSchema.shape[name];
  let inner = schema as z.ZodNumber & { unwrap?(): z.ZodNumber };
  while (inner.unwrap) inner = inner.unwrap();
  const { minValue, maxValue } = inner;
  const spec: ParameterSpec = {
    kind: "float",
    default: config[name] ?? config.commissionBps,
    min: minValue ?? 0,
    max: maxValue ?? Number.MAX_VALUE,
    search: NUMBERS[name],
    description: schema.description ?? "",
  };
  return [{ name, kind: "setting", spec, allows: (value) => schema.safeParse(value).success }];
}

function refusal(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
