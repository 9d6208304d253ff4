export * from "./averages.js";
export * from "./core.js";
export * from "./momentum.js";
