// The simulation's whole memory: one contiguous block without pointers, so that it can be copied out at any bar, forked
// and resumed. Addresses stand in `Binding`, which the host fills anew for every run. The build reads both classes and
// writes their offsets out for TypeScript; fields keep their natural alignment.

@unmanaged
export class Simulation {
  // --- header
  magic: i32;
  abi: i32;
  bytes: i32;

  // --- settings, written by the host before the first bar
  fill: i32;
  intrabar: i32;
  stopAnchor: i32;
  sizeAtSignal: i32;
  stopFirstAtOpen: i32;
  slipTargets: i32;
  slipExits: i32;
  entryOnStopBar: i32;
  exitOnlyWithOpposite: i32;
  cancelEntryWithExit: i32;
  replaceSameSide: i32;
  reverse: i32;
  longOnly: i32;
  markBeforeCloseFill: i32;
  liquidation: i32;
  marginCheck: i32;
  firstDecisionBar: i32;
  decideOnLastBar: i32;
  endOfData: i32;
  sizer: i32;
  slippageModel: i32;
  /** the sizer or a stop reads the ATR column */
  needsAtr: i32;
  capital: f64;
  /** fractions of the traded value: market orders and stops, limits and targets, liquidations on top */
  commission: f64;
  makerCommission: f64;
  liquidationFee: f64;
  /** least fee of a fill, quote currency */
  minimumFee: f64;
  minimumNotional: f64;
  /** fraction of the price: the whole of it, or its base */
  slippage: f64;
  slippageFactor: f64;
  /** cost of a short for one bar, fraction of its value */
  borrow: f64;
  leverage: f64;
  maintenance: f64;
  tick: f64;
  /** 1 / tick where that is an integer, else 0 */
  inverseTick: f64;
  lot: f64;
  inverseLot: f64;
  sizerFirst: f64;
  sizerSecond: f64;
  sizerThird: f64;
  /** distances as fractions of the anchor, 0 = none */
  percentageStop: f64;
  percentageTarget: f64;
  trailingPercent: f64;
  /** in ATRs, 0 = none */
  atrMultiple: f64;
  /** of the triple barrier: in ATRs, 0 = none; longest time held, ms */
  barrierStop: f64;
  barrierTarget: f64;
  timeLimit: f64;
  /** fractions of the anchor; trigger 0 = none */
  breakEvenTrigger: f64;
  breakEvenOffset: f64;
  /** the band of the decision bar stays the stop */
  bandFixed: i32;
  /** a position has to be looked at on every bar: its stops move, its time runs out, it is charged */
  everyBar: i32;
  /** funding or borrow cost can arise */
  carries: i32;
  /** nominal length of a bar, ms */
  barMs: f64;
  /** the rules of ORDERS.md apply; and the host is called on every bar */
  working: i32;
  events: i32;
  cancelUnfilled: i32;
  protectiveByVolume: i32;
  /** most of a bar's volume that orders may take, fraction; 0 = no limit */
  participation: f64;
  /** one of the sleeves of an account (portfolio/PORTFOLIO.md) */
  shared: i32;

  // --- a sleeve of an account, as the account looks at it; of a run by itself all of it is neutral
  /** the other sleeves hold nothing */
  alone: i32;
  /** why its last order was refused, a reject code */
  refused: i32;
  /** margin that the others have to spare, quote currency; below 0 they lack it */
  spare: f64;
  /** what the others add to its cash where liquidation is concerned, quote currency; and to its position, base units */
  backing: f64;
  others: f64;
  /** cash that has come from, or gone to, the other sleeves */
  transferred: f64;
  /** raw price at which it was liquidated; NaN = it was not */
  liquidatedAt: f64;
  /** part of slippage and fee that an order pays which others cross; 1 = all */
  costShare: f64;
  /** units whose volume the slippage is for; NaN = the order's own */
  slipSize: f64;
  /** units of the opening part where they are settled; NaN = they are not */
  settledSize: f64;
  /** units that the last order has opened */
  opened: f64;

  // --- account
  /** the next bar to step */
  nextBar: i32;
  /** bankrupt: the rest of the curve is 0 */
  done: i32;
  /** -1 while solvent */
  bankruptBar: i32;
  cash: f64;
  /** signed base units */
  quantity: f64;
  badDebt: f64;

  // --- the open trade
  entryBar: i32;
  /** slippage included */
  entryPrice: f64;
  entryCommission: f64;
  /** lowest and highest price since the entry */
  lowest: f64;
  highest: f64;
  /** best price so far, where the trailing stop starts from */
  trailAnchor: f64;
  fixedStop: f64;
  /** the price that distances were measured from */
  anchor: f64;
  /** it was opened at its entry bar's close */
  enteredAtClose: i32;
  /** funding and borrow cost paid so far */
  tradeFunding: f64;
  trailingStop: f64;
  breakEvenStop: f64;
  sarStop: f64;
  chandelierStop: f64;
  bandStop: f64;
  liquidationPrice: f64;
  target: f64;
  /** prices at or beyond which bar i is looked at: the nearest level below and above */
  levelLow: f64;
  levelHigh: f64;

  // --- the queued order
  orderQueued: i32;
  orderCloses: i32;
  /** side of the opening leg, 0 = none */
  orderSide: i32;
  orderReverses: i32;
  orderStop: f64;
  orderTarget: f64;
  orderSize: f64;
  orderAtr: f64;
  /** the sizer's own column */
  orderInput: f64;
  /** bar whose indicator values it knows; -1 = none */
  orderBar: i32;
  /** close of the decision bar, and equity marked there */
  orderClose: f64;
  orderEquity: f64;
  /** what is left of its opening part; NaN = not sized yet */
  orderRest: f64;
  /** 1 + exit code of the protective exit that it is left over of; 0 = none */
  orderProtective: i32;
  /** serial number of the position that it has opened a part of */
  orderPosition: i32;

  // --- orders that rest (ORDERS.md); their table is a block beside this one
  orderCount: i32;
  /** the next order's id */
  nextOrder: i32;
  /** number of the position held, or held last */
  position: i32;
  /** the order that is filling: its fills bear its id */
  filling: i32;
  /** of the order that opened the position */
  heldAtr: f64;
  heldStop: f64;
  heldTarget: f64;

  // --- the bar under way
  levelExit: i32;
  /** units that orders may still take */
  budget: f64;
  /** the position was opened inside the bar, after its open; and on a leg of the walk under way */
  openedInside: i32;
  openedOnLeg: i32;
  /** the rule of own exits applies to it in the walk under way */
  ownExits: i32;
  /** the position's stop (1) and target (2) have been tried */
  triedLevels: i32;
  /** the walk has had to guess */
  guessed: i32;
  /** the position's best price before the walk */
  trailBefore: f64;

  // --- tallies
  conflicts: i32;
  ambiguous: i32;
  /** of these with a lower timeframe: no complete finer bars; a finer bar that is itself ambiguous */
  withoutFiner: i32;
  ambiguousFiner: i32;
  barsInMarket: i32;
  rejectedZeroSize: i32;
  rejectedInsufficientMargin: i32;
  rejectedInvalidAtr: i32;
  rejectedInvalidPrice: i32;
  rejectedBelowMinimum: i32;
  rejectedNoEdge: i32;
  rejectedNoConfidence: i32;
  rejectedInvalidVolatility: i32;
  rejectedNoVolume: i32;
  rejectedPostOnly: i32;
  rejectedNothingToReduce: i32;
  rejectedTooManyOrders: i32;
  rejectedHalted: i32;
  rejectedTooManyPositions: i32;
  rejectedHeatLimit: i32;
  rejectedExposureLimit: i32;
  rejectedOtherLeg: i32;
  /** rows waiting in the output columns */
  tradeRows: i32;
  fillRows: i32;
  /** sum of quantity x (exit - entry) */
  grossProfit: f64;
  commissionPaid: f64;
  /** cost of slippage and tick rounding */
  slippagePaid: f64;
  fundingPaid: f64;
  /** closed trades and sums of their net pnl, for sizers */
  wins: i32;
  losses: i32;
  closed: i32;
  sumOfWins: f64;
  sumOfLosses: f64;
  /** largest relative error of the money check */
  conservationError: f64;
}

/** Addresses of a run's columns. Absent columns are 0. */
@unmanaged
export class Binding {
  bars: i32;
  open: usize;
  high: usize;
  low: usize;
  close: usize;
  /** packed signals, a byte a bar */
  signals: usize;
  stop: usize;
  target: usize;
  size: usize;
  atr: usize;
  /** the sizer's own column */
  input: usize;
  /** columns that stops follow: longs, shorts */
  sar: usize;
  chandelierLong: usize;
  chandelierShort: usize;
  bandLong: usize;
  bandShort: usize;
  /** sums of the funding rates at a bar's open and later inside it */
  fundingAtOpen: usize;
  fundingLater: usize;
  timestamp: usize;
  volume: usize;
  /** a byte a bar: 1 where a position held is charged funding */
  charged: usize;
  /** margin tiers, `Tier` each, lowest first */
  tiers: usize;
  tierCount: i32;
  /** marked equity (bars) */
  equity: usize;
  /** TRADE_COLUMNS and FILL_COLUMNS columns of `rows` float64 values each; 0 where the rows are only counted */
  trades: usize;
  fills: usize;
  rows: i32;
  /** bars of a lower timeframe; the first of bar i is `finerFrom[i]`, as many as `finerCount` (0 = incomplete there, a byte a bar) */
  finerOpen: usize;
  finerHigh: usize;
  finerLow: usize;
  finerFrom: usize;
  finerComplete: usize;
  finerCount: i32;
  /** working orders, and what onBar has done with orders on this bar: `Order` each */
  orders: usize;
  actions: usize;
  actionCount: i32;
  /** room for a state, where the run is to stop before an ambiguous bar; else 0 */
  before: usize;
}

/** The nearer to the price of two stops of a trade of this side: the higher of a long's, the lower of a short's. */
@inline
export function nearer(side: f64, a: f64, b: f64): f64 {
  return a > b == side > 0 ? a : b;
}
