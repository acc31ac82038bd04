/** Who a customer is for loyalty: whoever uses the metal himself and who sells it on want different things (seed 001). */
export type Population = 'end_user' | 'trader';

/** What one company bought, in columns: a row per day of purchase, rising. Days since 1970-01-01, net amounts in minor units. */
export type CompanyPurchases = {
  companyId: string;
  population: Population;
  branchCode: string;
  days: number[];
  amountsMinor: number[];
  /** Something of it is under way: an order, a quote, a case or a disputed line. Then silence is no sign. */
  isBusy: boolean;
  /** Quotes of ours that it declined within the last quarter. */
  declined: number;
  /** The day since which a case of it is open; null where none is. */
  caseOpenSince: number | null;
  /** Net revenue of a year of lines whose cost is known, and that cost; minor units. */
  costedNetMinor: number;
  costMinor: number;
  /** Questions that its people saw within the year, and answered. */
  shown: number;
  answered: number;
};

/** One answer to one question, of those that are numbers. */
export type Voice = {
  promptId: string;
  revision: number;
  companyId: string;
  personId: string;
  population: Population;
  branchCode: string;
  touchpoint: string;
  /** Days since 1970-01-01, in Almaty. */
  day: number;
  item: string;
  number: number;
  /** That this very question would be asked: it weighs one over it. */
  probability: number;
  onlyInTotals: boolean;
};

/** One answer whose value is a word of its scale and no number. */
export type CodedVoice = Pick<
  Voice,
  | 'promptId'
  | 'companyId'
  | 'personId'
  | 'population'
  | 'branchCode'
  | 'day'
  | 'item'
  | 'onlyInTotals'
> & { code: string };

/** A request for prices from being asked until it came to something. */
export type QuoteCourse = {
  companyId: string;
  population: Population;
  branchCode: string;
  requestedAt: Date;
  answeredAt: Date | null;
  orderedAt: Date | null;
  closedAt: Date | null;
};

/** A case of somebody who was let down. */
export type CaseCourse = {
  companyId: string;
  population: Population;
  branchCode: string;
  openedAt: Date;
  contactDueAt: Date;
  contactedAt: Date | null;
  resolvedAt: Date | null;
};

/** Questions by what became of them. */
export type PromptCount = {
  population: Population;
  branchCode: string;
  state: string;
  reason: string;
  count: number;
};

/** How often an item was shown on a day, to those of a population and branch. */
export type ShownCount = {
  population: Population;
  branchCode: string;
  item: string;
  /** Days since 1970-01-01. */
  day: number;
  shown: number;
};

/** What the trade itself measured in a span of days, of a branch. */
export type MeasuredWork = {
  branchCode: string;
  isRecent: boolean;
  /** Orders that buyers fetched, and the median of hours from ready to handed over. */
  fetched: number;
  fetchHours: number | null;
};

/** What our own people said in the last quarter, by branch. */
export type PulseAnswer = { branchCode: string; respondent: string; item: string; number: number };

/** Lines of delivered orders of a company at a branch, with their weight as ordered. */
export type Delivered = {
  companyId: string;
  population: Population;
  branchCode: string;
  lines: number;
  weightG: number;
};

/** A claim, or a disputed line of the account (`account`), of an order that was delivered. */
export type Complaint = {
  companyId: string;
  population: Population;
  branchCode: string;
  kind: string;
  cameAt: Date;
  /** When it was made good or declined, or answered; null while it waits. */
  endedAt: Date | null;
};

/** Deliveries whose arrival had been promised, by what became of that: each is one of the three. */
export type PromisesKept = {
  population: Population;
  branchCode: string;
  companyId: string;
  /** Came as it was first promised. */
  kept: number;
  /** Promised anew before the time was over, and then as promised. */
  renegotiated: number;
  /** Any of its promises was broken. */
  broken: number;
};
