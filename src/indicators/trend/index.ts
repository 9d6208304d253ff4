import type { Indicator } from "../define.js";
import { chandelierExit } from "./chandelier-exit.js";
import { parabolicSar } from "./parabolic-sar.js";

export const TREND = [parabolicSar, chandelierExit] as unknown as readonly Indicator[];
