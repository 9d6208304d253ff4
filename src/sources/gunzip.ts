import { fileError } from "./source-error.js";

/** Unpacks gzip with the host's own decompressor; a broken or cut-off file is refused. */
export async function gunzip(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    throw fileError(file, "the gzip data are broken or cut off", "fetch the file anew");
  }
}
