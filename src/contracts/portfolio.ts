import * as z from "zod";
import { backtestSchema, sourceSchema } from "./config.js";

/**
 * The configuration of a portfolio: one account and its sleeves. What is said beside the sleeves holds for all of them, unless one says
 * otherwise; what belongs to the account cannot be said by a sleeve (assembly/portfolio/PORTFOLIO.md).
 */

/** Settings that are the account's: no sleeve has its own. */
export const ACCOUNT_KEYS = [
  "capital",
  "liquidationFeeBps",
  "leverage",
  "maintenanceMargin",
  "marginTiers",
  "maxParticipation",
  "unfilled",
  "protectiveExits",
  "liquidation",
  "marginCheck",
  "returns",
  "periodsPerYear",
  "riskFree",
  "seed",
] as const;

const { profile: _, strategy: __, ...shared } = backtestSchema.shape;
const { profile: ___, ...own } = backtestSchema.shape;

const account: Record<string, true> = Object.fromEntries(ACCOUNT_KEYS.map((key) => [key, true]));
const sleeveShape = Object.fromEntries(
  Object.entries(own)
    .filter(([key]) => !account[key])
    // a sleeve that does not say it takes what is said for all
    .map(([key, schema]) => [key, withoutDefault(schema).optional()]),
) as { [Key in Exclude<keyof typeof own, (typeof ACCOUNT_KEYS)[number]>]: z.ZodOptional<(typeof own)[Key]> };

/** What a value has to be, and nothing where there is none. */
function withoutDefault(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.unwrap() as z.ZodType;
  return schema;
}

const weight = z
  .number()
  .positive()
  .max(1)
  .describe("share of the account, above 0; all sleeves together have at most 1");
const name = z.string().min(1).max(64).optional().describe("name of the sleeve; by default strategy and symbol");

const rebalance = z.strictObject({
  drift: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("a slice further than this from its weight sets all of them back, fraction of equity"),
  minimumOrder: z
    .number()
    .min(0)
    .max(1e12)
    .default(10)
    .describe("rebalancing orders worth less are left out, quote currency"),
});

const volatilityTarget = z
  .strictObject({
    target: z.number().positive().max(10).default(0.15).describe("annual volatility aimed at, fraction"),
    bars: z.int().min(2).max(100_000).default(60).describe("the account's last returns that it is measured on"),
    least: z.number().min(0).max(1).default(0.5).describe("smallest scale of the weights"),
    most: z.number().min(1).max(100).default(2).describe("largest scale of the weights"),
  })
  .describe("scales all weights so that the account's volatility comes near a target");

const limit = (value: number, most: number) => z.number().positive().max(most).nullable().default(value);
const limits = z
  .strictObject({
    maxDrawdown: limit(0.2, 1).describe("drawdown at which new entries halt, fraction; null = no limit"),
    haltBars: z.int().min(1).max(1_000_000).default(24).describe("marks that a halt lasts; then the peak is reset"),
    closeAll: z.boolean().default(false).describe("a halt also closes what is held"),
    positions: z.int().min(1).max(1_000).nullable().default(10).describe("most positions at a time; null = no limit"),
    heat: limit(0.25, 100).describe("most of equity that the stops may lose together; null = no limit"),
    exposure: limit(0.5, 100).describe("most of equity in symbols that correlate; null = no limit"),
    correlation: z.number().min(-1).max(1).default(0.8).describe("above this two symbols correlate"),
    days: z.int().min(2).max(10_000).default(60).describe("UTC days that a correlation is of"),
  })
  .describe("limits of the account");

const accountShape = {
  ...shared,
  rebalance: rebalance
    .nullable()
    .prefault({})
    .describe("sets slices back to their weights when they have drifted; null = never"),
  volatilityTarget: volatilityTarget.nullable().default(null),
  limits: limits.nullable().default(null).describe("limits of the account; {} for all of them at their defaults"),
};

/** One sleeve as it is hashed: weight, and settings of its own. */
export const sleeveSchema = z.strictObject({ name, weight, ...sleeveShape });

/** The account and its sleeves. */
export const portfolioSchema = z.strictObject({
  ...accountShape,
  sleeves: z.array(sleeveSchema).min(1).max(200).describe("strategy, symbol and weight each"),
});

export type PortfolioInput = z.input<typeof portfolioSchema>;
export type PortfolioConfig = z.output<typeof portfolioSchema>;
export type SleeveConfig = z.output<typeof sleeveSchema>;

/** Where one sleeve's bars and signals come from. */
const files = {
  ...sourceSchema.shape,
  sampleSeed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .optional()
    .describe("seed of the sample, where it is not the portfolio's"),
};
const legSchema = z.strictObject(files);

/** The document of `varanus portfolio --config FILE.json`. */
export const portfolioDocumentSchema = z.strictObject({
  ...accountShape,
  ...files,
  sleeves: z
    .array(
      z.strictObject({
        ...sleeveSchema.shape,
        ...files,
        legs: z.tuple([legSchema, legSchema]).optional().describe("two legs that are filled both or neither"),
      }),
    )
    .min(1)
    .max(200),
});
export type PortfolioDocument = z.output<typeof portfolioDocumentSchema>;
