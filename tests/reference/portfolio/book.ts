import { memberAt, type Portfolio } from "./state.js";

/** The account's list of fills. */

/** What a sleeve has filled since the last call is the account's as it is. */
export function book(portfolio: Portfolio, k: number): void {
  const member = memberAt(portfolio, k);
  const { fills } = member.desk.account;
  for (const { quantity, price, commission, kind } of fills.slice(member.booked)) {
    portfolio.fills.push({ moment: portfolio.now, symbol: member.sleeve.symbol, quantity, price, commission, kind });
  }
  member.booked = fills.length;
}

/** What a sleeve has filled since the last call is in a row of its group. */
export function skip(portfolio: Portfolio, k: number): void {
  const member = memberAt(portfolio, k);
  member.booked = member.desk.account.fills.length;
}
