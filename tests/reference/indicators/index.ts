export * from "./averages.js";
export * from "./core.js";
export * from "./trend.js";
export * from "./volatility.js";
