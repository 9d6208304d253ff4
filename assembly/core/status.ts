// Status codes of kernel calls. The kernel never traps on anything that a user can cause.

/** The call did all it was asked. */
export const STATUS_OK: i32 = 0;
/** The trade or fill columns are full: copy them out, clear their counts, call again. */
export const STATUS_DRAIN: i32 = 1;

/** Only a bug in the kernel itself arrives here. */
export function trap(message: usize, file: usize, line: u32, column: u32): void {
  unreachable();
}
