import type { Indicator } from "../define.js";
import { ad } from "./ad.js";
import { adosc } from "./adosc.js";
import { cmf } from "./cmf.js";
import { obv } from "./obv.js";
import { relativeVolume } from "./relative-volume.js";
import { volumeProfile } from "./volume-profile.js";
import { vwap } from "./vwap.js";

export const VOLUME = [obv, ad, adosc, cmf, relativeVolume, vwap, volumeProfile] as unknown as readonly Indicator[];
