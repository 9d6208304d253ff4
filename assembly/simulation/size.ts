// Sizers: the units of an opening leg, before initial margin and lot rounding.

import {
  REJECT_INVALID_VOLATILITY,
  REJECT_NO_CONFIDENCE,
  REJECT_NO_EDGE,
  SIZER_ALL_IN,
  SIZER_ATR_RISK,
  SIZER_FIXED_AMOUNT,
  SIZER_FIXED_FRACTIONAL,
  SIZER_ML_CONFIDENCE,
  SIZER_OPTIMAL_F,
  SIZER_PAIR_DOLLAR_NEUTRAL,
  SIZER_VOLATILITY_TARGET,
} from "../core/codes";
import { isValid } from "../core/columns";
import { Simulation } from "./state";

/** Closed trades from which on `optimal-f` believes its own. */
const ENOUGH_TRADES: i32 = 20;
/** Before that: share of wins, and mean win over mean loss. */
const ASSUMED_WINS: f64 = 0.51;
const ASSUMED_PAYOFF: f64 = 1.1;

/** Why the sizer wants no trade, a reject code; -1 if it wants one. */
@inline
export function refusal(s: Simulation): i32 {
  return s.sizer > SIZER_ATR_RISK ? refusalByInput(s) : -1;
}

function refusalByInput(s: Simulation): i32 {
  if (s.sizer == SIZER_OPTIMAL_F) return edge(s) > 0 ? -1 : REJECT_NO_EDGE;
  if (s.sizer == SIZER_ML_CONFIDENCE) return s.orderInput == s.orderInput ? -1 : REJECT_NO_CONFIDENCE;
  return s.sizer != SIZER_VOLATILITY_TARGET || isValid(s.orderInput) ? -1 : REJECT_INVALID_VOLATILITY;
}

/** Size by the sizer, base units. `raw` and `price`: fill price without and with slippage; `marked`: equity at `raw`. */
@inline
export function sizedBy(s: Simulation, raw: f64, price: f64, marked: f64): f64 {
  const equity = s.sizeAtSignal ? s.orderEquity : marked;
  const base = s.sizeAtSignal ? s.orderClose : raw;
  if (s.sizer == SIZER_FIXED_AMOUNT) return s.sizerFirst;
  if (s.sizer == SIZER_ALL_IN) return (s.cash * s.leverage * s.sizerFirst) / (price + s.commission * raw);
  if (s.sizer == SIZER_ATR_RISK) return (equity * s.sizerFirst) / (s.sizerSecond * s.orderAtr);
  if (s.sizer == SIZER_FIXED_FRACTIONAL) return (equity * s.sizerFirst) / base;
  return sizedByInput(s, equity, base);
}

function sizedByInput(s: Simulation, equity: f64, base: f64): f64 {
  if (s.sizer == SIZER_OPTIMAL_F) return (equity * edge(s) * s.sizerFirst) / base;
  if (s.sizer == SIZER_ML_CONFIDENCE) {
    const confidence = min(max(s.orderInput, 0), 1);
    return (equity * s.sizerFirst * (s.sizerSecond + (s.sizerThird - s.sizerSecond) * confidence)) / base;
  }
  // two legs are sized together (portfolio/pairs.ts)
  if (s.sizer == SIZER_PAIR_DOLLAR_NEUTRAL) return s.sizerThird;
  return (equity * min(max(s.sizerFirst / s.orderInput, 0.5), 2)) / base;
}

/** Kelly's fraction from the trades closed so far: (W (R + 1) - 1) / R. */
function edge(s: Simulation): f64 {
  let won = ASSUMED_WINS;
  let payoff = ASSUMED_PAYOFF;
  if (s.closed >= ENOUGH_TRADES) {
    won = f64(s.wins) / f64(s.closed);
    if (s.losses == 0) return won;
    if (s.wins == 0) return -1;
    payoff = s.sumOfWins / f64(s.wins) / (s.sumOfLosses / f64(s.losses));
  }
  return (won * (payoff + 1.0) - 1.0) / payoff;
}

/** Takes the net profit of a closed trade into account. */
@inline
export function remember(s: Simulation, pnl: f64): void {
  if (s.sizer != SIZER_OPTIMAL_F) return;
  s.closed++;
  if (pnl > 0) {
    s.wins++;
    s.sumOfWins += pnl;
  } else if (pnl < 0) {
    s.losses++;
    s.sumOfLosses -= pnl;
  }
}
