import { type CreditStanding, creditLeftMinor } from '../credit/credit.ts';
import type { Owing } from '../credit/owing.queries.ts';
import type { Happening } from './history.queries.ts';
import type { Language, PaymentTerms, OrderField } from '../platform/db/schema.ts';

/** A company as a clerk who speaks with it must know it. */
export type CustomerCard = CreditStanding & {
  id: string;
  name: string;
  bin: string;
  phone: string | null;
  email: string | null;
  address: string | null;
  branchCode: string;
  language: Language;
  managerName: string | null;
  /** The agreement in force; null for a company that has none. */
  agreementNumber: string | null;
  payment: PaymentTerms | null;
  paymentDays: number | null;
  /** The first day on which the agreement is no longer in force; null without an end. */
  agreementUntil: string | null;
  /** What the agreement asks every order to say. */
  requiredFields: readonly OrderField[];
  /** What is late and stopped; null where nothing is known of it. */
  owing: Owing | null;
  contacts: readonly {
    id: string;
    name: string;
    duty: string;
    phone: string | null;
    email: string | null;
  }[];
  /** What happened with the company last, the newest first. */
  happenings: readonly Happening[];
};

/** What stands in the way of a sale on account, as codes of `words.deskScreens.blocks`. */
export type Block = 'no-agreement' | 'no-credit' | 'credit-used-up';

/** What a clerk must say before filling a cart: why a sale on account will be refused. */
export function blocksOf(card: CustomerCard): Block[] {
  const found: Block[] = [];
  if (card.agreementNumber === null) found.push('no-agreement');
  else if (card.payment !== 'on-account') found.push('no-credit');
  else if (creditLeftMinor(card) === 0) found.push('credit-used-up');
  return found;
}
