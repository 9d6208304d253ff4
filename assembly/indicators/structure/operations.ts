import { Instruction } from "../../graph/instruction";
import { BreakState, structureBreaks } from "./breaks";
import { candlePattern } from "./candle-patterns";
import * as op from "./codes";
import { BlockState, orderBlocks } from "./order-blocks";
import { SessionState, sessionBefore } from "./session-before";
import { levelBytes, LevelState, supportResistance } from "./support-resistance";
import { swingBytes, swings, SwingState } from "./swings";

export function stateBytes(code: i32, n: i32, p: f64): i32 {
  if (code == op.OP_SWINGS) return swingBytes(n);
  if (code == op.OP_STRUCTURE_BREAKS) return offsetof<BreakState>();
  if (code == op.OP_ORDER_BLOCKS) return offsetof<BlockState>();
  if (code == op.OP_SUPPORT_RESISTANCE) return levelBytes(n);
  if (code == op.OP_SESSION_BEFORE) return offsetof<SessionState>();
  return 0;
}

export function execute(t: Instruction, from: i32, to: i32): void {
  const s = t.state;
  switch (t.op) {
    case op.OP_SWINGS:
      return swings(
        changetype<SwingState>(s), t.in0, t.in1, t.out0, t.out1, t.out2, t.out3, from, to, t.n0, i32(t.p0),
      );
    case op.OP_STRUCTURE_BREAKS:
      return structureBreaks(changetype<BreakState>(s), t.in0, t.in1, t.in2, t.out0, t.out1, t.out2, from, to);
    case op.OP_ORDER_BLOCKS:
      return orderBlocks(
        changetype<BlockState>(s), t.in0, t.in1, t.in2, t.in3, t.out0, t.out1, t.out2, t.out3, from, to,
      );
    case op.OP_SUPPORT_RESISTANCE:
      return supportResistance(
        changetype<LevelState>(s), t.in0, t.in1, t.in2, t.out0, t.out1, t.out2, t.out3, from, to, t.n0, t.p0,
      );
    case op.OP_SESSION_BEFORE:
      return sessionBefore(
        changetype<SessionState>(s), t.in0, t.in1, t.in2, t.in3, t.out0, t.out1, t.out2, from, to, t.mode,
      );
    case op.OP_CANDLE_PATTERN:
      return candlePattern(t.in0, t.in1, t.in2, t.in3, t.out0, from, to, t.mode, t.p0);
  }
}
