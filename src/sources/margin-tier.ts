import { VaranusError } from "../contracts/errors.js";

/** One margin tier: its rates apply to the part of the notional above `notional`; quote currency, fractions. */
export interface MarginTier {
  notional: number;
  initialMargin: number;
  maintenanceMargin: number;
}

const FORM = "NOTIONAL:INITIAL:MAINTENANCE";
const EXAMPLE = "for example 0:0.02:0.01, from notional 0 on";

/** Reads "NOTIONAL:INITIAL:MAINTENANCE"; `path` is where it stands, for messages. Whether tiers fit together is seen with the configuration. */
export function parseMarginTier(text: string, path: string): MarginTier {
  const refused = (message: string) => new VaranusError({ code: "config", path, message, hint: EXAMPLE });
  const parts = text.split(":").map((part) => part.trim());
  if (parts.length !== 3) throw refused(`a tier has the form ${FORM}`);
  const numbers = parts.map((part) => (part === "" ? Number.NaN : Number(part)));
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw refused(`"${parts[wrong]}" is not a number; a tier has the form ${FORM}`);
  const [notional, initialMargin, maintenanceMargin] = numbers as [number, number, number];
  return { notional, initialMargin, maintenanceMargin };
}
