import type { Indicator } from "../define.js";
import { beta } from "./beta.js";
import { correlation } from "./correlation.js";
import { highest } from "./highest.js";
import { linearRegression } from "./linear-regression.js";
import { lowest } from "./lowest.js";
import { rollingQuantile } from "./rolling-quantile.js";
import { standardDeviation } from "./standard-deviation.js";
import { variance } from "./variance.js";
import { zScore } from "./z-score.js";

export const STATISTICS = [
  standardDeviation,
  variance,
  zScore,
  highest,
  lowest,
  rollingQuantile,
  linearRegression,
  correlation,
  beta,
] as unknown as readonly Indicator[];
