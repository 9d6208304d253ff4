// A strategy's graph as a list of instructions in the order of their dependencies. Each works on a range of bars with its own
// state, so a graph is run chunk by chunk and what one node writes the next reads from the cache.

import * as op from "../core/codes";
import { extend } from "../host";
import { MomentState, standardDeviation } from "../indicators/deviation";
import { extreme, QueueState } from "../indicators/extreme";
import { MacdState } from "../indicators/macd";
import { ema, emaPair, EmaState, sma, SmaState } from "../indicators/moving-average";
import { parabolicSar, SarState } from "../indicators/parabolic-sar";
import { RsiState } from "../indicators/rsi";
import { RangeState, trueRangeColumn } from "../indicators/true-range";
import { arithmetic, shift } from "./arithmetic";
import { bollingerColumns } from "./bands";
import { compare } from "./compare";
import { crossSignals } from "./cross-signals";
import { emaCross } from "./ema-cross";
import { Instruction } from "./instruction";
import { lookUp, lookUpFlag } from "./look-up";
import { logic, pack, shiftFlag } from "./logic";
import { atrColumn, macdColumns, rsiColumn, sideBySide } from "./side-by-side";

/** Working memory that an instruction needs, bytes. */
export function stateBytes(code: i32, n: i32): i32 {
  if (code == op.OP_SMA) return offsetof<SmaState>();
  if (code == op.OP_EMA) return offsetof<EmaState>();
  if (code == op.OP_EMA_PAIR || code == op.OP_EMA_CROSS) return 2 * offsetof<EmaState>();
  if (code == op.OP_RSI || code == op.OP_SIDE_BY_SIDE) return offsetof<RsiState>();
  if (code == op.OP_MACD) return offsetof<MacdState>();
  if (code == op.OP_ATR || code == op.OP_TRUE_RANGE) return offsetof<RangeState>();
  if (code == op.OP_PARABOLIC_SAR) return offsetof<SarState>();
  if (code == op.OP_STDDEV || code == op.OP_BOLLINGER) return offsetof<MomentState>();
  if (code == op.OP_HIGHEST || code == op.OP_LOWEST) return offsetof<QueueState>() + 4 * n;
  return 0;
}

/** Runs `count` instructions over bars [from, to). */
export function evaluate(program: usize, count: i32, from: i32, to: i32): void {
  for (let k = 0; k < count; k++) {
    const t = program + usize(k) * offsetof<Instruction>();
    if (changetype<Instruction>(t).op == op.OP_SIDE_BY_SIDE) {
      sideBySide(t, from, to);
      k += 2;
    } else execute(changetype<Instruction>(t), from, to);
  }
}

function execute(t: Instruction, from: i32, to: i32): void {
  const s = t.state;
  switch (t.op) {
    case op.OP_SMA:
      return sma(changetype<SmaState>(s), t.in0, t.out0, from, to, t.n0);
    case op.OP_EMA:
      return ema(changetype<EmaState>(s), t.in0, t.out0, from, to, t.n0, t.p0, t.mode != 0);
    case op.OP_EMA_PAIR: {
      const second = changetype<EmaState>(s + offsetof<EmaState>());
      return emaPair(
        changetype<EmaState>(s), second, t.in0, t.out0, t.out1, from, to, t.n0, t.p0, t.n1, t.p1, t.mode != 0,
      );
    }
    case op.OP_EMA_CROSS: {
      const second = changetype<EmaState>(s + offsetof<EmaState>());
      return emaCross(
        changetype<EmaState>(s), second, t.in0, t.out0, t.out1, t.out2, t.out3, from, to,
        t.n0, t.p0, t.n1, t.p1, (t.mode & 1) != 0, (t.mode & op.MODE_UNREAD) != 0,
      );
    }
    case op.OP_RSI:
      return rsiColumn(t, from, to);
    case op.OP_ATR:
      return atrColumn(t, from, to);
    case op.OP_TRUE_RANGE:
      return trueRangeColumn(changetype<RangeState>(s), t.in0, t.in1, t.in2, t.out0, from, to);
    case op.OP_PARABOLIC_SAR:
      return parabolicSar(changetype<SarState>(s), t.in0, t.in1, t.out0, from, to, t.p0, t.p1);
    case op.OP_STDDEV:
      return standardDeviation(changetype<MomentState>(s), t.in0, t.out0, from, to, t.n0);
    case op.OP_BOLLINGER:
      return bollingerColumns(t, from, to);
    case op.OP_MACD:
      return macdColumns(t, from, to);
    case op.OP_HIGHEST:
      return extreme(changetype<QueueState>(s), t.in0, t.out0, from, to, t.n0, true);
    case op.OP_LOWEST:
      return extreme(changetype<QueueState>(s), t.in0, t.out0, from, to, t.n0, false);
    case op.OP_SHIFT:
      return shift(t.in0, t.out0, from, to, t.n0);
    case op.OP_SHIFT_FLAG:
      return shiftFlag(t.in0, t.out0, from, to, t.n0);
    case op.OP_CROSS_SIGNALS:
      return crossSignals(t.in0, t.in1, t.out0, from, to, t.n0 & 255, t.n0 >>> 8);
    case op.OP_LOOK_UP:
      return lookUp(t.in0, t.in1, t.out0, from, to);
    case op.OP_LOOK_UP_FLAG:
      return lookUpFlag(t.in0, t.in1, t.out0, from, to);
    case op.OP_AND:
    case op.OP_OR:
    case op.OP_NOT:
      return logic(t.op, t.in0, t.in1, t.out0, from, to);
    case op.OP_PACK:
      return pack(t.in0, t.in1, t.in2, t.in3, t.out0, from, to);
    case op.OP_GREATER:
    case op.OP_GREATER_EQUAL:
    case op.OP_LESS:
    case op.OP_LESS_EQUAL:
    case op.OP_EQUAL:
    case op.OP_CROSSES_ABOVE:
    case op.OP_CROSSES_BELOW:
      return compare(t.op, t.in0, t.in1, t.p0, t.out0, from, to);
    default:
      if (t.op >= op.OP_EXTENDED) return extend(changetype<usize>(t), from, to);
      return arithmetic(t.op, t.in0, t.in1, t.p0, t.out0, from, to);
  }
}
