import type {
  AgreementState,
  BeyondAuthority,
  CreditKind,
  OrderField,
  PaymentTerms,
  PriceStrategy,
  PricingDate,
} from '../platform/db/schema.ts';
import type { Agreed } from './agreed.ts';
import type { Instalment } from './instalment.ts';

/** What a company and we have agreed. Days, basis points, minor units. */
export type Terms = Agreed & {
  /** Whether the first list with a price wins, or the lowest of all (R7). */
  priceStrategy: PriceStrategy;
  publicPriceIfBetter: boolean;
  /** Prices of which day count (R10). */
  pricingDate: PricingDate;
  payment: PaymentTerms;
  paymentDays: number;
  /** How many days after the last day to pay orders on account are stopped; null: as for everybody (R13). */
  overdueGraceDays: number | null;
  /** From what amount overdue they are stopped; null: as for everybody. */
  overdueLeastMinor: number | null;
  /** How far the weighed may differ from the ordered (R6). */
  toleranceBp: number;
  creditKind: CreditKind;
  /** Only with kind `amount`; zero means zero (R13). */
  creditLimitMinor: number | null;
  /** Without these no order is placed, whoever places it. */
  requiredFields: readonly OrderField[];
  /** How an order on account is paid; none: whole, within the days to pay (R12). */
  instalments: readonly Instalment[];
};

/** One version of an agreement, as it was agreed. */
export type AgreementVersion = Terms & {
  id: string;
  version: number;
  number: string;
  /** First day in force; null for a version that was replaced before its first day was over. */
  from: string | null;
  /** The first day on which it is no longer in force; null without an end. */
  until: string | null;
  reason: string;
  changedBy: string | null;
  changedByName: string | null;
  changedAt: Date;
  /** A draft waits for a second person and is in force on no day, like one that was not agreed. */
  state: AgreementState;
  /** The first day that the author of a draft wished for; null for what needed no second person. */
  plannedFrom: string | null;
  /** What needed the second person. */
  beyond: readonly BeyondAuthority[];
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionNote: string;
};

const termNames = [
  'priceStrategy',
  'publicPriceIfBetter',
  'pricingDate',
  'payment',
  'paymentDays',
  'overdueGraceDays',
  'overdueLeastMinor',
  'toleranceBp',
  'creditKind',
  'creditLimitMinor',
  'requiredFields',
  'instalments',
  'carrier',
  'deliveryPlace',
  'freight',
  'freightPrice',
  'freeFrom',
  'storage',
  'documents',
  'documentsLanguage',
  'needs',
  'claimDays',
] as const satisfies readonly (keyof Terms)[];

/** Which terms differ between two versions, in the order in which they are shown. */
export function changedTerms(before: Terms, after: Terms): (keyof Terms)[] {
  const text = (of: Terms, name: keyof Terms) => JSON.stringify(of[name]);
  return termNames.filter((name) => text(before, name) !== text(after, name));
}

/** The terms that were agreed before a version, whatever was drafted in between; versions stand newest first. */
export function agreedBefore(
  versions: readonly AgreementVersion[],
  version: number,
): AgreementVersion | undefined {
  return versions.find((one) => one.state === 'agreed' && one.version < version);
}
