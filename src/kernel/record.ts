/** Layout of an unmanaged class of the kernel, as dist/layout.ts states it. */
export interface RecordLayout {
  readonly bytes: number;
  readonly fields: Readonly<Record<string, { readonly offset: number; readonly type: "i32" | "f64" }>>;
}

const NO_WORDS = new Int32Array(0);
const NO_DOUBLES = new Float64Array(0);

/** Reads and writes the fields of one kernel record by name. */
export class KernelRecord<Layout extends RecordLayout> {
  /** The whole memory; empty when memory has moved. */
  private words = NO_WORDS;
  private doubles = NO_DOUBLES;

  constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly layout: Layout,
    readonly address: number,
  ) {}

  get(field: keyof Layout["fields"] & string): number {
    const { offset, type } = this.field(field);
    if (this.words.length === 0) this.look();
    return (
      type === "f64" ? this.doubles[(this.address + offset) >>> 3] : this.words[(this.address + offset) >>> 2]
    ) as number;
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
    if (this.words.length === 0) this.look();
    this.words[(this.address + this.field(field).offset) >>> 2] = value;
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

  private look(): void {
    this.words = new Int32Array(this.memory.buffer);
    this.doubles = new Float64Array(this.memory.buffer);
  }

  private field(name: string) {
    const field = this.layout.fields[name];
    if (field === undefined) throw new Error(`Invariant: the kernel record has a field ${name}.`);
    return field;
  }
}
