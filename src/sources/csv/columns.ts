/** What a column of a table may be to us. A table may have several stamp columns; the layout chooses by their contents. */
export const PRICE_ROLES = ["open", "high", "low", "close"] as const;
export type PriceRole = (typeof PRICE_ROLES)[number];

/** Vendors' names, best first, reduced by `plain`. */
const STAMP_NAMES = [
  ...["timestamp", "unix", "unixtimestamp", "epoch", "opentime", "opentimestamp", "timestampms", "ts", "tsevent"],
  ...["datetime", "datetimeutc", "dateutc", "timeutc", "starttime", "startat", "date", "time", "day", "t"],
];
const PRICE_NAMES: Readonly<Record<PriceRole, readonly string[]>> = {
  open: ["open", "openprice", "priceopen", "o"],
  high: ["high", "highprice", "pricehigh", "max", "h"],
  low: ["low", "lowprice", "pricelow", "min", "l"],
  close: ["close", "closeprice", "priceclose", "closelast", "last", "c"],
};
const VOLUME_NAMES = ["volume", "basevolume", "volumebase", "tickvol", "tickvolume", "vol", "v"];
/** "Volume BTC": of several the first is in base units, by the vendors' habit. */
const VOLUME_OF_ASSET = /^volume[a-z0-9]+$/;
const QUOTE_VOLUME_NAMES = ["quotevolume", "quoteassetvolume", "volumequote"];

/** Names of the columns of Binance's archive, whose older files have no header. */
export const BINANCE_COLUMNS = [
  ...["open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume"],
  ...["count", "taker_buy_volume", "taker_buy_quote_volume", "ignore"],
];
/** MetaTrader 4 exports: no header, date and clock apart. */
export const METATRADER_COLUMNS = ["date", "time", "open", "high", "low", "close", "volume"];

/** Which columns of a header are what; -1 = none. */
export interface ColumnRoles {
  /** Columns that may hold the stamp or a part of it, best name first. */
  stamps: number[];
  prices: Readonly<Record<PriceRole, number>>;
  volume: number;
}

export function findRoles(header: readonly string[]): ColumnRoles {
  const names = header.map(plain);
  return {
    stamps: STAMP_NAMES.flatMap((name) => indicesOf(names, name)),
    prices: {
      open: firstOf(names, PRICE_NAMES.open),
      high: firstOf(names, PRICE_NAMES.high),
      low: firstOf(names, PRICE_NAMES.low),
      close: firstOf(names, PRICE_NAMES.close),
    },
    volume: findVolume(names),
  };
}

/** How many of stamp, open, high, low and close a header names. */
export function rolesFound({ stamps, prices }: ColumnRoles): number {
  return PRICE_ROLES.filter((role) => prices[role] >= 0).length + (stamps.length > 0 ? 1 : 0);
}

/** A column name without case, brackets and punctuation: `<TICKVOL>` and `1. open` become tickvol and open. */
export function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/^\d+/, "");
}

function findVolume(names: readonly string[]): number {
  const named = firstOf(names, VOLUME_NAMES);
  if (named >= 0) return named;
  const quote = firstOf(names, QUOTE_VOLUME_NAMES);
  const ofAsset = names.findIndex((name, k) => VOLUME_OF_ASSET.test(name) && k !== quote);
  return ofAsset >= 0 ? ofAsset : quote;
}

/** The first of these names that a header has. */
function firstOf(names: readonly string[], wanted: readonly string[]): number {
  for (const name of wanted) {
    const index = names.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

function indicesOf(names: readonly string[], wanted: string): number[] {
  return names.flatMap((name, k) => (name === wanted ? [k] : []));
}
