import { claimKinds } from '../../../src/claims/claim.ts';
import { changeTerms } from '../../../src/credit/change-terms.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import {
  type Field,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  number,
  optional,
  tick,
  words,
} from '../../support/every-form.ts';
import { beyondManager } from '../../support/terms.ts';
import { aCompany } from '../../support/world.ts';
import { type Forms, clerks, cookies, db, us } from './cast.ts';
import { email, orEmpty } from './fields.ts';

/** A draft of terms that waits for a second person. */
async function aWaitingDraft(): Promise<{ agreementId: Field }> {
  const { id } = await aCompany(db);
  await transact(db, (tx) => changeTerms(tx, clerks.manager, beyondManager(id)));
  const draft = db.selectFrom('agreement').where('companyId', '=', id).where('state', '=', 'draft');
  return { agreementId: exactly((await draft.select('id').executeTakeFirstOrThrow()).id) };
}

const aVersionSeen = (): Field => ({
  ...number('1', { min: 0, max: 1_000_000, decimals: 0 }),
  comesBack: 'never',
});

/** A single part of the payment is the whole, or there is none. */
const isWholeOrNone = (text: string | undefined) =>
  text === undefined || text.trim() === '' || /^\s*100(?:[.,]0{0,2})?\s*%?\s*$/.test(text);

const termsFields = (): Record<string, Field> => ({
  seenVersion: exactNumber('1'),
  from: exactlyAsTyped('2026-12-01'),
  priceStrategy: choice('lowest', ['first-found', 'lowest']),
  publicPriceIfBetter: tick(),
  pricingDate: choice('order', ['order', 'payment', 'shipment']),
  payment: choice('on-account', ['prepaid', 'on-account']),
  paymentDays: number('30', { min: 0, max: 365, decimals: 0 }),
  graceDays: orEmpty(number('3', { min: 0, max: 90, decimals: 0 })),
  leastOverdue: orEmpty(number('50000', { min: 0, max: 100_000_000_000, decimals: 2 })),
  tolerance: number('5', { min: 0, max: 20, decimals: 2 }),
  creditKind: choice('amount', ['none', 'unlimited', 'amount']),
  creditLimit: number('5000000', { min: 0, max: 100_000_000_000, decimals: 2 }),
  'requires.purchase-number': tick(),
  'requires.site': tick(),
  carrier: optional(choice('ours', ['pick-up', 'ours'])),
  deliveryPlace: optional(words('DAP Konaev', { max: 200 })),
  freight: optional(choice('once', ['once', 'per-shipment', 'pro-rata'])),
  freightPrice: optional(choice('tariff', ['included', 'tariff', 'free-from', 'none'])),
  freeFromTonnes: orEmpty(number('20', { min: 0.001, max: 100_000, decimals: 3 })),
  freeFromSum: orEmpty(number('5000000', { min: 0.01, max: 100_000_000_000, decimals: 2 })),
  storageFreeDays: number('5', { min: 0, max: 365, decimals: 0 }),
  storageFee: number('150', { min: 0, max: 10_000_000, decimals: 2 }),
  storageMostDays: orEmpty(number('20', { min: 1, max: 365, decimals: 0 })),
  'document.act': tick(),
  documentsLanguage: optional(choice('kk', ['', 'en', 'ru', 'kk'])),
  holdHours: orEmpty(number('48', { min: 1, max: 720, decimals: 0 })),
  lettersTo: orEmpty(email('books@visitor.example')),
  instruction: optional(words('call the gate', { max: 300 })),
  ...Object.fromEntries(
    claimKinds.map((kind) => [
      `claimDays.${kind}`,
      orEmpty(number('7', { min: 0, max: 1000, decimals: 0 })),
    ]),
  ),
  share1: { ...number('100', { min: 100, max: 100, decimals: 2 }), takes: isWholeOrNone },
  amount1: { ...exactly(''), takes: (text) => text === undefined || text.trim() === '' },
  after1: optional(choice('order', ['order', 'ready', 'shipment'])),
  days1: optional(number('14', { min: 0, max: 365, decimals: 0 })),
  gate1: optional(choice('cut', ['', 'reserve', 'cut', 'load', 'hand-over'])),
});

/** Terms agreed with a company. */
export const officeTermsForms: Forms = {
  'POST /office/terms/:agreementId/approval': async () => ({
    ...{ cookie: cookies.head, params: await aWaitingDraft() },
  }),
  'POST /office/terms/:agreementId/return': async () => ({
    ...{ cookie: cookies.head, params: await aWaitingDraft() },
    fields: { note: words('too much at once', { min: 3, max: 500 }) },
  }),
  'POST /office/terms/:agreementId/withdrawal': async () => ({
    ...{ cookie: cookies.manager, params: await aWaitingDraft() },
  }),
  'POST /office/customers/:companyId/terms': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
    fields: { ...termsFields(), reason: words('a good payer', { min: 3, max: 500 }) },
  }),
  'POST /office/customers/:companyId/terms/preview': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly(us.company.id) },
    fields: { ...termsFields(), seenVersion: aVersionSeen(), reason: words('', { max: 500 }) },
  }),
};
