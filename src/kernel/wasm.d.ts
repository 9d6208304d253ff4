/** The kernel's bytes: esbuild's binary loader in bundles, a Vite plugin under vitest. */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** Version of package.json, set by the build. */
declare const VARANUS_VERSION: string;
