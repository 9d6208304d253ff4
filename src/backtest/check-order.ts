import { VaranusError } from "../contracts/errors.js";
import { ORDER_TYPES, type OrderRequest, type OrderType } from "../contracts/orders.js";

const LIMITED: readonly OrderType[] = ["limit", "stop-limit", "take-profit-limit"];
const TRIGGERED: readonly OrderType[] = ["stop", "stop-limit", "take-profit", "take-profit-limit"];
const KEYS = new Set([
  "side",
  "type",
  "size",
  "limit",
  "trigger",
  "trailPercent",
  "trailAtr",
  "timeInForce",
  "postOnly",
  "reduceOnly",
  "oco",
  "stop",
  "target",
]);

/** Refuses an order of some bar that contradicts itself, with the path of what is wrong. */
export function checkOrder(order: OrderRequest, bar: number): void {
  const refuse = (key: string, message: string, hint: string): never => {
    const path = `bar ${bar}: order`;
    throw new VaranusError({ code: "config", path: key === "" ? path : `${path}.${key}`, message, hint });
  };
  if (typeof order !== "object" || order === null)
    refuse("", `${show(order)} is no order`, "give an object with a side");
  for (const key in order) {
    if (!KEYS.has(key)) refuse(key, `an order has no "${key}"`, `it can have: ${[...KEYS].join(", ")}`);
  }
  const { side, type = "market", size, limit, trigger, trailPercent, trailAtr, postOnly, reduceOnly } = order;
  const { timeInForce = "gtc", oco, stop, target } = order;
  if (side !== "buy" && side !== "sell") refuse("side", `${show(side)} is no side`, "buy or sell");
  if (!ORDER_TYPES.includes(type))
    refuse("type", `${show(type)} is no type of order`, `one of ${ORDER_TYPES.join(", ")}`);
  if (size !== undefined && !isPositive(size)) {
    refuse("size", `${show(size)} is no size`, "base units above 0; leave it out for the sizer's");
  }

  const price = (key: string, value: number | undefined, wanted: boolean): void => {
    if (value === undefined) {
      if (wanted) refuse(key, `a ${type} order needs a ${key}`, "a price above 0, quote currency");
    } else if (!wanted) {
      refuse(key, `a ${type} order has no ${key}`, "leave it out, or choose another type");
    } else if (!isPositive(value)) refuse(key, `${show(value)} is no price`, "a number above 0, quote currency");
  };
  price("limit", limit, LIMITED.includes(type));
  price("trigger", trigger, TRIGGERED.includes(type));

  const trails = type === "trailing-stop";
  if (trails && (trailPercent === undefined) === (trailAtr === undefined)) {
    const given = trailPercent === undefined ? "neither" : "both";
    refuse("trailPercent", `a trailing stop has one distance, and ${given} are given`, "give trailPercent or trailAtr");
  }
  if (!trails && trailPercent !== undefined) refuse("trailPercent", `a ${type} order does not trail`, "leave it out");
  if (!trails && trailAtr !== undefined) refuse("trailAtr", `a ${type} order does not trail`, "leave it out");
  if (trailPercent !== undefined && !(isPositive(trailPercent) && trailPercent < 1)) {
    refuse("trailPercent", `${show(trailPercent)} is no distance`, "a fraction of the price, above 0 and below 1");
  }
  if (trailAtr !== undefined && !isPositive(trailAtr)) {
    refuse("trailAtr", `${show(trailAtr)} is no distance`, "a multiple of the ATR, above 0");
  }

  const flag = (key: string, value: unknown): void => {
    if (value !== undefined && typeof value !== "boolean") refuse(key, `${show(value)} is neither true nor false`, "");
  };
  flag("postOnly", postOnly);
  flag("reduceOnly", reduceOnly);
  if (postOnly && type !== "limit") {
    refuse("postOnly", `a ${type} order takes what is there: it cannot be post-only`, "only limit orders can");
  }
  if (oco !== undefined && (typeof oco !== "string" || oco === "")) {
    refuse("oco", `${show(oco)} is no name of a group`, "a text that the orders of the group share");
  }
  const bars = typeof timeInForce === "object" && timeInForce !== null ? timeInForce.bars : undefined;
  const lasts = Number.isInteger(bars) && (bars as number) >= 1 && (bars as number) <= 2_147_483_647;
  if (timeInForce !== "gtc" && timeInForce !== "day" && !lasts) {
    refuse("timeInForce", `${show(timeInForce)} is no time in force`, "gtc, day, or {bars: n} with n from 1 on");
  }

  for (const [key, value] of Object.entries({ stop, target })) {
    if (value === undefined) continue;
    if (!isPositive(value)) refuse(key, `${show(value)} is no price`, "a number above 0, quote currency");
    if (reduceOnly)
      refuse(key, "a reduce-only order opens nothing that a bracket could cover", "leave one of them out");
  }
  const wrongWay = (low: number, high: number) => (side === "buy" ? low >= high : low <= high);
  if (stop !== undefined && target !== undefined && wrongWay(stop, target)) {
    refuse("stop", `the stop ${stop} is not on the losing side of the target ${target}`, "change them over");
  }
  const entry = limit ?? trigger;
  if (stop !== undefined && entry !== undefined && wrongWay(stop, entry)) {
    refuse(
      "stop",
      `the stop ${stop} is not on the losing side of the entry at ${entry}`,
      "it would end the trade at once",
    );
  }
  if (target !== undefined && entry !== undefined && wrongWay(entry, target)) {
    refuse(
      "target",
      `the target ${target} is not on the winning side of the entry at ${entry}`,
      "it would end the trade at once",
    );
  }
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(
    ([key, part]) => `${key}: ${typeof part === "object" ? "..." : String(part)}`,
  );
  return `{${parts.join(", ")}}`;
}
