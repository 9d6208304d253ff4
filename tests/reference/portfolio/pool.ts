import { testBankruptcy } from "./liquidation.js";
import type { Portfolio } from "./state.js";
import { spareOf } from "./worth.js";

/** What every sleeve sees of the account. */
export function bindPools(portfolio: Portfolio): void {
  for (const member of portfolio.sleeves) {
    member.desk.account.pool = {
      marginOfOthers: () => Math.min(0, spareOf(portfolio, member)),
      afterExit: () => testBankruptcy(portfolio, member),
    };
  }
}
