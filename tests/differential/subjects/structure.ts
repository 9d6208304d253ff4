import type { Subject } from "./subject.js";

export const STRUCTURE: Record<string, Subject> = {};
