import { type Metrics, metricEntry, metricText } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

/** A metric by its catalogue entry; where it has no value, the reason stands in place of the note. */
export function keyMetric(metrics: Metrics, name: string, note: string, sign = false): HTMLElement {
  const { title: long, short: title = long, meaning: sentence } = metricEntry(name);
  const meaning = title === long ? sentence : `${long}: ${sentence}`;
  const text = metricText(metrics, name);
  if (text === undefined) return keyNumber({ title, meaning, value: format.DASH, note: metrics.reasons[name] ?? "" });
  const value = metrics[name] as number;
  const tone = !sign || value === 0 ? "" : value > 0 ? "gain" : "loss";
  return keyNumber({ title, meaning, value: sign ? format.signed(text) : text, note, tone });
}

/** One number with what it is, and a note that puts it into perspective. */
export function keyNumber({ title = "", meaning = "", value = "", note = "", tone = "" }): HTMLElement {
  return h(
    "div",
    { title: meaning },
    h("dt", {}, title),
    h("dd", { class: tone }, value),
    h("dd", { class: "note" }, note),
  );
}
