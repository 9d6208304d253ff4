import type { Indicator } from "../define.js";

export const STRUCTURE = [] as unknown as readonly Indicator[];
