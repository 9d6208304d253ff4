import type { Indicator } from "../define.js";

export const VOLUME = [] as unknown as readonly Indicator[];
