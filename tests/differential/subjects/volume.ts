import type { Subject } from "./subject.js";

export const VOLUME: Record<string, Subject> = {};
