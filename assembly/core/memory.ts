// The arena: blocks of linear memory above the static data, first fit, neighbours merged on release.
//
// Memory map:  static data | that of the indicators' module | blocks (columns, indicator cache, simulation state, output), each behind a 16-byte header.
// Blocks are large and few (columns of a series), so a sorted list of free blocks is short. The host asks for every block
// before a run starts: memory never grows during a run.

import { ARENA_BASE } from "./codes";

const PAGE: usize = 65536;
/** What fits below 4 GB with room for headers; sums of addresses cannot wrap round. */
const LARGEST: usize = 0xfff00000;
const ALIGN: usize = 64;
/** Header before a block: its whole size, and (of a free block) the next free one. */
const HEADER: usize = 64;
/** Columns do not all start at one offset of a 4 KiB page: that costs a factor of two (store-buffer aliasing). */
const STAGGER: usize = 192;
const STAGGER_STEPS: usize = 15;

@unmanaged
class Block {
  /** bytes, header included */
  size: usize;
  /** next free block by address, 0 at the end */
  next: usize;
}

let firstFree: usize = 0;
let top: usize = 0;
let limit: usize = 0;
let serial: usize = 0;
let used: usize = 0;

/** A block of at least `bytes`, 64-byte aligned, zeroed if `clear`; 0 when memory cannot grow. */
export function allocate(bytes: usize, clear: bool): usize {
  if (bytes > LARGEST) return 0;
  if (top == 0) {
    top = usize(ARENA_BASE);
    limit = usize(memory.size()) * PAGE;
  }
  const size = (bytes + HEADER + STAGGER * (STAGGER_STEPS + 1) + ALIGN - 1) & ~(ALIGN - 1);
  let block = takeFree(size);
  if (block == 0) {
    block = takeTop(size);
    if (block == 0) return 0;
  }
  used += changetype<Block>(block).size;
  serial = (serial + 1) % STAGGER_STEPS;
  const start = block + HEADER + STAGGER * (serial + 1);
  // the block's own address stands just before the first byte handed out
  store<usize>(start - sizeof<usize>(), block);
  if (clear) memory.fill(start, 0, bytes);
  return start;
}

/** Gives back what `allocate` returned. */
export function release(start: usize): void {
  if (start == 0) return;
  const block = load<usize>(start - sizeof<usize>());
  used -= changetype<Block>(block).size;
  let before: usize = 0;
  let after = firstFree;
  while (after != 0 && after < block) {
    before = after;
    after = changetype<Block>(after).next;
  }
  const b = changetype<Block>(block);
  b.next = after;
  if (before == 0) firstFree = block;
  else changetype<Block>(before).next = block;
  if (after != 0 && block + b.size == after) {
    b.size += changetype<Block>(after).size;
    b.next = changetype<Block>(after).next;
  }
  if (before != 0 && before + changetype<Block>(before).size == block) {
    changetype<Block>(before).size += b.size;
    changetype<Block>(before).next = b.next;
    mergeTop(before);
  } else mergeTop(block);
}

/** Bytes in blocks that are handed out. */
export function bytesUsed(): usize {
  return used;
}

function takeFree(size: usize): usize {
  let before: usize = 0;
  let block = firstFree;
  while (block != 0) {
    const b = changetype<Block>(block);
    if (b.size >= size) {
      let next = b.next;
      if (b.size - size >= 4096) {
        const rest = block + size;
        changetype<Block>(rest).size = b.size - size;
        changetype<Block>(rest).next = next;
        next = rest;
        b.size = size;
      }
      if (before == 0) firstFree = next;
      else changetype<Block>(before).next = next;
      return block;
    }
    before = block;
    block = b.next;
  }
  return 0;
}

function takeTop(size: usize): usize {
  if (u64(top) + u64(size) > u64(LARGEST)) return 0;
  const end = top + size;
  if (end > limit) {
    const pages = (end - limit + PAGE - 1) / PAGE;
    if (memory.grow(i32(pages)) < 0) return 0;
    limit += pages * PAGE;
  }
  const block = top;
  changetype<Block>(block).size = size;
  top = end;
  return block;
}

/** A free block that ends at the top becomes part of the room above it. */
function mergeTop(block: usize): void {
  const b = changetype<Block>(block);
  if (block + b.size != top || b.next != 0) return;
  top = block;
  if (firstFree == block) {
    firstFree = 0;
    return;
  }
  let previous = firstFree;
  while (changetype<Block>(previous).next != block) previous = changetype<Block>(previous).next;
  changetype<Block>(previous).next = 0;
}

/** Where the static data of this module ends. */
export function staticEnd(): usize {
  return __heap_base;
}
