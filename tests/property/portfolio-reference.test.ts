import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceBacktest } from "../reference/engine.js";
import type { PortfolioResult } from "../reference/portfolio/model.js";
import { referencePortfolio } from "../reference/portfolio/portfolio.js";
import { endOf, type Member, type Portfolio, pairsOf } from "../reference/portfolio/state.js";
import { equityOf, isHeld, netOf, quantityOf } from "../reference/portfolio/worth.js";
import { PORTFOLIO_EXIT_REASONS, PORTFOLIO_REJECT_REASONS } from "../reference/reasons.js";
import {
  portfolios,
  portfoliosOf,
  type RandomPortfolio,
  type RandomSleeve,
  truncatedAt,
  withPrices,
} from "./portfolios.js";
import { cases } from "./settings.js";

/** What has to hold for every run of the reference of portfolios, whatever its settings. */

function play({ sleeves, settings }: RandomPortfolio, watch?: (portfolio: Portfolio) => void): PortfolioResult {
  return referencePortfolio(sleeves, settings, watch);
}

describe("the reference of portfolios", () => {
  it("is, with one sleeve of weight 1, the run of that sleeve", () => {
    const alone = portfoliosOf(1, 1).map(({ sleeves, settings }) => ({
      sleeves: sleeves.map((sleeve) => ({ ...sleeve, weight: 1 })),
      settings: { ...settings, volatilityTarget: null, limits: null },
    }));
    fc.assert(
      fc.property(alone, (portfolio) => {
        const result = play(portfolio);
        const { columns, signals, extras, config } = portfolio.sleeves[0] as RandomSleeve;
        const single = referenceBacktest(columns, signals, config, extras);
        const { cash: _, transfers, ...sleeve } = result.sleeves[0] as PortfolioResult["sleeves"][0];
        expect(canonical(sleeve)).toEqual(canonical(single));
        expect(transfers).toEqual([]);
        expect(canonical(result.rows.map(({ equity }) => equity))).toEqual(canonical(single.equity));
        const fills = result.fills.map(({ moment: _moment, symbol: _symbol, ...fill }) => fill);
        expect(canonical(fills)).toEqual(canonical(single.fills.map(({ bar: _bar, ...fill }) => fill)));
        expect([result.rebalances, result.halts]).toEqual([0, 0]);
      }),
      cases(150),
    );
  });

  it("conserves money in every sleeve and in the account, at every moment", () => {
    fc.assert(
      fc.property(portfolios, (portfolio) => {
        const start: number[] = [];
        let reserve = Number.NaN;
        play(portfolio, (state) => {
          if (start.length === 0) {
            const { sleeves, capital } = { ...portfolio, ...portfolio.settings };
            for (const { weight, leg } of sleeves) start.push(leg ? (weight * capital) / 2 : weight * capital);
            reserve = capital - sum(start);
          }
          const scale = Math.max(portfolio.settings.capital, turnoverOf(state) * 1e-3);
          state.sleeves.forEach(({ desk, transfers }, k) => {
            const { account } = desk;
            const spent = sum(account.fills.map(({ quantity, price, commission }) => quantity * price + commission));
            const cash = (start[k] as number) + sum(transfers.map(({ amount }) => amount)) - spent - account.funding;
            near(cash + account.badDebt, account.cash, 1e-9, scale);
          });
          const moved = sum(state.sleeves.map(({ transfers }) => sum(transfers.map(({ amount }) => amount))));
          near(reserve - moved + state.reserveBadDebt, state.reserve, 1e-9, scale);
        });
      }),
      cases(150),
    );
  });

  it("is worth what its own fills, marks and charges say, at every moment", () => {
    fc.assert(
      fc.property(portfolios, (portfolio) => {
        play(portfolio, (state) => {
          const { fills, sleeves, symbols, mark } = state;
          const spent = sum(fills.map(({ quantity, price, commission }) => quantity * price + commission));
          const charged = sum(sleeves.map(({ desk }) => desk.account.funding));
          const held = sum(symbols.map((symbol) => netOf(state, symbol) * (mark.get(symbol) ?? 0)));
          const badDebt = state.reserveBadDebt + sum(sleeves.map(({ desk }) => desk.account.badDebt));
          const scale = Math.max(portfolio.settings.capital, turnoverOf(state) * 1e-3);
          near(portfolio.settings.capital - spent - charged + held + badDebt, equityOf(state), 1e-9, scale);
        });
      }),
      cases(150),
    );
  });

  it("holds the sum of its fills: of a symbol those of the account, and those of the sleeves", () => {
    fc.assert(
      fc.property(portfolios, (portfolio) => {
        play(portfolio, (state) => {
          for (const symbol of state.symbols) {
            const own = state.sleeves.filter(({ sleeve }) => sleeve.symbol === symbol);
            const ofSleeves = own.flatMap(({ desk }) => desk.account.fills.map(({ quantity }) => quantity));
            const ofAccount = state.fills.filter((fill) => fill.symbol === symbol).map(({ quantity }) => quantity);
            const scale = sum(ofSleeves.map(Math.abs));
            near(sum(ofSleeves), netOf(state, symbol), 1e-12, scale);
            near(sum(ofAccount), netOf(state, symbol), 1e-12, scale);
          }
          for (const member of state.sleeves) {
            const { fills } = member.desk.account;
            near(
              sum(fills.map(({ quantity }) => quantity)),
              quantityOf(member),
              1e-12,
              sum(fills.map((fill) => Math.abs(fill.quantity))),
            );
          }
        });
      }),
      cases(100),
    );
  });

  it("does not look ahead: bars that begin at a moment or later change nothing before it", () => {
    const marked = portfolios.map(({ sleeves, settings }) => ({
      settings,
      sleeves: sleeves.map((sleeve) => ({
        ...sleeve,
        config: { ...sleeve.config, endOfData: "mark" as const, decideOnLastBar: true },
      })),
    }));
    fc.assert(
      fc.property(marked, fc.double({ min: 0.1, max: 1, noNaN: true }), (portfolio, share) => {
        const stamps = portfolio.sleeves.flatMap(({ columns }) => [...columns.timestamp]).sort((a, b) => a - b);
        const moment = stamps[Math.floor(share * (stamps.length - 1))] as number;
        const cut = truncatedAt(portfolio, moment);
        if (cut === null) return;
        const whole = play(portfolio);
        const part = play(cut);
        const earlier = <Row extends { moment: number }>(rows: readonly Row[]) =>
          rows.filter((row) => row.moment < moment);
        expect(earlier(part.rows)).toEqual(earlier(whole.rows));
        expect(earlier(part.fills)).toEqual(earlier(whole.fills));
        part.sleeves.forEach(({ trades, transfers }, k) => {
          const { columns } = cut.sleeves[k] as RandomSleeve;
          const ended = (bar: number) => (columns.timestamp[bar] as number) + columns.barMs < moment;
          // what the account takes along in a hole of the series ends with the bar before the hole
          const own = (reason: string) => reason !== "liquidation" && reason !== "bankrupt";
          const early = (list: typeof trades) =>
            list.filter(
              ({ exitBar, exitReason }) => exitBar < columns.close.length && ended(exitBar) && own(exitReason),
            );
          expect(early(trades)).toEqual(early((whole.sleeves[k] as PortfolioResult["sleeves"][0]).trades));
          expect(earlier(transfers)).toEqual(earlier((whole.sleeves[k] as PortfolioResult["sleeves"][0]).transfers));
        });
      }),
      cases(150),
    );
  });

  it("gives the same when every price and all money are four times as high", () => {
    const unrounded = portfolios.map(({ sleeves, settings }) => ({
      settings,
      sleeves: sleeves.map((sleeve) => ({ ...sleeve, config: { ...sleeve.config, tickSize: 0 } })),
    }));
    fc.assert(
      fc.property(unrounded, (portfolio) => {
        const result = play(portfolio);
        const scaled = play(withPrices(portfolio, 4));
        const times = ({ rows, fills, sleeves }: PortfolioResult, factor: number) => ({
          rows: rows.map(({ stamp, equity, exposure, netExposure, heat, positions }) => [
            stamp,
            equity * factor,
            exposure * factor,
            netExposure * factor,
            heat * factor,
            positions,
          ]),
          fills: fills.map((fill) => ({ ...fill, price: fill.price * factor, commission: fill.commission * factor })),
          sleeves: sleeves.map(({ equity, trades, rejected }) => ({
            equity: equity.map((value) => value * factor),
            trades: trades.map(({ quantity, pnl, exitReason, mae }) => [quantity, pnl * factor, exitReason, mae]),
            rejected,
          })),
        });
        expect(times(scaled, 1)).toEqual(times(result, 4));
      }),
      cases(100),
    );
  });

  it("opens both legs of a pair or neither, and holds one alone no longer than it has to", () => {
    const inPairs = portfoliosOf(2, 5).filter(({ sleeves }) => sleeves.some(({ leg }) => leg !== undefined));
    fc.assert(
      fc.property(inPairs, (portfolio) => {
        const result = play(portfolio, (state) => {
          for (const [a, b] of pairsOf(state)) {
            const legs = [state.sleeves[a] as Member, state.sleeves[b] as Member];
            const alone = legs.filter(isHeld);
            const [holder] = alone;
            if (alone.length !== 1 || holder === undefined) continue;
            // its order waits for its next open, or its bar has still to end; what ended with the data is seen when its next bar ends
            const { desk, runs } = holder;
            const other = legs.find((leg) => leg !== holder);
            if (other?.desk.account.trades.at(-1)?.exitReason === "end") continue;
            if (!runs && endOf(holder, desk.i) === state.now) expect(desk.queue?.closes).toBe(true);
          }
        });
        const entered = portfolio.sleeves.map(({ columns, config }, k) => {
          const { trades, openPosition } = result.sleeves[k] as PortfolioResult["sleeves"][0];
          const bars = [...trades, ...(openPosition ? [openPosition] : [])].map(({ entryBar }) => entryBar);
          const at = config.fill === "close" ? columns.barMs : 0;
          return new Set(
            bars.map((bar) =>
              Math.min((columns.timestamp[bar] as number) + at, columns.timestamp[bar + 1] ?? Number.POSITIVE_INFINITY),
            ),
          );
        });
        portfolio.sleeves.forEach(({ leg }, k) => {
          if (leg?.second) expect(entered[k]).toEqual(entered[k - 1]);
        });
      }),
      cases(150),
    );
  });
});

describe("the random portfolios", () => {
  it("reach every new exit and rejection, orders that net, cut orders, halts, rebalances, liquidations and bankruptcies", () => {
    const seen = new Map<string, number>();
    const note = (name: string, count: number) => seen.set(name, (seen.get(name) ?? 0) + Math.sign(count));
    for (const portfolio of fc.sample(portfolios, cases(800))) {
      const { sleeves, halts, rebalances, bankruptMoment, occasions } = play(portfolio);
      for (const { trades, rejected } of sleeves) {
        for (const { exitReason } of trades) note(exitReason, 1);
        for (const [reason, count] of Object.entries(rejected)) note(`no: ${reason}`, count);
      }
      for (const [name, count] of Object.entries({ halts, rebalances, ...occasions })) note(name, count);
      note("bankrupt account", Number(bankruptMoment !== null));
    }
    const others = ["halts", "rebalances", "crossed", "cut", "liquidations", "bankrupt account"];
    const rejections = PORTFOLIO_REJECT_REASONS.map((reason) => `no: ${reason}`);
    const missing = [...PORTFOLIO_EXIT_REASONS, ...rejections, ...others].filter(
      (name) => !((seen.get(name) ?? 0) > 0),
    );
    if (process.env["SHOW"]) console.log(Object.fromEntries(seen));
    expect(missing).toEqual([]);
  });
});

/** -0 is 0 wherever bits are compared (DESIGN, "Canonical forms"). */
function canonical(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? String(one) : one)),
  );
}

function turnoverOf({ sleeves }: Portfolio): number {
  return sum(
    sleeves.map(({ desk, transfers }) => {
      const { fills, charges } = desk.account;
      const traded = sum(fills.map(({ quantity, price }) => Math.abs(quantity * price)));
      return traded + sum([...charges, ...transfers].map(({ amount }) => Math.abs(amount)));
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function near(value: number, expected: number, relative: number, scale: number): void {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * scale);
}
