import fc from "fast-check";
import { expect, it } from "vitest";
import { tiled } from "../../src/studies/tiles.js";
import { cases } from "../property/settings.js";

it("goes through every combination once", () => {
  const size = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 1, max: 60 }), (a, b, last) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const order = tiled(from, to, last);
      const numbers = Array.from({ length: to - from }, (_, k) => order(k));
      expect([...numbers].sort((x, y) => x - y)).toEqual(Array.from({ length: to - from }, (_, k) => from + k));
    }),
    cases(200),
  );
});

it("takes four values of the last parameter at a time", () => {
  const order = tiled(0, 20, 10);
  const numbers = Array.from({ length: 20 }, (_, k) => order(k));
  expect(numbers).toEqual([0, 1, 2, 3, 10, 11, 12, 13, 4, 5, 6, 7, 14, 15, 16, 17, 8, 9, 18, 19]);
});
