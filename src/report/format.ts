/** Numbers as a reader wants them, without a locale: grouped by commas, a true minus sign, a dash where there is none. */

export const DASH = "–";
const MINUS = "−";
/** From here on a number is written with an exponent. */
const VAST = 1e15;

/** 1234.5 -> "1,234.50"; what rounds to zero has no sign. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return DASH;
  const size = Math.abs(value);
  const text = size >= VAST ? size.toExponential(2) : grouped(size.toFixed(digits));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** With a plus sign where it is above zero. */
export function signed(text: string): string {
  return text.startsWith(MINUS) || !/[1-9]/.test(text) ? text : `+${text}`;
}

export const count = (value: number): string => fixed(value, 0);

/** `value` is in percent already. */
export const percent = (value: number, digits = 2): string =>
  Number.isFinite(value) ? `${fixed(value, digits)}%` : DASH;

/** Decimals that show an amount of money of this size. */
export function moneyDigits(largest: number): number {
  const size = Math.abs(largest);
  if (size >= 1e7) return 0;
  return size >= 1 || size === 0 ? 2 : 3 + leadingZeros(size);
}

/** Decimals that show a price of this size: 30868.52, 1.08432, 0.00001234. */
export function priceDigits(largest: number): number {
  const size = Math.abs(largest);
  if (size >= 1_000) return 2;
  if (size >= 100) return 3;
  if (size >= 1) return size >= 10 ? 4 : 5;
  return size === 0 ? 2 : 5 + leadingZeros(size);
}

export const money = (value: number): string => fixed(value, moneyDigits(value));

/** A number of unknown unit: whole as it is, else with about five significant digits. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return DASH;
  if (Number.isInteger(value)) return fixed(value, 0);
  const size = Math.abs(value);
  if (size < 1e-6) return value.toExponential(2).replace("-", MINUS);
  return fixed(value, size >= 1_000 ? 2 : size >= 1 ? 3 : 4 + leadingZeros(size));
}

/** 1 bar, 2 bars. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** A span of days in the unit that suits it. */
export function span(days: number): string {
  if (days >= 730) return `${fixed(days / 365.25, 1)} years`;
  if (days === 1) return "1 day";
  if (days >= 1) return `${fixed(days, days < 10 && !Number.isInteger(days) ? 1 : 0)} days`;
  const hours = days * 24;
  return hours >= 2 ? `${fixed(hours, 1)} hours` : `${fixed(hours * 60, 0)} minutes`;
}

/** "2024-01-31T04:00:00Z" -> "2024-01-31 04:00"; seconds are kept where there are any. */
export function shortTime(iso: string): string {
  return iso.replace("T", " ").replace(/(:00)?Z$/, "");
}

const ABBREVIATIONS =
  /\b(adosc|adxr?|apo|atr|cci|cmf|cmo|dema|di|dm|dx|ema|hma|kama|macd|mfi|natr|obv|ppo|rma|roc|rsi|sar|sma|t3|tema|trima|trix|utc|vwap|vwma|wma)\b/g;

/** Kebab, snake and camel case as words. */
export function words(name: string): string {
  return name
    .replace(/[-_]+/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .replace(ABBREVIATIONS, (abbreviation) => abbreviation.toUpperCase());
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function leadingZeros(size: number): number {
  let zeros = 0;
  for (let rest = size * 10; rest < 1 && zeros < 12; rest *= 10) zeros++;
  return zeros;
}

function grouped(text: string): string {
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  const fraction = point < 0 ? "" : text.slice(point);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + fraction;
}
