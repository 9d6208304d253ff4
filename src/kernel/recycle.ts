/**
 * Memory of a result that is no longer wanted. A fresh array of a million values costs its page faults, several times the copy itself; one
 * that is taken over costs nothing.
 */
export class Recycled {
  private readonly groups: Map<string, ArrayBuffer[]>;

  /** Takes the arrays over, by what they were: whoever still holds one of them finds it empty (its buffer is detached). */
  constructor(groups: Readonly<Record<string, readonly Float64Array[]>>) {
    this.groups = new Map(
      Object.entries(groups).map(([name, arrays]) => [
        name,
        arrays.map((array) => detach(array.buffer as ArrayBuffer)),
      ]),
    );
  }

  /** An array of at least `length` values of the kind `group`, whose content is whatever was there; undefined if there is none. */
  take(group: string, length: number): Float64Array | undefined {
    const buffer = this.groups.get(group)?.shift();
    return buffer && buffer.byteLength >= 8 * length ? new Float64Array(buffer) : undefined;
  }
}

function detach(buffer: ArrayBuffer): ArrayBuffer {
  return structuredClone(buffer, { transfer: [buffer] });
}
