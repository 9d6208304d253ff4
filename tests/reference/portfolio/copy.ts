import type { Account } from "../account.js";
import { bindPools } from "./pool.js";
import { barsKey, type Member, type Portfolio } from "./state.js";

/** A copy in which orders are tried, without a budget; what never changes is shared. */
export function copyOf(portfolio: Portfolio): Portfolio {
  const budgets = new Map([...portfolio.budgets.keys()].map((key) => [key, { left: Number.POSITIVE_INFINITY }]));
  const copy: Portfolio = {
    ...portfolio,
    isTry: true,
    budgets,
    mark: new Map(portfolio.mark),
    rows: [...portfolio.rows],
    fills: portfolio.fills.map((fill) => ({ ...fill })),
    returns: [...portfolio.returns],
    occasions: { ...portfolio.occasions },
    sleeves: portfolio.sleeves.map((member) => copyOfMember(member, budgets)),
  };
  bindPools(copy);
  return copy;
}

function copyOfMember(member: Member, budgets: Portfolio["budgets"]): Member {
  const { desk } = member;
  return {
    ...member,
    rebalancing: member.rebalancing && { ...member.rebalancing },
    equity: [...member.equity],
    transfers: [...member.transfers],
    desk: {
      ...desk,
      account: copyOfAccount(desk.account),
      budget: budgets.get(barsKey(member)) ?? desk.budget,
      queue: desk.queue && { ...desk.queue, opening: desk.queue.opening && { ...desk.queue.opening } },
      table: [],
      orderOfFill: [...desk.orderOfFill],
    },
  };
}

function copyOfAccount(account: Account): Account {
  const { position } = account;
  return {
    ...account,
    position: position && {
      ...position,
      indicatorStops: { ...position.indicatorStops },
      pricesMet: [...position.pricesMet],
    },
    trades: [...account.trades],
    fills: account.fills.map((fill) => ({ ...fill })),
    rejected: { ...account.rejected },
    charges: [...account.charges],
  };
}
