/** Layout of an unmanaged class of the kernel, as dist/layout.ts states it. */
export interface RecordLayout {
  readonly bytes: number;
  readonly fields: Readonly<Record<string, { readonly offset: number; readonly type: "i32" | "f64" }>>;
}

/** Reads and writes the fields of one kernel record by name. */
export class KernelRecord<Layout extends RecordLayout> {
  private words: Int32Array | undefined;

  constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly layout: Layout,
    readonly address: number,
  ) {}

  get(field: keyof Layout["fields"] & string): number {
    const { offset, type } = this.field(field);
    const view = new DataView(this.memory.buffer, this.address + offset, 8);
    return type === "f64" ? view.getFloat64(0, true) : view.getInt32(0, true);
  }

  /** The record as it is now; reads of it see nothing that comes later. */
  snapshot(): (field: keyof Layout["fields"] & string) => number {
    const view = new DataView(this.memory.buffer.slice(this.address, this.address + this.layout.bytes));
    return (field) => {
      const { offset, type } = this.field(field);
      return type === "f64" ? view.getFloat64(offset, true) : view.getInt32(offset, true);
    };
  }

  /** The record in place; valid until the next allocation. */
  bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.address, this.layout.bytes);
  }

  /** One 32-bit field, for what changes from chunk to chunk. */
  setWord(field: keyof Layout["fields"] & string, value: number): void {
    const { buffer } = this.memory;
    if (this.words?.buffer !== buffer) this.words = new Int32Array(buffer);
    this.words[(this.address + this.field(field).offset) >> 2] = value;
  }

  set(values: { readonly [Field in keyof Layout["fields"]]?: number | boolean | undefined }): void {
    const view = new DataView(this.memory.buffer, this.address, this.layout.bytes);
    for (const field in values) {
      const value = values[field];
      if (value === undefined) continue;
      const { offset, type } = this.field(field);
      if (type === "f64") view.setFloat64(offset, Number(value), true);
      else view.setInt32(offset, Number(value), true);
    }
  }

  private field(name: string) {
    const field = this.layout.fields[name];
    if (field === undefined) throw new Error(`Invariant: the kernel record has a field ${name}.`);
    return field;
  }
}
