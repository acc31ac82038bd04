import { z } from 'zod';
import type { Terms } from '../../customers/agreement.ts';
import { orderFields } from '../../customers/order-field.ts';
import { areWhole } from '../../customers/instalment.ts';
import { agreedFields, agreedOf, typedAgreed } from './agreed-fields.ts';
import {
  grouped,
  instalmentFields,
  instalmentsOf,
  rowOfTwoSizes,
  typedInstalments,
} from './instalment-fields.ts';
import { DayField, MoneyField, percentField, TickField, wholeField } from '../trade-fields.ts';

const SHORTEST_REASON = 3;
const LONGEST_REASON = 500;

/** A limit stands only where the credit has one; what is typed is read at once, so that all that is wrong is told together. */
const BlankOrMoney = z.preprocess(
  (text) => (typeof text === 'string' && text.trim() === '' ? null : text),
  MoneyField.nullable(),
);

const Reason = z.string().trim().min(SHORTEST_REASON, 'reason').max(LONGEST_REASON);
const ReasonSoFar = z.string().trim().max(LONGEST_REASON);

/** Nothing typed leaves it to the rule for everybody. */
const BlankOrDays = z.preprocess(
  (text) => (typeof text === 'string' && text.trim() === '' ? undefined : text),
  wholeField({ min: 0, max: 90 }).optional(),
);

/** What every order must say, a tick each. */
const requiredTicks = {
  'requires.purchase-number': TickField,
  'requires.cost-centre': TickField,
  'requires.site': TickField,
  'requires.contact': TickField,
  'requires.certificate': TickField,
};

/** The form of a company's terms; gives the terms with their day, their reason and the version that was seen. */
export const TermsFields = termsFields(Reason);

/** The same before anybody had to say why. */
export const TermsSoFar = termsFields(ReasonSoFar);

function termsFields(reasonField: typeof Reason) {
  return z
    .object({
      seenVersion: wholeField({ min: 0, max: 1_000_000 }),
      from: DayField,
      priceStrategy: z.enum(['first-found', 'lowest'], 'choose'),
      publicPriceIfBetter: TickField,
      pricingDate: z.enum(['order', 'payment', 'shipment'], 'choose'),
      payment: z.enum(['prepaid', 'on-account'], 'choose'),
      paymentDays: wholeField({ min: 0, max: 365 }),
      graceDays: BlankOrDays.optional(),
      leastOverdue: BlankOrMoney.default(null),
      tolerance: percentField({ min: 0, max: 20 }),
      creditKind: z.enum(['none', 'unlimited', 'amount'], 'choose'),
      creditLimit: BlankOrMoney,
      ...requiredTicks,
      ...agreedFields,
      ...instalmentFields,
      reason: reasonField,
    })
    .transform((fields, context) => {
      const { seenVersion, from, reason, tolerance, creditLimit, payment, creditKind } = fields;
      const instalments = instalmentsOf(fields);
      const twoSizes = rowOfTwoSizes(fields);
      if (twoSizes) {
        context.addIssue({ code: 'custom', path: [twoSizes], message: 'oneSize' });
      } else if (!areWhole(instalments)) {
        context.addIssue({ code: 'custom', path: ['share1'], message: 'sharesWhole' });
      }
      const needsLimit = creditKind === 'amount';
      if (needsLimit && creditLimit === null) {
        context.addIssue({ code: 'custom', path: ['creditLimit'], message: 'required' });
      }
      if (payment === 'on-account' && creditKind === 'none') {
        context.addIssue({ code: 'custom', path: ['creditKind'], message: 'creditNeeded' });
      }
      const agreed = agreedOf(fields, context);
      const terms: Terms = {
        ...agreed,
        priceStrategy: fields.priceStrategy,
        publicPriceIfBetter: fields.publicPriceIfBetter,
        pricingDate: fields.pricingDate,
        payment,
        paymentDays: fields.paymentDays,
        overdueGraceDays: fields.graceDays ?? null,
        overdueLeastMinor: fields.leastOverdue,
        creditKind,
        requiredFields: orderFields.filter((field) => fields[`requires.${field}`]),
        toleranceBp: tolerance,
        creditLimitMinor: needsLimit ? creditLimit : null,
        instalments: payment === 'on-account' ? instalments : [],
      };
      return { seenVersion, from, reason, terms };
    });
}

/** Terms as the fields of the form show them, to begin today; those of a company that has none are prepaid. */
export function typedFrom(terms: Terms | undefined, on: string): Record<string, string> {
  if (!terms) {
    return {
      ...{ from: on, payment: 'prepaid', paymentDays: '0', creditKind: 'none', tolerance: '5' },
      ...{ 'document.invoice': 'yes', 'document.delivery-note': 'yes', freight: 'per-shipment' },
      freightPrice: 'tariff',
    };
  }
  const { creditLimitMinor, overdueGraceDays, overdueLeastMinor, toleranceBp } = terms;
  return {
    from: on,
    priceStrategy: terms.priceStrategy,
    publicPriceIfBetter: terms.publicPriceIfBetter ? 'yes' : '',
    pricingDate: terms.pricingDate,
    payment: terms.payment,
    paymentDays: String(terms.paymentDays),
    graceDays: overdueGraceDays === null ? '' : String(overdueGraceDays),
    leastOverdue: overdueLeastMinor === null ? '' : grouped(overdueLeastMinor / 100),
    tolerance: String(toleranceBp / 100),
    creditKind: terms.creditKind,
    creditLimit: creditLimitMinor === null ? '' : grouped(creditLimitMinor / 100),
    ...Object.fromEntries(terms.requiredFields.map((field) => [`requires.${field}`, 'yes'])),
    ...typedAgreed(terms),
    ...typedInstalments(terms.instalments),
  };
}
