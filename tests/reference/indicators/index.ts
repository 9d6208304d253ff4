export * from "./averages.js";
export * from "./core.js";
export * from "./statistics.js";
export * from "./structure.js";
export * from "./volume.js";
