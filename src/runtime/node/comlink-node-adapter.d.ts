// comlink ships this declaration beside another ending than the module's
declare module "comlink/dist/esm/node-adapter.mjs" {
  export { default, type NodeEndpoint } from "comlink/dist/esm/node-adapter";
}
