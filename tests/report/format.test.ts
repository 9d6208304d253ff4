import { describe, expect, it } from "vitest";
import {
  fixed,
  money,
  moneyDigits,
  percent,
  plain,
  priceDigits,
  shortTime,
  signed,
  span,
  words,
} from "../../src/report/format.js";
import { html } from "../../src/report/markup.js";

describe("numbers as text", () => {
  it.each([
    [1234567.891, 2, "1,234,567.89"],
    [-1234.5, 1, "−1,234.5"],
    [-0.001, 2, "0.00"],
    [999, 0, "999"],
    [1e18, 2, "1.00e+18"],
    [Number.NaN, 2, "–"],
    [Number.POSITIVE_INFINITY, 2, "–"],
  ])("%d with %d decimals is %s", (value, digits, text) => expect(fixed(value, digits)).toBe(text));

  it("have a sign where one is asked for, but for zero", () => {
    expect([1.5, -1.5, 0, -0.0001].map((value) => signed(percent(value)))).toEqual([
      "+1.50%",
      "−1.50%",
      "0.00%",
      "0.00%",
    ]);
  });

  it("have the decimals that their size needs", () => {
    expect([30_868.52, 1.08432, 0.00001234].map((p) => fixed(p, priceDigits(p)))).toEqual([
      "30,868.52",
      "1.08432",
      "0.000012340",
    ]);
    expect([0, 12.5, 0.00123, 123_456_789].map(money)).toEqual(["0.00", "12.50", "0.00123", "123,456,789"]);
    expect(moneyDigits(0.5)).toBe(3);
    expect([3, 0.25, 1234.567, 1e-9].map(plain)).toEqual(["3", "0.2500", "1,234.57", "1.00e−9"]);
  });

  it("name spans, times and keys", () => {
    expect([1_100, 90, 3.25, 0.5, 0.01].map(span)).toEqual([
      "3.0 years",
      "90 days",
      "3.3 days",
      "12.0 hours",
      "14 minutes",
    ]);
    expect(["2024-01-31T04:00:00Z", "2024-01-31T04:00:07Z"].map(shortTime)).toEqual([
      "2024-01-31 04:00",
      "2024-01-31 04:00:07",
    ]);
    expect(words("insufficient-margin winRatePct sharpe_ratio")).toBe("insufficient margin win rate pct sharpe ratio");
    expect(words("invalid-atr rsiPeriod smart")).toBe("invalid ATR RSI period smart");
  });
});

describe("markup", () => {
  it("escapes everything but markup", () => {
    const name = `<b>"A" & 'B'</b>`;
    expect(html`<td title="${name}">${name}${html`<i>${[1, null, false, "<"]}</i>`}</td>`.text).toBe(
      '<td title="&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;">&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;<i>1&lt;</i></td>',
    );
  });
});
