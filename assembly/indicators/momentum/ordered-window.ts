// The values of a sliding window in order, with the sums of what lies below each: a treap (Seidel and Aragon 1996), O(log n) a value that
// comes or goes. Its shape follows from bars and values alone. Nodes have numbers from 1 on; 0 is none.

@unmanaged
class Node {
  value: f64;
  /** of the node and what hangs on it: sum of the values, and how many they are */
  sum: f64;
  count: i32;
  left: i32;
  right: i32;
  /** above those of what hangs on it */
  priority: u32;
}

export const NODE_BYTES: i32 = offsetof<Node>();

// the two halves of the last split
let lower: i32 = 0;
let upper: i32 = 0;

@inline
function node(nodes: usize, k: i32): Node {
  return changetype<Node>(nodes + usize(k - 1) * offsetof<Node>());
}

export function totalOf(nodes: usize, root: i32): f64 {
  return root == 0 ? 0 : node(nodes, root).sum;
}

/** Puts node k in with the value of a bar; the new root. */
export function insert(nodes: usize, root: i32, k: i32, value: f64, bar: i32): i32 {
  const s = node(nodes, k);
  s.value = value;
  s.sum = value;
  s.count = 1;
  s.left = 0;
  s.right = 0;
  s.priority = scattered(bar);
  return insertBelow(nodes, root, k);
}

/** Takes node k out; the new root. */
export function remove(nodes: usize, root: i32, k: i32): i32 {
  const s = node(nodes, root);
  if (root == k) return merge(nodes, s.left, s.right);
  if (precedes(nodes, k, root)) s.left = remove(nodes, s.left, k);
  else s.right = remove(nodes, s.right, k);
  sumUp(nodes, s);
  return root;
}

/** Sum of the distances of all values from one number. */
export function distances(nodes: usize, root: i32, from: f64): f64 {
  let sum: f64 = 0;
  let count = 0;
  let k = root;
  while (k != 0) {
    const s = node(nodes, k);
    if (s.value > from) k = s.left;
    else {
      if (s.left != 0) {
        sum += node(nodes, s.left).sum;
        count += node(nodes, s.left).count;
      }
      sum += s.value;
      count++;
      k = s.right;
    }
  }
  const all = node(nodes, root);
  return (from * f64(count) - sum) + ((all.sum - sum) - from * f64(all.count - count));
}

function insertBelow(nodes: usize, root: i32, k: i32): i32 {
  if (root == 0) return k;
  const s = node(nodes, root);
  const added = node(nodes, k);
  if (added.priority > s.priority) {
    split(nodes, root, k);
    added.left = lower;
    added.right = upper;
    sumUp(nodes, added);
    return k;
  }
  if (precedes(nodes, k, root)) s.left = insertBelow(nodes, s.left, k);
  else s.right = insertBelow(nodes, s.right, k);
  sumUp(nodes, s);
  return root;
}

/** What comes before node k into `lower`, the rest into `upper`. */
function split(nodes: usize, root: i32, k: i32): void {
  if (root == 0) {
    lower = 0;
    upper = 0;
    return;
  }
  const s = node(nodes, root);
  if (precedes(nodes, k, root)) {
    split(nodes, s.left, k);
    s.left = upper;
    upper = root;
  } else {
    split(nodes, s.right, k);
    s.right = lower;
    lower = root;
  }
  sumUp(nodes, s);
}

/** One tree of two, all of the first before all of the second. */
function merge(nodes: usize, first: i32, second: i32): i32 {
  if (first == 0) return second;
  if (second == 0) return first;
  const a = node(nodes, first);
  const b = node(nodes, second);
  if (a.priority > b.priority) {
    a.right = merge(nodes, a.right, second);
    sumUp(nodes, a);
    return first;
  }
  b.left = merge(nodes, first, b.left);
  sumUp(nodes, b);
  return second;
}

/** By value, equal ones by number. */
@inline
function precedes(nodes: usize, a: i32, b: i32): bool {
  const x = node(nodes, a).value;
  const y = node(nodes, b).value;
  return x < y || (x == y && a < b);
}

@inline
function sumUp(nodes: usize, s: Node): void {
  let sum = s.value;
  let count = 1;
  if (s.left != 0) {
    sum += node(nodes, s.left).sum;
    count += node(nodes, s.left).count;
  }
  if (s.right != 0) {
    sum += node(nodes, s.right).sum;
    count += node(nodes, s.right).count;
  }
  s.sum = sum;
  s.count = count;
}

/** A bar's index with its bits mixed (Murmur3's last step), so that the tree does not grow to one side. */
function scattered(bar: i32): u32 {
  let h = u32(bar);
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}
