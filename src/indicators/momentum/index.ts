import type { Indicator } from "../define.js";
import { macd } from "./macd.js";
import { rsi } from "./rsi.js";

export const MOMENTUM = [rsi, macd] as unknown as readonly Indicator[];
