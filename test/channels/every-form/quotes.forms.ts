import { makeLinkCode } from '../../../src/ordering/answer-by-link.ts';
import { beginQuoteDraft } from '../../../src/ordering/draft-quote.ts';
import { addApprovalRule } from '../../../src/ordering/keep-approval-rules.ts';
import { findQuoteLink } from '../../../src/ordering/quote-link.queries.ts';
import { listVersions } from '../../../src/ordering/quote-version.queries.ts';
import { declineReasons } from '../../../src/ordering/quote.ts';
import { offcutChoices } from '../../../src/ordering/cut-line.ts';
import { requestQuote } from '../../../src/ordering/request-quote.ts';
import { sendQuoteLink } from '../../../src/ordering/send-quote-link.ts';
import { sendQuote } from '../../../src/ordering/send-quote.ts';
import { hashToken } from '../../../src/people/session-token.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  type Field,
  anyId,
  anything,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  exactlyOrNone,
  matching,
  number,
  optional,
  quantity,
  secret,
  tick,
  words,
} from '../../support/every-form.ts';
import { aBuyer, at } from '../../support/world.ts';
import { aRule } from './approvals.forms.ts';
import { cutList } from './cart-fields.ts';
import {
  type Forms,
  type Ready,
  type Side,
  aSide,
  clerks,
  cookies,
  db,
  onceInCast,
  rebar,
  theWebCart,
  them,
  us,
} from './cast.ts';
import { email, noFile, orEmpty, pricePerTonne, someUnit } from './fields.ts';

/** A request of a side; answered with one offer that may be taken in part and increased, unless it only begins to be. */
async function aQuote(
  of: Side,
  stage: 'sent' | 'draft',
): Promise<{ quoteId: string; offerId: string }> {
  const quoteId = newId();
  const line = { productId: rebar.id, typed: '', quantityMilli: 5000, unit: 'pcs' } as const;
  const lines = [{ ...line, targetPerTonneMinor: null }];
  const answered = {
    ...{ position: 1, alternative: 1, productId: rebar.id, typed: '', takesMore: true, note: '' },
    ...{ quantity: { amountMilli: 5000, unit: 'pcs' as const }, pricePerTonneMinor: 40_000_000 },
  } as const;
  const validUntil = new Date(at.getTime() + 3_600_000);
  const said = {
    quoteId,
    validUntil,
    takesPart: true,
    conditions: '',
    delivery: null,
    offers: [answered],
    at,
  };
  await transact(db, (tx) =>
    requestQuote(tx, of.buyer, { id: quoteId, wish: '', note: '', lines, at }),
  );
  await transact(db, async (tx) => {
    await beginQuoteDraft(tx, clerks.manager, { quoteId, at });
    if (stage === 'sent') await sendQuote(tx, clerks.manager, { ...said, seenEdits: 1 });
  });
  const [version] = await listVersions(db, { quoteId, withDraft: true });
  return { quoteId, offerId: version?.offers[0]?.id ?? '' };
}

/** Nobody of ours may touch it, so it is the same for all. */
const theirQuote = onceInCast(() => aQuote(them, 'sent'));

const message = (): Record<string, Field> => ({
  key: anyId(newId()),
  text: words('cheaper?', { min: 1, max: 2000 }),
  position: choice('1', ['', '1']),
  kept: noFile(),
});

const withQuote =
  (
    who: 'buyer' | 'manager',
    stage: 'sent' | 'draft',
    fields: (offerId: string) => Record<string, Field> = () => ({}),
  ) =>
  async (): Promise<Ready> => {
    const { quoteId, offerId } = await aQuote(us, stage);
    const foreign = who === 'buyer' ? (await theirQuote()).quoteId : undefined;
    return {
      ...{ cookie: cookies[who], params: { quoteId: exactly(quoteId, foreign) } },
      fields: fields(offerId),
    };
  };

const taking = (offerId: string, { siteId }: Side): Record<string, Field> => ({
  key: anyId(newId()),
  seenVersion: exactNumber('2'),
  'take.1': exactly(offerId),
  [`quantity.${offerId}`]: optional(quantity('3')),
  payment: choice('on-account', ['on-account', 'prepaid']),
  siteId: optional(exactlyOrNone(siteId, them.siteId)),
  purchaseNumber: words('PO-1', { max: 60 }),
  costCentreId: optional(exactlyOrNone('')),
  contactId: optional(exactlyOrNone('', them.contactId)),
  certificateKind: optional(choice('3.1', ['', '2.1', '2.2', '3.1', '3.2'])),
  comesOn: optional(anything('2026-11-30')),
});

/** A link of a quote that was sent to somebody new. */
async function aQuoteLink(quoteId: string) {
  const to = { name: 'Guest', email: `${newId()}@guest.example` };
  const { token, linkId } = await transact(db, (tx) =>
    sendQuoteLink(tx, clerks.manager, { quoteId, ...to, at }),
  );
  const guest = await findQuoteLink(db, { tokenHash: hashToken(token), at });
  if (!guest) throw new Error('the link leads nowhere');
  return { token, linkId, guest };
}

/** A side whose every order must be agreed to. */
const theStrictSide = onceInCast(async (): Promise<Side> => {
  const side = await aSide();
  const keeper = await aBuyer(db, side.company, 'company_admin');
  const steps = [{ quorum: 1, people: [] }];
  await transact(db, (tx) => addApprovalRule(tx, keeper, { ...aRule(), steps, at }));
  return side;
});

/** Requests for a price and the offers that answer them. */
export const quotesForms: Forms = {
  'POST /quotes': async () => ({
    cookie: cookies.buyer,
    fields: {
      key: anyId(newId()),
      cartId: optional(exactly((await theWebCart()).cartId, them.cartId)),
      wish: words('by Friday', { max: 300 }),
      note: words('soon', { max: 1000 }),
      kept: noFile(),
      'text.1': words('rail P65', { min: 1, max: 300 }),
      'quantity.1': orEmpty(quantity('5')),
      'unit.1': someUnit('t'),
      'cuts.1': orEmpty(cutList('4 × 2350')),
      'offcuts.1': optional(orEmpty(choice('deliver', offcutChoices))),
      'target.1': pricePerTonne('390000'),
    },
  }),
  'POST /quotes/:quoteId/messages': withQuote('buyer', 'sent', message),
  'POST /quotes/:quoteId/acceptance': withQuote('buyer', 'sent', (offerId) => taking(offerId, us)),
  'POST /quotes/:quoteId/approval': async () => {
    const strict = await theStrictSide();
    const { quoteId, offerId } = await aQuote(strict, 'sent');
    return {
      cookie: await signedIn(db, strict.buyer, at),
      params: { quoteId: exactly(quoteId) },
      fields: taking(offerId, strict),
    };
  },
  'POST /quotes/:quoteId/refusal': withQuote('buyer', 'sent', () => ({
    seenVersion: exactNumber('2'),
    reason: choice('other', declineReasons),
    note: words('too slow', { min: 1, max: 500 }),
  })),
  'POST /office/quotes/:quoteId/draft': withQuote('manager', 'sent'),
  'POST /office/quotes/:quoteId/draft/offers': withQuote('manager', 'draft', () => ({
    deed: choice('save', ['save', 'send']),
    seenEdits: exactNumber('1'),
    validOn: matching('2026-12-01', /^\s*$|^\s*2026-12-01\s*$/),
    validAt: matching('12:30', /^\s*(?:(?:[01]?\d|2[0-3]):[0-5]\d)?\s*$/),
    takesPart: tick(),
    conditions: words('free delivery', { max: 2000 }),
    delivery: orEmpty(choice('own-vehicle', ['own-vehicle'])),
    deliverySite: exactly(us.siteId, them.siteId),
    freight: number('165000.50', { min: 0, max: 1_000_000_000, decimals: 2 }),
    freightOfPart: choice('share', ['whole', 'share']),
    'line.1': number('1', { min: 1, max: 1000, decimals: 0 }),
    'sku.1': exactlyAsTyped(rebar.sku),
    // A cut list says it where nothing else does.
    'quantity.1': orEmpty(quantity('5')),
    'cuts.1': orEmpty(cutList('4 × 2350')),
    'unit.1': someUnit('pcs'),
    'price.1': pricePerTonne('399000'),
    'more.1': tick(),
    'note.1': optional(words('Almaty', { max: 300 })),
  })),
  'POST /office/quotes/:quoteId/draft/discard': withQuote('manager', 'draft'),
  'POST /office/quotes/:quoteId/messages': withQuote('manager', 'sent', message),
  'POST /office/quotes/:quoteId/notes': withQuote('manager', 'sent', () => ({
    key: anyId(newId()),
    noteText: words('floor', { min: 1, max: 2000 }),
    kept: noFile(),
  })),
  'POST /office/quotes/:quoteId/links': withQuote('manager', 'sent', () => ({
    guestName: words('Guest', { min: 1, max: 200 }),
    guestEmail: email('guest@visitor.example'),
  })),
  'POST /office/quotes/:quoteId/links/:linkId/withdrawal': async () => {
    const { quoteId } = await aQuote(us, 'sent');
    const { linkId } = await aQuoteLink(quoteId);
    return {
      cookie: cookies.manager,
      params: { quoteId: exactly(quoteId), linkId: exactly(linkId) },
    };
  },
  'POST /quote-link/:token/code': async () => ({
    params: { token: exactly((await aQuoteLink((await aQuote(us, 'sent')).quoteId)).token) },
  }),
  'POST /quote-link/:token/acceptance': async () => {
    const { quoteId, offerId } = await aQuote(us, 'sent');
    const { token, guest } = await aQuoteLink(quoteId);
    const { code } = await transact(db, (tx) => makeLinkCode(tx, guest, { token, at }));
    const said = taking(offerId, us);
    const ofMembers = ['siteId', 'costCentreId', 'contactId', 'certificateKind'];
    const fields = Object.fromEntries(
      Object.entries(said).filter(([name]) => !ofMembers.includes(name)),
    );
    return {
      params: { token: exactly(token) },
      fields: {
        ...fields,
        payment: choice('prepaid', ['on-account', 'prepaid']),
        code: secret(code, (text) => text?.trim() === code),
      },
    };
  },
  'POST /quote-link/:token/refusal': async () => ({
    params: { token: exactly((await aQuoteLink((await aQuote(us, 'sent')).quoteId)).token) },
    fields: {
      seenVersion: exactNumber('2'),
      reason: choice('other', declineReasons),
      note: words('too slow', { min: 1, max: 500 }),
    },
  }),
  'POST /office/quotes/:quoteId/withdrawal': withQuote('manager', 'sent', () => ({
    withdrawal: words('sold out', { min: 3, max: 500 }),
  })),
};
