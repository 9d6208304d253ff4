export * from "./averages.js";
export * from "./core.js";
export * from "./momentum.js";
export * from "./statistics.js";
export * from "./structure.js";
export * from "./trend.js";
export * from "./volatility.js";
export * from "./volume.js";
