/** Only a bug in the kernel itself arrives here: it never traps on anything that a user can cause. */
export function trap(message: usize, file: usize, line: u32, column: u32): void {
  unreachable();
}
