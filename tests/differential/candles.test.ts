import { beforeAll, describe, it } from "vitest";
import { load, type Varanus } from "../../src/index.js";
import { runOf } from "../reference/candles/candle.js";
import { CANDLES } from "../reference/candles.js";
import { agree } from "./agree.js";

/** The cases by hand through both engines; that the reference's fills are the table's is in tests/reference/candles.test.ts. */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

describe.each(Object.entries(CANDLES))("candles by hand, kernel and reference engine: %s", (_, cases) => {
  for (const one of cases) {
    it(one.title, () => agree(varanus, runOf(one)));
  }
});
