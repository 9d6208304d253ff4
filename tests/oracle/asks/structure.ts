import type { Asks } from "./ask.js";

export const STRUCTURE: Asks = {};
