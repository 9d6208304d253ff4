// One operation of a graph, as the host writes it.

@unmanaged
export class Instruction {
  op: i32;
  /** input columns; 0 = absent, or the number `p0` in its place */
  in0: usize;
  in1: usize;
  in2: usize;
  in3: usize;
  out0: usize;
  out1: usize;
  out2: usize;
  out3: usize;
  /** working memory of `stateBytes`, zeros before the first bar */
  state: usize;
  /** window lengths in bars */
  n0: i32;
  n1: i32;
  /** a switch of the operation */
  mode: i32;
  p0: f64;
  p1: f64;
}
