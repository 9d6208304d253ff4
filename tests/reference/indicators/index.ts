export * from "./averages.js";
export * from "./core.js";
