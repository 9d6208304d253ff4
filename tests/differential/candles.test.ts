import { beforeAll, describe, it } from "vitest";
import { load, type Varanus } from "../../src/index.js";
import { type CandleCase, runOf } from "../reference/candles/candle.js";
import { CANDLES } from "../reference/candles.js";
import { agree } from "./agree.js";

/** The cases by hand through both engines; that the reference's fills are the table's is in tests/reference/candles.test.ts. */

/** The kernel is not called on every bar yet, and knows no budget of volume: such cases are for the reference engine alone. */
const WAITS_FOR_THE_KERNELS_ORDERS = (one: CandleCase) =>
  one.script !== undefined || one.config?.maxParticipation !== undefined;

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

describe.each(Object.entries(CANDLES))("candles by hand, kernel and reference engine: %s", (_, cases) => {
  for (const one of cases) {
    it.skipIf(WAITS_FOR_THE_KERNELS_ORDERS(one))(one.title, () => agree(varanus, runOf(one)));
  }
});
