import type { Indicator } from "../define.js";
import { highest } from "./highest.js";
import { lowest } from "./lowest.js";
import { standardDeviation } from "./standard-deviation.js";

export const STATISTICS = [standardDeviation, highest, lowest] as unknown as readonly Indicator[];
