import fc from "fast-check";
import { beforeAll, describe, it } from "vitest";
import { load, type Varanus } from "../../src/index.js";
import { type OrderRun, orderRuns, orderRunsWith, participationRuns } from "../property/orders.js";
import { cases } from "../property/settings.js";
import { agree, type Case } from "./agree.js";

/** The kernel against the slow reference engine, both written from assembly/simulation/ORDERS.md: the same to the bit. */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

const agrees = (run: Case | OrderRun): void => agree(varanus, run);

describe("kernel and reference engine agree to the bit", () => {
  it("on signals with a budget of volume", () => {
    fc.assert(fc.property(participationRuns, agrees), cases(500));
  });

  it("on orders of every kind", () => {
    fc.assert(fc.property(orderRuns, agrees), cases(1_500));
  });

  it("on orders along the path of a bar", () => {
    const trailing = [{ name: "trailing-percent", params: { percent: 0.02 } }];
    fc.assert(fc.property(orderRunsWith({ intrabar: "ohlc", stops: trailing }), agrees), cases(500));
  });

  it("on orders of an account near its margin", () => {
    const geared = { leverage: 20, maintenanceMargin: 0.01, marginTiers: [], commissionBps: 10 };
    fc.assert(fc.property(orderRunsWith({ ...geared, liquidation: "intrabar" }), agrees), cases(500));
  });
});
