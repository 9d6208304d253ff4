import { describe, expect, it } from "vitest";
import { valueClasses } from "../../src/report/charts/classes.js";
import { metricValueText, neighboursOf, ranked, sweepMap } from "../../src/report/sweep-map.js";
import type { SweepColumns } from "../../src/studies/sweep.js";

/** A sweep of two numbers, `x` slowest, with this Sharpe ratio for each pair. */
function tableOf(xs: readonly number[], ys: readonly number[], sharpe: (x: number, y: number) => number) {
  const pairs = xs.flatMap((x) => ys.map((y) => [x, y] as const));
  const column = (value: (pair: readonly [number, number]) => number) => Float64Array.from(pairs, value);
  const same = column(() => 100);
  const params = { x: column(([x]) => x), y: column(([, y]) => y) };
  const rows = {
    sharpe: column(([x, y]) => sharpe(x, y)),
    finalEquity: same,
    maxDrawdown: same,
    trades: same,
    fills: same,
  };
  return { columns: { params, ...rows } as SweepColumns, length: pairs.length };
}

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

describe("the map of a sweep", () => {
  it("has a cell for each combination that has a value", () => {
    const map = sweepMap(
      tableOf([3, 1, 2], [10, 20], (x, y) => (x === 2 ? Number.NaN : x * y)),
      "sharpe",
    );
    expect([map.x.name, map.x.values, map.y?.values]).toEqual(["x", [1, 2, 3], [10, 20]]);
    expect(map.cells.map(({ x, y, value }) => [x, y, value])).toEqual([
      [0, 0, 10],
      [2, 0, 30],
      [0, 1, 20],
      [2, 1, 60],
    ]);
    expect(map.cells.find(({ combination }) => combination === map.best)?.value).toBe(60);
  });

  it("of many values shows the median of a few, and the best where it is", () => {
    const map = sweepMap(
      tableOf(upTo(100), upTo(100), (x, y) => (x === 50 && y === 50 ? 9 : ((7 * x + 3 * y) % 11) / 11)),
      "sharpe",
    );
    expect(map.cells.length).toBe(2_500);
    expect([map.x.binned, map.y?.binned, map.perCell]).toEqual([2, 2, 4]);
    const own = map.cells.filter(({ value }) => value === 9);
    expect(own).toHaveLength(1);
    expect(own[0]?.combination).toBe(map.best);
    expect(own[0]?.at).toEqual([
      ["x", 50],
      ["y", 50],
    ]);
  });

  it("keeps a short side whole", () => {
    const map = sweepMap(
      tableOf(upTo(2), upTo(5_000), (x, y) => x + y),
      "sharpe",
    );
    expect([map.x.values.length, map.x.binned, map.y?.values.length]).toEqual([2, 1, 1_250]);
  });

  it("shows further parameters at the values of the best", () => {
    const { columns, length } = tableOf([1, 2], [1, 2, 3], (x, y) => x * y);
    const z = ["a", "b", "a", "b", "a", "b"];
    const map = sweepMap({ columns: { ...columns, params: { ...columns.params, z } }, length }, "sharpe", {
      axes: ["y"],
    });
    expect(map.fixed).toEqual([
      ["x", 2],
      ["z", "b"],
    ]);
    expect(map.cells.map(({ value }) => value)).toEqual([2, 6]);
    expect(() => sweepMap({ columns, length }, "sharpe", { axes: ["w"] })).toThrow(/did not vary "w"/);
  });
});

describe("the best of a sweep", () => {
  it("comes first; of equals the one that was named first", () => {
    const table = tableOf(upTo(30), [1], (x) => [5, 7, Number.NaN, 7, 1][x % 5] as number);
    expect(ranked(table, "sharpe", 5)).toEqual([0, 2, 5, 7, 10]);
    expect(ranked(table, "maxDrawdown", 2)).toEqual([0, 1]);
  });

  it.each<[string, (x: number, y: number) => number]>([
    ["plateau", (x, y) => 2 - 0.1 * (Math.abs(x - 5) + Math.abs(y - 5))],
    ["slope", (x, y) => 2 - 0.5 * (Math.abs(x - 5) + Math.abs(y - 5))],
    ["spike", (x, y) => (x === 5 && y === 5 ? 2 : 0.3)],
    ["none", () => -1],
  ])("stands on a %s", (judgement, sharpe) => {
    const around = neighboursOf(tableOf(upTo(9), upTo(9), sharpe), "sharpe", 100);
    expect(around).toMatchObject({ judgement, count: judgement === "none" ? 3 : 8 });
  });

  it("in a corner has three neighbours, without a value none", () => {
    expect(
      neighboursOf(
        tableOf([1, 2, 3], [1, 2, 3], (x, y) => x + y),
        "sharpe",
        100,
      )?.count,
    ).toBe(3);
    expect(
      neighboursOf(
        tableOf([1, 2], [1, 2], () => Number.NaN),
        "sharpe",
        100,
      ),
    ).toBeUndefined();
  });
});

describe("classes of values", () => {
  const text = (value: number) => metricValueText("sharpe", value);

  it("turn at the pivot, are strongest far from it, and hold every value", () => {
    const values = upTo(41).map((k) => (k - 21) / 10);
    const { classes, classOf } = valueClasses(values, text, 0);
    for (const value of values) expect(classes[classOf(value)]?.above, String(value)).toBe(value >= 0);
    expect(classes[0]?.strength).toBe(1);
    expect(classes.length).toBeLessThan(13);
  });

  it.each([
    ["below", -1],
    ["above", 1],
  ])("all %s the pivot are so", (_, sign) => {
    const values = upTo(20).map((k) => sign * (1 + k / 20));
    const { classes, classOf } = valueClasses(values, text, 0);
    expect(values.map((value) => classes[classOf(value)]?.above)).toEqual(values.map(() => sign > 0));
  });

  it("of one value alone are one", () => {
    expect(valueClasses([3, 3], text, 0).classes).toEqual([{ label: "3.00", above: true, strength: 1 }]);
  });
});
