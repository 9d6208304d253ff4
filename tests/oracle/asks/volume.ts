import type { Asks } from "./ask.js";

export const VOLUME: Asks = {};
