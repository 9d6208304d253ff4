import { type Ask, type Asks, type Entry, one, parameter } from "./ask.js";

export const TREND: Asks = {
  talib: {
    SAR: ({ v, bars }, entry) => {
      const values = { step: parameter(entry, "acceleration"), maximum: parameter(entry, "maximum") };
      return { sar: v.indicator("parabolic-sar", bars, values)["value"] };
    },
    ADX: outputOf("adx", "adx"),
    ADXR: outputOf("adxr", "adxr"),
    DX: outputOf("dx", "dx"),
    PLUS_DI: outputOf("adx", "plusDi"),
    MINUS_DI: outputOf("adx", "minusDi"),
    PLUS_DM: outputOf("directional-movement", "plusDm"),
    MINUS_DM: outputOf("directional-movement", "minusDm"),
    AROON: ({ v, bars }, entry) => {
      const { down, up } = v.indicator("aroon", bars, windowOf(entry));
      return { aroonDown: down, aroonUp: up };
    },
    AROONOSC: ({ v, bars }, entry) => ({ aroonOsc: v.indicator("aroon", bars, windowOf(entry))["oscillator"] }),
    HT_TRENDLINE: one("ht-trendline", "htTrendline", ""),
  },
  other: {
    DONCHIAN: (market, entry) => market.v.indicator("donchian", market.bars, { period: parameter(entry, "period") }),
    ICHIMOKU: ({ v, bars }, entry) => {
      const displacement = parameter(entry, "displacement");
      const values = {
        tenkanPeriod: parameter(entry, "tenkan"),
        kijunPeriod: parameter(entry, "kijun"),
        senkouPeriod: parameter(entry, "senkouB"),
        displacement,
      };
      // the close of later bars, which no indicator of ours can see
      const chikou = Array.from(bars.close, (_, i) => bars.close[i + displacement] ?? Number.NaN);
      return { ...v.indicator("ichimoku", bars, values), chikou };
    },
    VORTEX: ({ v, bars }, entry) => v.indicator("vortex", bars, { period: parameter(entry, "period") }),
    SUPERTREND: ({ v, bars }, entry) => v.indicator("supertrend", bars, multipleOf(entry)),
    CHANDELIER_EXIT: ({ v, bars }, entry) => {
      const { long, short, longRatchet, shortRatchet, direction } = v.indicator(
        "chandelier-exit",
        bars,
        multipleOf(entry),
      );
      return {
        longStop: long,
        shortStop: short,
        longStopRatchet: longRatchet,
        shortStopRatchet: shortRatchet,
        direction,
      };
    },
    EHLERS_ITREND: ({ v, bars }, entry) => {
      const alpha = parameter(entry, "alpha");
      const median = v.indicator("instantaneous-trendline", bars, { alpha });
      const close = v.indicator("instantaneous-trendline", bars, { alpha, price: "series" });
      return {
        itHl2: median["trendline"],
        triggerHl2: median["trigger"],
        itClose: close["trendline"],
        triggerClose: close["trigger"],
        simpleClose: close["simple"],
      };
    },
    SQUEEZE: ({ v, bars }, entry) => {
      const values = {
        period: parameter(entry, "bbPeriod"),
        width: parameter(entry, "bbStdDev"),
        keltnerPeriod: parameter(entry, "emaPeriod"),
        atrPeriod: parameter(entry, "atrPeriod"),
        multiple: parameter(entry, "multiplier"),
      };
      return v.indicator("squeeze", bars, values);
    },
    HEIKIN_ASHI: ({ v, bars }) => v.indicator("heikin-ashi", bars),
  },
};

const windowOf = (entry: Entry) => ({ period: parameter(entry, "timePeriod") });
const multipleOf = (entry: Entry) => ({
  period: parameter(entry, "period"),
  multiple: parameter(entry, "multiplier"),
});

/** One of an indicator's outputs, which has the golden file's name. */
function outputOf(name: string, output: string): Ask {
  return (market, entry) => ({
    [output]: market.v.indicator(name, market.bars, windowOf(entry))[output],
  });
}
