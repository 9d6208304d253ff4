import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createBars, load, type Varanus } from "../../src/index.js";
import { type RandomRun, runsWith } from "../property/arbitraries.js";
import { type OrderRun, orderRunsWith } from "../property/orders.js";
import { cases } from "../property/settings.js";
import type { FinerBar } from "../reference/model.js";
import { agree, type Case, seriesOf } from "./agree.js";

/** A lower timeframe: kernel and slow reference over random finer bars, some missing, some not adding up. */

const PER_BAR = 4;
const HOUR = 3_600_000;
const START = 1_699_999_200_000;

let v: Varanus;

beforeAll(async () => {
  v = await load();
});

/** Four random bars make one of the run; `holes`: finer bars that are left out, `bent`: bars whose high is moved away from the finer ones'. */
function coarse(run: RandomRun, holes: ReadonlySet<number>, bent: ReadonlySet<number>): Case | undefined {
  const nBars = Math.floor(run.bars.close.length / PER_BAR);
  if (nBars === 0) return undefined;
  const whole = nBars * PER_BAR;
  const bars = Array.from({ length: nBars }, (_, i) => {
    const at = (column: Float64Array) => column.subarray(i * PER_BAR, (i + 1) * PER_BAR);
    const { open, high, low, close } = run.bars;
    const top = Math.max(...at(high));
    return {
      open: at(open)[0] as number,
      high: bent.has(i) ? top * 1.5 + 100 : top,
      low: Math.min(...at(low)),
      close: at(close)[PER_BAR - 1] as number,
    };
  });
  const kept = Array.from({ length: whole }, (_, k) => k).filter((k) => !holes.has(k));
  if (kept.length === 0) return undefined;
  const finerColumn = (column: Float64Array) => Float64Array.from(kept, (k) => column[k] as number);
  const finer = createBars({
    symbol: "RANDOM",
    timeframe: "15m",
    timestamp: Float64Array.from(kept, (k) => START + (k * HOUR) / PER_BAR),
    open: finerColumn(run.bars.open),
    high: finerColumn(run.bars.high),
    low: finerColumn(run.bars.low),
    close: finerColumn(run.bars.close),
    volume: new Float64Array(kept.length),
  });
  const finerBar = (k: number): FinerBar => ({
    open: run.bars.open[k] as number,
    high: run.bars.high[k] as number,
    low: run.bars.low[k] as number,
    close: run.bars.close[k] as number,
  });
  const ofBar = bars.map((_, i) => {
    const those = Array.from({ length: PER_BAR }, (__, j) => i * PER_BAR + j);
    return bent.has(i) || those.some((k) => holes.has(k)) ? null : those.map(finerBar);
  });
  const every = <T extends Float64Array | Uint8Array>(column: T) =>
    column.filter((_, k) => k % PER_BAR === 0 && k < whole) as T;
  const columns = <T extends object>(group: T) =>
    Object.fromEntries(Object.entries(group).map(([name, column]) => [name, every(column as Float64Array)])) as T;
  const price = (name: keyof FinerBar) => Float64Array.from(bars, (bar) => bar[name]);
  return {
    bars: {
      open: price("open"),
      high: price("high"),
      low: price("low"),
      close: price("close"),
      timestamp: Float64Array.from(bars, (_, i) => START + i * HOUR),
      volume: every(run.bars.volume),
    },
    signals: columns(run.signals),
    extras: columns(run.extras),
    finer: { bars: finer, ofBar },
    config: run.config,
    ...("script" in run ? { script: (run as OrderRun).script.slice(0, nBars) } : {}),
  };
}

const gaps = fc.tuple(fc.uniqueArray(fc.nat(79), { maxLength: 4 }), fc.uniqueArray(fc.nat(19), { maxLength: 2 }));

describe("a lower timeframe", () => {
  it.each<[string, Parameters<typeof runsWith>[0]]>([
    ["anything", { intrabar: "lower-timeframe" }],
    [
      "narrow stops and targets",
      { intrabar: "lower-timeframe", stops: [{ name: "percentage", params: { stop: 0.01, target: 0.01 } }] },
    ],
    [
      "trailing",
      {
        intrabar: "lower-timeframe",
        stops: [
          { name: "trailing-percent", params: { percent: 0.02 } },
          { name: "percentage", params: { stop: 0.05, target: 0.03 } },
        ],
      },
    ],
  ])("kernel and reference engine agree to the bit on %s", (_, fixed) => {
    fc.assert(
      fc.property(runsWith(fixed), gaps, (run, [holes, bent]) => {
        const made = coarse(run, new Set(holes), new Set(bent));
        if (made) agree(v, made);
      }),
      cases(400),
    );
  });

  it("kernel and reference engine agree to the bit on orders", () => {
    fc.assert(
      fc.property(orderRunsWith({ intrabar: "lower-timeframe" }), gaps, (run, [holes, bent]) => {
        const made = coarse(run, new Set(holes), new Set(bent));
        if (made) agree(v, made);
      }),
      cases(1_000),
    );
  });

  it("settles what one bar leaves open, and says what it cannot", () => {
    const long = (n: number, at: number) => Uint8Array.from({ length: n }, (_, i) => (i === at ? 1 : 0));
    const run = (second: readonly FinerBar[], config = {}) => {
      const flat: FinerBar = { open: 100, high: 100, low: 100, close: 100 };
      const all = [flat, flat, flat, flat, ...second];
      const column = (name: keyof FinerBar) => Float64Array.from(all, (bar) => bar[name]);
      const finer = createBars({
        symbol: "X",
        timeframe: "15m",
        timestamp: Float64Array.from(all, (_, k) => START + (k * HOUR) / PER_BAR),
        open: column("open"),
        high: column("high"),
        low: column("low"),
        close: column("close"),
        volume: new Float64Array(all.length),
      });
      const bars = seriesOf({
        open: Float64Array.of(100, second[0]?.open as number),
        high: Float64Array.of(100, Math.max(...second.map(({ high }) => high))),
        low: Float64Array.of(100, Math.min(...second.map(({ low }) => low))),
        close: Float64Array.of(100, second.at(-1)?.close as number),
      });
      return v.backtest(
        bars,
        {
          intrabar: "lower-timeframe",
          stops: [{ name: "percentage", params: { stop: 0.02, target: 0.02 } }],
          commissionBps: 0,
          slippageBps: 0,
          ...config,
        },
        { signals: { longEntry: long(2, 0) }, finer },
      );
    };
    const still: FinerBar = { open: 100, high: 100, low: 100, close: 100 };
    const up: FinerBar = { open: 100, high: 103, low: 100, close: 100 };
    const down: FinerBar = { open: 100, high: 100, low: 97, close: 100 };
    const both: FinerBar = { open: 100, high: 103, low: 97, close: 100 };

    const targetFirst = run([still, up, down, still]);
    expect(targetFirst.trades.exitPrice[0]).toBe(102);
    expect(targetFirst.replay).toEqual({ withoutFiner: 0, ambiguousFiner: 0, exact: true });
    expect(targetFirst.ambiguousBars).toBe(0);

    const stopFirst = run([still, down, up, still]);
    expect(stopFirst.trades.exitPrice[0]).toBe(98);

    const open = run([still, both, still, still]);
    expect(open.trades.exitPrice[0]).toBe(98);
    expect(open.replay).toEqual({ withoutFiner: 0, ambiguousFiner: 1, exact: false });

    const gap = run([still, { open: 96, high: 96, low: 95, close: 96 }, up, still]);
    expect(gap.trades.exitPrice[0]).toBe(96);

    expect(targetFirst.fingerprint).not.toBe(stopFirst.fingerprint);
  });

  it("is refused without finer bars, and with bars that do not divide the coarse ones", () => {
    const bars = v.sample({ bars: 50 });
    const config = { strategy: "ewmac", intrabar: "lower-timeframe" } as const;
    expect(() => v.backtest(bars, config)).toThrow(/needs finer bars/);
    expect(() => v.backtest(bars, config, { finer: v.sample({ bars: 50, timeframe: "1d" }) })).toThrow(
      /not made up of/,
    );
    expect(() => v.backtest(bars, config, { finer: v.sample({ bars: 50, timeframe: "4h" }) })).toThrow(
      /not made up of/,
    );
  });
});
