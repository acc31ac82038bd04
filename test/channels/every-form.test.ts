import fc from 'fast-check';
import { aSiteIn } from '../support/freight.ts';
import { findStandingOffer } from '../../src/ordering/freight-offer.queries.ts';
import { nameFreight } from '../../src/ordering/name-freight.ts';
import { claimOutcomes } from '../../src/claims/claim.ts';
import { decideClaim } from '../../src/claims/decide-claim.ts';
import { openClaim } from '../../src/claims/open-claim.ts';
import { acknowledgeClaim } from '../../src/claims/work-on-claim.ts';
import { aComplaint } from '../support/claims.ts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDigit } from '../../src/customers/bin.ts';
import { cancellationReasons } from '../../src/ordering/order.ts';
import { listRows } from '../../src/catalogue/reading/list-rows.ts';
import { takePriceFile } from '../../src/pricing/take-price-file.ts';
import { workPriceImport } from '../../src/pricing/work-price-import.ts';
import { setPrices } from '../../src/pricing/set-prices.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { offcutChoices } from '../../src/ordering/cut-line.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { grantLimit } from '../../src/credit/decide-limit.ts';
import { pauseReminders } from '../../src/credit/pause-reminders.ts';
import { askRelease } from '../../src/credit/release-shipment.ts';
import { placeHold } from '../../src/credit/place-hold.ts';
import { requestLimit } from '../../src/credit/request-limit.ts';
import { changeTerms } from '../../src/credit/change-terms.ts';
import { insertApprovalLink } from '../../src/ordering/approval.queries.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { openCostCentre } from '../../src/ordering/keep-cost-centres.ts';
import { makeOwnRole } from '../../src/people/keep-own-roles.ts';
import { addApprovalRule, nameDeputy } from '../../src/ordering/keep-approval-rules.ts';
import { overridePrice } from '../../src/ordering/override-price.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { findBankLine } from '../../src/payments/bank-line.queries.ts';
import { bookBankLine } from '../../src/payments/book-bank-line.ts';
import { answerObjection } from '../../src/payments/answer-objection.ts';
import { objectToLine } from '../../src/payments/object-to-line.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { askRefund, decideRefund } from '../../src/payments/ask-refund.ts';
import { keepNotice, markHandled } from '../../src/payments/notice.queries.ts';
import { payByCard } from '../../src/payments/pay-by-card.ts';
import { noteTransferBack } from '../../src/payments/pay-out-refund.ts';
import { refundReasons } from '../../src/payments/refund.ts';
import { openShift } from '../../src/payments/keep-till.ts';
import { reverseBankLine } from '../../src/payments/reverse-payment.ts';
import { makePaymentLink } from '../../src/payments/make-payment-link.ts';
import { listOrderLines } from '../../src/ordering/order-lines.queries.ts';
import { listSavedLines } from '../../src/ordering/saved-list.queries.ts';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { saveCartAsList } from '../../src/ordering/keep-saved-list.ts';
import { pasteList } from '../../src/ordering/paste-list.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { declineReasons } from '../../src/ordering/quote.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { makeLinkCode } from '../../src/ordering/answer-by-link.ts';
import { findQuoteLink } from '../../src/ordering/quote-link.queries.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import { makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { sendQuoteLink } from '../../src/ordering/send-quote-link.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { forms as steelForms } from '../../src/catalogue/form.ts';
import { makeKey } from '../../src/people/api-key.ts';
import { insertLink, type LinkPurpose } from '../../src/people/access-link.queries.ts';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import { newSecondFactorKey } from '../../src/people/second-factor.ts';
import { hashToken, newSessionToken } from '../../src/people/session-token.ts';
import { insertPromptLink } from '../../src/loyalty/prompt-link.queries.ts';
import { caseCauses } from '../../src/loyalty/satisfaction-case.ts';
import type { CaseState } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { beginInstrument, writeInstrument } from '../../src/loyalty/write-instrument.ts';
import { limitBounds, limitNames, withTouchpoint } from '../../src/loyalty/written-instrument.ts';
import { draftChanges } from '../../src/loyalty/draft-changes.ts';
import { changeStandings } from '../../src/loyalty/change-report.ts';
import { aResolvedCase, aShownPrompt, aSolvedCase } from '../support/prompting.ts';
import { newId } from '../../src/platform/id.ts';
import { ALTYN_IBAN, exchangeFile, OURS } from '../payments/statements.ts';
import { setPassword } from '../people/shop.ts';
import { aBankLine, anOwnAccount, aStatement, paidBy, sentTo } from '../support/bank.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import {
  anyId,
  anything,
  brokenBytes,
  choice,
  exactly,
  exactNumber,
  exactlyAsTyped,
  exactlyOrNone,
  type Field,
  matching,
  nasties,
  nastiesFor,
  number,
  optional,
  quantity,
  saysSomething,
  secret,
  type Sent,
  sentText,
  standsIn,
  tablesChanged,
  tick,
  valuesIn,
  watchTables,
  words,
} from '../support/every-form.ts';
import { excessForms, yardForms } from '../support/shipment-forms.ts';
import { transferForms } from '../support/transfer-forms.ts';
import { aScale } from '../support/scale.ts';
import { aStandIn } from '../support/stand-in.ts';
import { addressOf, unsafeRoutesOf } from '../support/route-list.ts';
import { onTheRoad } from '../support/tracked.ts';
import { aHeat, aLotOf, anAttached, aPaper } from '../support/certificates.ts';
import { aCutCart } from '../support/cutting.ts';
import { beyondManager } from '../support/terms.ts';
import { aCartOf, handedOver, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  rebarFor,
  stockOf,
  TONNE,
} from '../support/world.ts';
import { everyOrder } from '../support/approval.ts';
import { standsAtRisk } from '../support/at-risk.ts';
import { aTablet, aTabletToBind } from '../support/tablets.ts';

const FORM = 'application/x-www-form-urlencoded';
const PASSWORD = 'correct horse battery staple';
const BIN = `24014099999${checkDigit(Array.from('24014099999', Number))}`;
const SEED = 20_261_126;
const RUNS = 20;
/** The phone is the same desk under another name. */
const isRepetition = (route: string) => route.startsWith('POST /phone');

const standIn = await aStandIn({ at });
afterAll(() => standIn.close());
const weighbridge = await aScale({ massG: 9_000_000, isStable: true });
afterAll(() => weighbridge.close());
const { app, db } = await anApp({
  ...{ at, cards: standIn.cards(), scaleOf: weighbridge.scaleOf },
  config: { addressHeader: 'x-forwarded-for' },
});

/** A form ready to be sent: by whom, where to, and what an honest person fills in. */
type Ready = {
  cookie?: string;
  params?: Record<string, Field>;
  fields?: Record<string, Field>;
  /** Other fields than the form has, each of which makes it wrong. */
  wrong?: readonly Record<string, string>[];
  /** A form without any field asks for nothing, and nothing is done. */
  mayBeEmpty?: boolean | undefined;
};

type Company = Awaited<ReturnType<typeof aCompany>>;
type Side = {
  company: Company;
  buyer: Buyer;
  siteId: string;
  contactId: string;
  cartId: string;
  orderId: string;
  lineId: string;
};

let rebar: { id: string; sku: string };
let baseListId: string;
let newGoods: { id: string; sku: string };
let us: Side;
let them: Side;
let admin: Buyer;
let theirAdmin: Buyer;
const clerks = {} as Record<'counter' | 'phone' | 'manager' | 'head' | 'admin', Staff>;
const cookies = {} as Record<'buyer' | 'companyAdmin' | keyof typeof clerks, string>;

beforeAll(async () => {
  await aTradingDay(db);
  rebar = await aProduct(db);
  const base = await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 42_000_000 } });
  baseListId = base.listId;
  newGoods = await aProduct(db);
  await stockOf(db, rebar, 500_000 * TONNE);
  us = await aSide();
  them = await aSide();
  admin = await aBuyer(db, us.company, 'company_admin');
  theirAdmin = await aBuyer(db, them.company, 'company_admin');
  for (const role of ['counter', 'phone', 'manager', 'head', 'admin'] as const) {
    clerks[role] = await aClerk(db, role === 'head' ? 'head_of_sales' : role);
    cookies[role] = await signedIn(db, clerks[role], at);
  }
  cookies.buyer = await signedIn(db, us.buyer, at);
  cookies.companyAdmin = await signedIn(db, admin, at);
  await anOwnAccount(db);
  await watchTables(db);
}, 60_000);

/** A company with a site, a contact, somebody who buys, an open cart and an order. */
async function aSide(): Promise<Side> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const [siteId, contactId] = [newId(), newId()];
  const site = { id: siteId, companyId: company.id, name: 'Site', city: 'Almaty', address: '1' };
  await db.insertInto('site').values(site).execute();
  const name = { name: 'Contact', searchName: 'contact' };
  await db
    .insertInto('contact')
    .values({ id: contactId, companyId: company.id, ...name })
    .execute();
  const { cartId, lineId } = await aCart(company, buyer);
  return { company, buyer, siteId, contactId, cartId, lineId, orderId: await anOrder(company) };
}

async function lineOf(cartId: string): Promise<{ cartId: string; lineId: string }> {
  const { id } = await db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .select('id')
    .executeTakeFirstOrThrow();
  return { cartId, lineId: id };
}

async function aCart(company: Company, by: Actor): Promise<{ cartId: string; lineId: string }> {
  const { id } = await aCartOf(db, by, company, [{ product: rebar, bars: 5 }]);
  return lineOf(id);
}

async function anOrder(company: Company): Promise<string> {
  const clerk = await aClerk(db);
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
  return (await place(db, clerk, cart)).orderId;
}

/** A price of a line three per cent below the lists, which a clerk may not give alone. Tells the line. */
async function anOverrideOf(cart: { cartId: string; lineId: string }, by: Staff): Promise<string> {
  const wanted = { discountBp: 300 };
  const overriding = { ...cart, wanted, reason: 'as asked', channel: 'counter', at } as const;
  await transact(db, (tx) => overridePrice(tx, by, overriding));
  return cart.lineId;
}

/** A vehicle that somebody waits for, and one that another company waits for. */
async function aShipmentOnTheRoad(): Promise<{ shipmentId: Field }> {
  const clerkId = clerks.counter.personId;
  const ours = { orderId: await anOrder(us.company), companyId: us.company.id, clerkId };
  const theirs = { orderId: await anOrder(them.company), companyId: them.company.id, clerkId };
  const { shipmentId } = await onTheRoad(db, ours);
  return { shipmentId: exactly(shipmentId, (await onTheRoad(db, theirs)).shipmentId) };
}

async function aLinkOfShipment(): Promise<string> {
  const { shipmentId } = await aShipmentOnTheRoad();
  const wish = { shipmentId: shipmentId.valid, at };
  return (await transact(db, (tx) => makeShipmentLink(tx, us.buyer, wish))).token;
}

const takingOver = (): Record<string, Field> => ({
  takenByName: words('Erlan, foreman', { min: 1, max: 100 }),
  discrepancy: words('two bars are short', { max: 1000 }),
  signature: {
    ...optional(matching('M10 20L30 40', /^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)*$/)),
    comesBack: 'never',
  },
});

/** A cutting job whose order is confirmed. */
async function aJobToRelease(company: Company): Promise<string> {
  const clerk = await aClerk(db);
  const cart = await aCutCart(db, clerk, { company, product: rebar });
  const { orderId } = await place(db, clerk, cart);
  const confirmed = { orderId, version: 1, channel: 'counter', at } as const;
  await transact(db, (tx) => moveOrder(tx, clerk, confirmed));
  const job = db.selectFrom('cuttingJob').where('orderId', '=', orderId).select('id');
  return (await job.executeTakeFirstOrThrow()).id;
}

/** The buyer's own web cart, which has five bars in it. */
async function theWebCart(): Promise<{ cartId: string; lineId: string }> {
  const { buyer, company } = us;
  const id = await transact(db, async (tx) => {
    const cart = await openWebCart(tx, buyer, { companyId: company.id, at });
    await tx.deleteFrom('cartLine').where('cartId', '=', cart.id).execute();
    const quantityOfLine = { amountMilli: 5000, unit: 'pcs' } as const;
    const line = { id: newId(), productId: rebar.id, quantity: quantityOfLine };
    await addLines(tx, buyer, { cartId: cart.id, channel: 'web', lines: [line], at });
    return cart.id;
  });
  return lineOf(id);
}

async function aLink(
  purpose: LinkPurpose,
  person: { personId: string },
  companyId: string | null,
): Promise<string> {
  const token = newSessionToken();
  const link = { tokenHash: hashToken(token), purpose, personId: person.personId, companyId, at };
  await transact(db, (tx) =>
    insertLink(tx, { ...link, expiresAt: new Date(at.getTime() + 3_600_000) }),
  );
  return token;
}

/** A question that the buyer of a side has before him. */
const aQuestionTo = ({ company, buyer, orderId }: Side): Promise<string> =>
  aShownPrompt(db, { personId: buyer.personId, companyId: company.id, orderId, moment: at });

/** A tablet that shows a question of ours, and one of theirs that another shows. */
async function aTabletAsking(): Promise<{ cookie: string; promptId: string; foreign: string }> {
  const showing = async (promptId: string) => {
    const { id, cookie } = await aTablet(db, await aClerk(db));
    await db.insertInto('tabletShowing').values({ promptId, tabletId: id, shownAt: at }).execute();
    return { cookie, promptId };
  };
  const foreign = (await showing(await aQuestionTo(them))).promptId;
  return { ...(await showing(await aQuestionTo(us))), foreign };
}

async function aLinkOfQuestion(): Promise<string> {
  const token = newSessionToken();
  const promptId = await aQuestionTo(us);
  const link = { tokenHash: hashToken(token), promptId, mayChange: false, madeAt: at };
  const expiresAt = new Date(at.getTime() + 86_400_000);
  await transact(db, (tx) => insertPromptLink(tx, { ...link, expiresAt }));
  return token;
}

/** An order that was called in by its contact, who has not been asked about it yet. */
async function anOrderToAskAbout(): Promise<string> {
  const { company, buyer, contactId } = us;
  const cart = await aCartOf(db, clerks.phone, company, [{ product: rebar, bars: 1 }], 'phone');
  await db.updateTable('cart').set({ contactId }).where('id', '=', cart.id).execute();
  const { orderId } = await place(db, clerks.phone, cart, { channel: 'phone' });
  const to = { personId: buyer.personId, companyId: company.id, orderId, moment: at };
  const promptId = await aShownPrompt(db, to);
  await db
    .updateTable('prompt')
    .set({ state: 'offered', shownAt: null, shownIn: null, language: null })
    .where('id', '=', promptId)
    .execute();
  return orderId;
}

/** Something that the buyer of a side said. */
async function anAnswerOf({ company, buyer, orderId }: Side): Promise<string> {
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const word = (kind: string) => `a ${kind}`;
  const { promptId } = await aResolvedCase(db, { ...of, ownerId: clerks.head.personId, word });
  return promptId;
}

/** A case of the buyer of a side, as far as it has come. */
async function aCase({ company, buyer, orderId }: Side, state: CaseState): Promise<string> {
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const word = (kind: string) => `a ${kind}`;
  const ownerId = clerks.manager.personId;
  const { caseId } = await aResolvedCase(db, { ...of, ownerId, word });
  await db.updateTable('satisfactionCase').set({ state }).where('id', '=', caseId).execute();
  return caseId;
}

/** The draft of what a quarter changed, which has one theme. */
async function aDraftOfChanges(standing: 'open' | 'left-out' | 'not-done'): Promise<string> {
  const { company, buyer, orderId } = us;
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const ownerId = clerks.head.personId;
  const word = (kind: string) => `a ${kind}`;
  await aSolvedCase(db, { ...of, ownerId, word, cause: 'speed', closedAt: at });
  const quarter = '2026-10-01';
  const id = await transact(db, (tx) => draftChanges(tx, clerks.head, { quarter, at }));
  await db.updateTable('changeEntry').set({ standing }).where('reportId', '=', id).execute();
  return id;
}

let published = 0;

/** The draft of the instrument, begun anew. */
async function aDraftOfInstrument(): Promise<Field> {
  await db.deleteFrom('instrumentDraft').execute();
  await transact(db, (tx) => beginInstrument(tx, clerks.head, at));
  return exactNumber('1');
}

/** One of ours with a key for his second factor, in force or waiting for its first code. */
async function aKeyHolder(
  isInForce: boolean,
): Promise<{ personId: string; cookie: string; code: string }> {
  const person = await aClerk(db);
  const key = newSecondFactorKey();
  const cookie = await signedIn(db, person, at);
  await db
    .updateTable('person')
    .set({ totpSecret: key, totpConfirmedAt: isInForce ? at : null })
    .where('id', '=', person.personId)
    .execute();
  if (isInForce) {
    await db
      .updateTable('session')
      .set({ secondFactorAt: null })
      .where('personId', '=', person.personId)
      .execute();
  }
  const generator = new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 });
  const code = generator.generate({ timestamp: at.getTime() });
  return { personId: person.personId, cookie, code };
}

const sixDigits = (valid: string) =>
  secret(valid, (text) => text?.replaceAll(/[\s-]/g, '') === valid);
const newPassword = () =>
  secret(
    PASSWORD,
    (text = '') => text.length >= 10 && text.length <= 200 && !/^(.)\1*$/.test(text),
  );
const email = (valid: string) => matching(valid, /^\s*[\w.-]+@[\w-]+(\.[\w-]+)+\s*$/);
const roleOfCompany = () =>
  choice('buyer', ['buyer', 'approver', 'accountant', 'foreman', 'company_admin']);
/** Left empty it takes a limit away. */
const amountOrNone = (): Field => {
  const amount = number('5000000', { min: 0, max: 100_000_000_000, decimals: 2 });
  return { ...amount, takes: (text) => text === '' || amount.takes(text) };
};
const roleOfStaff = () =>
  choice('counter', ['counter', 'phone', 'manager', 'head_of_sales', 'admin']);
const branch = () => choice('ALA', ['ALA', 'NQZ']);

const details = (side: () => Side): Record<string, Field> => ({
  branchCode: branch(),
  siteId: exactlyOrNone(side().siteId, them.siteId),
  contactId: exactlyOrNone(side().contactId, them.contactId),
  purchaseNumber: words('PO-1', { max: 60 }),
  note: words('to the gate', { max: 1000 }),
});

async function placing(cartId: string): Promise<Record<string, Field>> {
  const { siteId, contactId } = us;
  await db.updateTable('cart').set({ siteId, contactId }).where('id', '=', cartId).execute();
  const cart = await readCart(db, { cartId }, at);
  return {
    ...details(() => us),
    key: anyId(newId()),
    shownTerms: exactly(cart ? termsHash(cart) : ''),
    payment: choice('on-account', ['on-account', 'prepaid']),
    isAnotherOrder: tick(),
  };
}

const cancelling = (): Record<string, Field> => ({
  reason: choice('other', cancellationReasons),
  note: words('wrong site', { min: 1, max: 300 }),
});

const changing = (lineId: string): Record<string, Field> => ({
  [`q.${lineId}`]: optional(quantity('7')),
  [`was.${lineId}`]: { ...exactly('5000 pcs'), besides: `q.${lineId}` },
});
/** Lines that are not of this cart: of another company, of nobody, of no form. */
const foreignLines = (more: Record<string, string> = {}) =>
  [them.lineId, newId()].map((id) => ({ ...more, [`q.${id}`]: '7', [`was.${id}`]: '5000 pcs' }));

/** The forms of a desk; the same at the counter and on the phone. */
function deskForms(channel: 'counter' | 'phone'): Record<string, () => Promise<Ready>> {
  const cookie = () => cookies[channel];
  const withCart =
    (fill: (cart: { cartId: string; lineId: string }) => Ready | Promise<Ready>) => async () => {
      const cart = await aCart(us.company, clerks[channel]);
      const filled = await fill(cart);
      const params = { cartId: exactly(cart.cartId), ...filled.params };
      return { cookie: cookie(), ...filled, params };
    };
  const withOrder = (fields: () => Record<string, Field>) => async () => ({
    cookie: cookie(),
    params: { orderId: exactly(await anOrder(us.company)) },
    fields: fields(),
  });
  const at = (path: string) => `POST /${channel}${path}`;
  return {
    [at('/customers')]: async () => ({
      cookie: cookie(),
      fields: {
        bin: exactlyAsTyped(BIN),
        name: words('ТОО «Жаңа»', { min: 1, max: 200 }),
        phone: optional(matching('+7 701 555 12 34', /^\s*$|^\+?[\d ]{10,16}$/)),
      },
    }),
    [at('/carts')]: async () => ({
      cookie: cookie(),
      fields: { companyId: exactly(us.company.id) },
    }),
    [at('/carts/taken-over')]: async () => {
      const { cartId } = await aCart(us.company, clerks[channel]);
      const { code } = await db
        .selectFrom('cart')
        .where('id', '=', cartId)
        .select('code')
        .executeTakeFirstOrThrow();
      return { cookie: cookie(), fields: { code: exactly(code) } };
    },
    [at('/carts/:cartId/details')]: withCart(() => ({ fields: details(() => us) })),
    [at('/carts/:cartId/quantities')]: withCart(({ lineId }) => ({
      fields: changing(lineId),
      wrong: foreignLines(),
      mayBeEmpty: true,
    })),
    [at('/carts/:cartId/lines/:lineId/removal')]: withCart(({ lineId }) => ({
      params: { lineId: anyId(lineId) },
    })),
    [at('/carts/:cartId/lines/:lineId/price')]: withCart(({ lineId }) => ({
      params: { lineId: exactly(lineId, them.lineId) },
      fields: {
        asked: number('415000', { min: 0.01, max: 1_000_000_000, decimals: 2 }),
        basis: choice('with-vat', ['with-vat', 'without-vat']),
        reason: words('as in October', { min: 1, max: 200 }),
      },
    })),
    [at('/carts/:cartId/lines/:lineId/price/removal')]: withCart(async (cart) => ({
      params: { lineId: exactly(await anOverrideOf(cart, clerks.counter), them.lineId) },
    })),
    [at('/carts/:cartId/lines/:lineId/restoration')]: withCart(() => ({
      params: { lineId: anyId(newId()) },
      fields: removedLine(),
    })),
    [at('/carts/:cartId/parking')]: withCart(() => ({})),
    [at('/carts/:cartId/return')]: withCart(() => ({})),
    [at('/carts/:cartId/entries')]: withCart(() => ({
      fields: {
        key: anyId(newId()),
        text: optional(repeatedInWords(words(`${rebar.sku} 5`, { max: 200 }))),
      },
      mayBeEmpty: true,
    })),
    [at('/carts/:cartId/choices')]: withCart(() => ({
      fields: {
        key: anyId(newId()),
        typed: repeatedInWords(words('rebar', { max: 200 })),
        productId: exactly(rebar.id),
        amountMilli: exactNumber('5000'),
        unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
        lengthMm: cutLength(/^\s*$|^(0x)?[1-9]\d{0,4}$/),
      },
    })),
    [at('/carts/:cartId/review/details')]: withCart(() => ({ fields: details(() => us) })),
    [at('/carts/:cartId/review')]: withCart(async ({ cartId }) => ({
      fields: await placing(cartId),
    })),
    [at('/orders/:orderId/advance')]: withOrder(() => ({ version: exactNumber('1') })),
    [at('/orders/:orderId/cancellation')]: withOrder(cancelling),
    [at('/orders/:orderId/payment-link')]: withOrder(() => ({})),
    [at('/orders/:orderId/let-go')]: async () => ({
      cookie: cookie(),
      params: { orderId: exactly((await aKeptOrder()).orderId) },
      fields: { reason: words('paid tomorrow', { min: 3, max: 500 }) },
    }),
    [at('/orders/:orderId/claim')]: withOrder(() => ({
      ...complaining(),
      lateReason: optional(words('the site was closed', { max: 500 })),
    })),
    [at('/orders/:orderId/repetition')]: withOrder(() => ({})),
    [at('/orders/:orderId/repetition/lines')]: async () => ({
      ...(await repeating(false)),
      cookie: cookie(),
    }),
    [at('/cutting/:jobId/advance')]: async () => ({
      cookie: cookie(),
      params: { jobId: exactly(await aJobToRelease(us.company)) },
      fields: { version: exactNumber('1'), lotId: optional(anyId(newId())) },
    }),
  };
}

/** More than a card's least, and no more than one bar costs. */
const cardAmount = () => number('1000', { min: 500, max: 5061.39, decimals: 2 });

/** A clerk with an open shift, and what he types. */
async function aTill(): Promise<{ cookie: string; shiftId: string }> {
  const clerk = await aClerk(db);
  const id = newId();
  await transact(db, (tx) => openShift(tx, clerk, { id, floatMinor: 5_000_000, at }));
  return { cookie: await signedIn(db, clerk, at), shiftId: id };
}

/** Money over the counter and what lies in the till. */
const tillForms: Record<string, () => Promise<Ready>> = {
  'POST /counter/orders/:orderId/payments': async () => ({
    cookie: (await aTill()).cookie,
    params: { orderId: exactly(await anOrder(us.company)) },
    fields: {
      key: anyId(newId()),
      cash: number('10000', { min: 1, max: 100_000_000_000, decimals: 0 }),
      terminal: optional(matching('', /^\s*0*\s*$/)),
      slip: words('', { max: 30 }),
      keepRest: tick(),
    },
  }),
  'POST /counter/customers/:companyId/balance': async () => ({
    cookie: (await aTill()).cookie,
    params: { companyId: exactly(us.company.id) },
    fields: {
      key: anyId(newId()),
      cash: number('10000', { min: 1, max: 100_000_000_000, decimals: 0 }),
      terminal: optional(matching('', /^\s*0*\s*$/)),
      slip: words('', { max: 30 }),
      keepRest: tick(),
    },
  }),
  'POST /counter/customers/:companyId/balance/orders': async () => {
    await aPayment();
    return {
      cookie: (await aTill()).cookie,
      params: { companyId: exactly(us.company.id) },
      fields: { orderId: exactly(await anOrder(us.company)) },
    };
  },
  'POST /counter/till': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: {
      key: anyId(newId()),
      float: number('50000', { min: 0, max: 100_000_000_000, decimals: 2 }),
    },
  }),
  'POST /counter/till/:shiftId/close': async () => {
    const { cookie, shiftId } = await aTill();
    return {
      ...{ cookie, params: { shiftId: exactly(shiftId) } },
      fields: {
        counted: number('50000', { min: 0, max: 100_000_000_000, decimals: 2 }),
        note: words('all there', { max: 500 }),
      },
    };
  },
  'POST /counter/till/:shiftId/movements': async () => {
    const { cookie, shiftId } = await aTill();
    return {
      ...{ cookie, params: { shiftId: exactly(shiftId) } },
      fields: {
        key: anyId(newId()),
        kind: choice('pay-in', ['pay-in', 'pay-out']),
        amount: number('1000', { min: 0.01, max: 100_000_000_000, decimals: 2 }),
        note: words('small change', { min: 1, max: 300 }),
      },
    };
  },
};

/** Money of a company, a transfer that pays for nothing unless orders are named. */
async function aPayment(orderIds: string[] = []): Promise<string> {
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId: us.company.id, orderIds },
      ...{ amountMinor: 1_000_000, personId: null, channel: null, at },
    }),
  );
  return paymentId;
}

const aManager = () => aClerk(db, 'manager');

/** A refund that waits for a second person, agreed to where that is asked for. */
async function aRefund(wanted: { way: 'transfer' | 'cash'; isAgreed: boolean }) {
  const paymentId = await aPayment();
  const id = newId();
  const asked = { id, paymentId, orderId: null, way: wanted.way, amountMinor: 100_000 };
  const why = { reason: 'overpaid', note: '', channel: null, at } as const;
  const asker = await aManager();
  // Another way than it came by waits; the way it came by does not.
  await transact(db, (tx) => askRefund(tx, asker, { ...asked, ...why }));
  if (!wanted.isAgreed || wanted.way === 'transfer') return exactly(id);
  const decider = await aManager();
  await transact(db, (tx) => decideRefund(tx, decider, { id, isAgreed: true, note: '', at }));
  return exactly(id);
}

/** A refund that goes back on the terminal, set aside. */
async function aTerminalRefund(): Promise<Field> {
  const clerk = await aClerk(db);
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'terminal', reference: newId(), companyId: us.company.id, orderIds: [] },
      ...{ amountMinor: 1_000_000, branchCode: 'ALA', personId: clerk.personId },
      ...{ channel: 'counter', at },
    }),
  );
  const id = newId();
  const asked = { id, paymentId, orderId: null, way: 'terminal', amountMinor: 100_000 } as const;
  const why = { reason: 'overpaid', note: '', channel: null, at } as const;
  await transact(db, (tx) => askRefund(tx, clerk, { ...asked, ...why }));
  return exactly(id);
}

async function aFailedRefund(): Promise<Field> {
  const refund = await aRefund({ way: 'transfer', isAgreed: true });
  const keeper = await aManager();
  const back = { id: refund.valid, failure: 'account closed', at };
  await transact(db, (tx) => noteTransferBack(tx, keeper, back));
  return refund;
}

async function aNotice(): Promise<Field> {
  const eventId = `evt_${newId()}`;
  const about = { kind: 'checkout', id: 'cs_1' } as const;
  const notice = { eventId, type: 'checkout.session.completed', about, happenedAt: at };
  await transact(db, async (tx) => {
    await keepNotice(tx, { ...notice, livemode: false }, at);
    await markHandled(tx, { eventId, trouble: 'other-amount', at });
  });
  return exactly(eventId);
}

async function anAttempt(): Promise<Field> {
  const orderId = await anOrder(us.company);
  await payByCard(db, standIn.cards(), {
    ...{ companyId: us.company.id, parts: [{ orderId, amountMinor: 100_000 }] },
    ...{ personId: null, at, channel: 'web', language: 'ru', description: 'Заказ' },
    successUrl: () => 'https://shop.example/paid',
    cancelUrl: 'https://shop.example/back',
  });
  const { id } = await db
    .selectFrom('cardAttemptPart')
    .where('orderId', '=', orderId)
    .select('attemptId as id')
    .executeTakeFirstOrThrow();
  return exactly(id);
}

const waysOfTransfer = () => choice('transfer', ['transfer', 'cash']);
const askedRefund = () => ({
  key: anyId(newId()),
  orderId: exactlyOrNone(''),
  amount: number('100', { min: 0.01, max: 10_000, decimals: 2 }),
  way: waysOfTransfer(),
  reason: choice('overpaid', refundReasons),
  note: words('twice', { max: 500 }),
});
const asManager = async () => ({ cookie: await signedIn(db, await aManager(), at) });
const aWord = () => ({ word: words('PP-118', { min: 1, max: 200 }) });
const whyNot = () => words('not so', { min: 3, max: 300 });

/** What is done with a payment that has come: put to an order, taken off, given back. */
const paymentForms: Record<string, () => Promise<Ready>> = {
  'POST /office/payments/:paymentId/refunds': async () => ({
    ...(await asManager()),
    ...{ params: { paymentId: exactly(await aPayment()) }, fields: askedRefund() },
  }),
  'POST /counter/payments/:paymentId/refunds': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    ...{ params: { paymentId: exactly(await aPayment()) }, fields: askedRefund() },
  }),
  ...eachPlace('POST', '/payments/:paymentId/orders', async () => ({
    params: { paymentId: exactly(await aPayment()) },
    fields: { orderId: exactly(await anOrder(us.company)) },
  })),
  ...eachPlace('POST', '/payments/refunds/:refundId/payout', async () => ({
    params: { refundId: await aTerminalRefund() },
    fields: { slip: words('0042', { min: 1, max: 30 }) },
  })),
  ...eachPlace('POST', '/payments/refunds/:refundId/retry', async () => ({
    params: { refundId: await aFailedRefund() },
    fields: { key: anyId(newId()), way: waysOfTransfer() },
  })),
  'POST /office/payments/:paymentId/orders/:orderId/end': async () => {
    const orderId = await anOrder(us.company);
    const paymentId = exactly(await aPayment([orderId]));
    const amount = number('100', { min: 0.01, max: 5061.39, decimals: 2 });
    const params = { paymentId, orderId: exactly(orderId) };
    return { ...(await asManager()), params, fields: { amount, reason: whyNot() } };
  },
  'POST /office/payments/refunds/:refundId/agreement': async () => ({
    ...(await asManager()),
    params: { refundId: await aRefund({ way: 'cash', isAgreed: false }) },
  }),
  'POST /office/payments/refunds/:refundId/refusal': async () => ({
    ...(await asManager()),
    params: { refundId: await aRefund({ way: 'cash', isAgreed: false }) },
    fields: { note: whyNot() },
  }),
  'POST /office/payments/refunds/:refundId/sent': async () => ({
    ...(await asManager()),
    ...{ params: { refundId: await aRefund({ way: 'transfer', isAgreed: true }) } },
    fields: aWord(),
  }),
  'POST /office/payments/refunds/:refundId/back': async () => ({
    ...(await asManager()),
    ...{ params: { refundId: await aRefund({ way: 'transfer', isAgreed: true }) } },
    fields: aWord(),
  }),
  'POST /office/payments/refunds/:refundId/left': async () => ({
    ...(await asManager()),
    params: { refundId: await aFailedRefund() },
  }),
  'POST /office/orders/:orderId/write-off': async () => {
    const clerk = await aClerk(db);
    const cart = await aCartOf(db, clerk, us.company, [{ product: rebar, bars: 1 }]);
    const orderId = exactly(await handedOver(db, clerk, cart));
    return { ...(await asManager()), params: { orderId }, fields: { reason: whyNot() } };
  },
  'POST /office/payments/notices/:eventId/look': async () => ({
    ...(await asManager()),
    params: { eventId: await aNotice() },
  }),
  'POST /office/payments/notices/:eventId/closing': async () => ({
    ...(await asManager()),
    ...{ params: { eventId: await aNotice() }, fields: { note: whyNot() } },
  }),
  'POST /office/payments/receipts/retry': asManager,
  'POST /office/payments/attempts/:attemptId/look': async () => ({
    ...(await asManager()),
    params: { attemptId: await anAttempt() },
  }),
};

/** The same form at the counter and in the office, sent by a clerk whose till is open. */
function eachPlace(method: string, path: string, ready: () => Promise<Ready>) {
  const ofClerk = async () => ({ ...(await ready()), cookie: (await aTill()).cookie });
  return { [`${method} /counter${path}`]: ofClerk, [`${method} /office${path}`]: ofClerk };
}

/** Lines of how many and how long, which a person typed. */
const cutList = (valid: string): Field => ({
  ...matching(valid, /^\s*\d{1,4} × \d{1,5}\s*$/),
  comesBack: 'on the page',
});

/** What a line said that was taken out, as the page keeps it. */
const removedLine = () => ({
  productId: exactly(rebar.id),
  amountMilli: exactNumber('5000'),
  unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
  lengthMm: cutLength(/^$|^[1-9]\d{0,4}$/),
  ...cutLine(),
  savedListLineId: optional(anyId(newId())),
});

/** The cut list of a line with what becomes of the rest, as a page that planned it sends them. */
const cutLine = () => ({
  cutList: { ...cutList('4 × 2350'), comesBack: 'never' as const },
  offcuts: choice('leave', offcutChoices),
});

/** The length of each piece, which most forms leave empty. */
const cutLength = (pattern: RegExp): Field => ({
  ...optional(matching('', pattern)),
  comesBack: 'never',
  isNumeric: true,
});
/** The same field, whose text the page repeats in words. */
const repeatedInWords = (given: Field): Field => ({ ...given, comesBack: 'on the page' });

/** A list of the buyer with one line that may mean the rebar. */
async function aList(): Promise<string> {
  const listId = newId();
  const pasting = { listId, fileName: '', ...listRows(`${rebar.sku}\nrebar 12 5 pcs`), at };
  await transact(db, (tx) => pasteList(tx, us.buyer, pasting));
  await db
    .updateTable('pastedLine')
    .set({ candidateIds: [rebar.id], match: 'candidate', productId: null })
    .where('listId', '=', listId)
    .where('position', '=', 1)
    .execute();
  return listId;
}
const aboutLine = (fields: () => Record<string, Field>) => async (): Promise<Ready> => ({
  cookie: cookies.buyer,
  params: { pastedListId: exactly(await aList()), position: exactNumber('1') },
  fields: fields(),
});
const aboutList = async (): Promise<Ready> => ({
  cookie: cookies.buyer,
  params: { pastedListId: exactly(await aList()) },
});

const quickForms: Record<string, () => Promise<Ready>> = {
  'POST /quick/file': async () => ({
    cookie: cookies.buyer,
    fields: { listId: anyId(newId()), text: words(`${rebar.sku} 5`, { min: 1, max: 300_000 }) },
  }),
  'POST /quick/:pastedListId/cancellation': aboutList,
  'POST /quick/:pastedListId/request': aboutList,
  'POST /quick/:pastedListId/cart': aboutList,
  'POST /quick/:pastedListId/lines/:position/product': aboutLine(() => ({
    productId: exactly(rebar.id),
  })),
  'POST /quick/:pastedListId/lines/:position/words': aboutLine(() => ({
    words: words('rebar 12', { min: 1, max: 200 }),
  })),
  'POST /quick/:pastedListId/lines/:position/quantity': aboutLine(() => ({
    quantity: quantity('5'),
    unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
  })),
  'POST /quick/:pastedListId/lines/:position/decision': aboutLine(() => ({
    decision: choice('kept', ['kept', 'left-out', '']),
  })),
};

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
  const said = { quoteId, validUntil, takesPart: true, conditions: '', offers: [answered], at };
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

const orEmpty = (given: Field): Field => ({
  ...given,
  takes: (text) => text === undefined || text.trim() === '' || given.takes(text),
});
const someUnit = (valid: string) => choice(valid, ['pcs', 'm', 'm2', 'kg', 't']);
const pricePerTonne = (valid: string) =>
  orEmpty(number(valid, { min: 0.01, max: 100_000_000, decimals: 2 }));

/** A file that nobody sent: none waits for whoever fills a form in here. */
const noFile = () => optional(exactly(''));

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
    const foreign = who === 'buyer' ? (await aQuote(them, 'sent')).quoteId : undefined;
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
  siteId: exactlyOrNone(siteId, them.siteId),
  purchaseNumber: words('PO-1', { max: 60 }),
  costCentreId: optional(exactlyOrNone('')),
  contactId: optional(exactlyOrNone('', them.contactId)),
  certificateKind: optional(choice('3.1', ['', '2.1', '2.2', '3.1', '3.2'])),
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

let strictSide: Side | undefined;

/** A side whose every order must be agreed to. */
async function theStrictSide(): Promise<Side> {
  if (strictSide) return strictSide;
  const side = await aSide();
  const keeper = await aBuyer(db, side.company, 'company_admin');
  const steps = [{ quorum: 1, people: [] }];
  await transact(db, (tx) => addApprovalRule(tx, keeper, { ...aRule(), steps, at }));
  strictSide = side;
  return side;
}

const quoteForms: Record<string, () => Promise<Ready>> = {
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
    'line.1': number('1', { min: 1, max: 1000, decimals: 0 }),
    'sku.1': exactlyAsTyped(rebar.sku),
    'quantity.1': quantity('5'),
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
  'POST /t/:token/arrival': async () => ({
    params: { token: exactly(await aLinkOfShipment()) },
    fields: {},
  }),
  'POST /t/:token/handover': async () => ({
    params: { token: exactly(await aLinkOfShipment()) },
    fields: takingOver(),
  }),
  'POST /shipments/:shipmentId/arrival': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/handover': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: takingOver() },
  }),
  'POST /shipments/:shipmentId/links': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/links/end': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/notices': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad() },
    fields: {
      way: choice('sms', ['none', 'mail', 'sms']),
      phone: matching('+7 701 555 12 34', /^\s*(?:\+[1-9][\d ]{7,18}|[78]?[ \d]{10,13})\s*$/),
    },
  }),
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

/** A list of the buyer's own with one line, as it was made. */
async function aSavedList(): Promise<{ listId: string; lineId: string }> {
  const { cartId } = await theWebCart();
  const listId = newId();
  const saving = { listId, name: 'Object 12', cartId, at };
  await transact(db, (tx) => saveCartAsList(tx, us.buyer, saving));
  const [line] = await listSavedLines(db, listId);
  return { listId, lineId: line?.id ?? '' };
}

const aboutSavedList =
  (fields: (lineId: string) => Record<string, Field>) => async (): Promise<Ready> => {
    const { listId, lineId } = await aSavedList();
    return {
      cookie: cookies.buyer,
      params: { savedListId: exactly(listId) },
      fields: fields(lineId),
      mayBeEmpty: Object.keys(fields(lineId)).length === 0,
    };
  };
/** Nothing typed is meant too. */
const blankOr = (given: Field): Field => ({
  ...given,
  takes: (text) => text?.trim() === '' || given.takes(text),
});
const ofLine = (lineId: string) => ({
  [`q.${lineId}`]: quantity('5'),
  [`u.${lineId}`]: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
});

/** The one line of an order, ticked and with another quantity. */
async function repeating(isBuyer = true): Promise<Ready> {
  const orderId = await anOrder(us.company);
  const [line] = await listOrderLines(db, orderId);
  const lineId = line?.id ?? '';
  return {
    cookie: cookies.buyer,
    params: { orderId: exactly(orderId, isBuyer ? them.orderId : undefined) },
    fields: {
      ...{ key: anyId(newId()), deed: anything('add'), ...ofLine(lineId) },
      [`t.${lineId}`]: choice('yes', ['yes']),
    },
  };
}

const savedListForms: Record<string, () => Promise<Ready>> = {
  'POST /lists': async () => ({
    cookie: cookies.buyer,
    fields: {
      ...{ key: anyId(newId()), cartId: exactly((await theWebCart()).cartId, them.cartId) },
      ...{ into: optional(exactly('')), name: words('Object 12', { min: 1, max: 100 }) },
    },
  }),
  'POST /lists/:savedListId/cart': aboutSavedList((lineId) => ({
    ...{ key: anyId(newId()), ...ofLine(lineId) },
  })),
  'POST /lists/:savedListId/lines': aboutSavedList((lineId) => ({
    seenEdits: exactNumber('2'),
    ...ofLine(lineId),
    // A line without a quantity leaves the list.
    [`q.${lineId}`]: optional(blankOr(quantity('5'))),
  })),
  'POST /lists/:savedListId/sharing': aboutSavedList(() => ({
    ...{ seenEdits: exactNumber('2'), name: words('Object 13', { min: 1, max: 100 }) },
    'role.foreman': optional(choice('read', ['none', 'read', 'change'])),
  })),
  'POST /lists/:savedListId/end': aboutSavedList(() => ({})),
};

const storefrontForms: Record<string, () => Promise<Ready>> = {
  ...quickForms,
  ...quoteForms,
  ...savedListForms,
  'POST /cart/lines': async () => {
    const { sku } = rebar;
    return {
      cookie: cookies.buyer,
      fields: {
        key: anyId(newId()),
        [`q.${sku}`]: quantity('5'),
        [`u.${sku}`]: optional(choice('pcs', ['pcs', 'm', 'm2', 'kg', 't'])),
        [`l.${sku}`]: cutLength(/^\s*$|^2147483648$/),
      },
      wrong: [{ key: newId(), 'q.NO-SUCH': '5', 'u.NO-SUCH': 'pcs' }, { key: newId() }],
    };
  },
  'POST /cart/cuts': async () => ({
    cookie: cookies.buyer,
    fields: { key: anyId(newId()), sku: exactly(rebar.sku), ...cutLine() },
  }),
  'POST /cart/quantities': async () => {
    const { cartId, lineId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      fields: { cartId: exactly(cartId, them.cartId), ...changing(lineId) },
      wrong: foreignLines({ cartId }),
    };
  },
  'POST /cart/lines/:lineId/removal': async () => {
    const { cartId, lineId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      params: { lineId: anyId(lineId) },
      fields: { cartId: exactly(cartId, them.cartId) },
    };
  },
  'POST /cart/lines/:lineId/restoration': async () => {
    const { cartId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      params: { lineId: anyId(newId()) },
      fields: { cartId: exactly(cartId, them.cartId), ...removedLine() },
    };
  },
  'POST /checkout/details': async () => ({
    cookie: cookies.buyer,
    fields: {
      cartId: exactly((await theWebCart()).cartId, them.cartId),
      ...details(() => us),
    },
  }),
  'POST /checkout': async () => {
    const { cartId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      fields: { cartId: exactly(cartId, them.cartId), ...(await placing(cartId)) },
    };
  },
  'POST /o/:orderId/card-payment': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
    fields: { amount: cardAmount() },
  }),
  'POST /pay/:token': async () => {
    const orderId = await anOrder(us.company);
    const link = { orderId, channel: 'counter', at } as const;
    const token = await transact(db, (tx) => makePaymentLink(tx, clerks.counter, link));
    return { params: { token: exactly(token) }, fields: { amount: cardAmount() } };
  },
  'POST /o/:orderId/freight/:offerId/agreement': async () => {
    const { orderId, offerId } = await aFreightToAgree(15_000_000);
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), offerId: exactly(offerId) },
    };
  },
  'POST /o/:orderId/freight/:offerId/refusal': async () => {
    const { orderId, offerId } = await aFreightToAgree(15_000_000);
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), offerId: exactly(offerId) },
      fields: { freightNote: words('too dear', { min: 1, max: 300 }) },
    };
  },
  'POST /o/:orderId/cancellation': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
    fields: cancelling(),
  }),
  'POST /o/:orderId/repetition': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(us.orderId, them.orderId) },
  }),
  'POST /o/:orderId/repetition/lines': () => repeating(),
  'POST /p/:sku/calculation': async () => ({
    params: { sku: exactly(rebar.sku) },
    fields: { quantity: anything('5'), unit: anything('pcs') },
  }),
  'POST /p/:sku/cutting': async () => ({
    params: { sku: exactly(rebar.sku) },
    fields: { cutList: cutList('4 × 2350') },
  }),
  'POST /search/wishes': async () => ({
    cookie: await signedIn(db, await aBuyer(db, us.company), at),
    fields: { q: anything('hardox 450 лист 10') },
  }),
  'POST /preferences': async () => ({
    fields: { theme: anything('dark'), language: anything('kk'), back: anything('/') },
  }),
};

const peopleForms: Record<string, () => Promise<Ready>> = {
  'POST /sign-in': async () => {
    const person = await aClerk(db);
    await setPassword(db, person, PASSWORD);
    return {
      fields: {
        email: exactlyAsTyped(person.email),
        password: secret(PASSWORD, (text) => text === PASSWORD),
        next: anything('/orders'),
      },
    };
  },
  'POST /sign-out': async () => ({ cookie: await signedIn(db, us.buyer, at) }),
  'POST /sign-out/everywhere': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
  }),
  'POST /second-factor': async () => {
    const { cookie, code } = await aKeyHolder(true);
    return { cookie, fields: { code: sixDigits(code), next: anything('/counter') } };
  },
  'POST /second-factor/key': async () => ({ cookie: await signedIn(db, await aClerk(db), at) }),
  'POST /second-factor/confirmation': async () => {
    const { cookie, code } = await aKeyHolder(false);
    return { cookie, fields: { code: sixDigits(code) } };
  },
  'POST /invitation/:token': async () => {
    const guest = await aBuyer(db, them.company);
    const member = { personId: guest.personId, companyId: us.company.id };
    await db
      .insertInto('membership')
      .values({ ...member, role: 'buyer', endedAt: at })
      .execute();
    const token = await aLink('invitation', guest, us.company.id);
    return {
      params: { token: exactly(token, newSessionToken()) },
      fields: { newPassword: newPassword() },
    };
  },
  'POST /password-reset': async () => ({ fields: { email: email(us.buyer.email) } }),
  'POST /password-reset/:token': async () => {
    const person = await aClerk(db);
    await setPassword(db, person, PASSWORD);
    const token = await aLink('password-reset', person, null);
    return {
      params: { token: exactly(token, newSessionToken()) },
      fields: { newPassword: newPassword() },
    };
  },
};

/** Somebody who has made no key yet: only so many an hour may be made. */
const adminCookie = async () => signedIn(db, await aBuyer(db, us.company, 'company_admin'), at);

async function aKeyOf(maker: Buyer): Promise<string> {
  const id = newId();
  await transact(db, (tx) => makeKey(tx, maker, { id, name: 'Program', at }));
  return id;
}

type Approving = { company: Company; admin: Buyer; buyer: Buyer; approver: Buyer };
let approving: Approving | undefined;

/** A company in which an approver agrees to every order. */
async function theApproving(): Promise<Approving> {
  if (approving) return approving;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const [keeper, buyer, approver] = await Promise.all([
    aBuyer(db, company, 'company_admin'),
    aBuyer(db, company),
    aBuyer(db, company, 'approver'),
  ]);
  const steps = [{ quorum: 1, people: [] }];
  await transact(db, (tx) => addApprovalRule(tx, keeper, { ...aRule(), steps, at }));
  approving = { company, admin: keeper, buyer, approver };
  return approving;
}

const aRule = () => ({
  ...{
    id: newId(),
    ...everyOrder,
  },
});

async function aCartToAsk(): Promise<{ cartId: string; shownTerms: string }> {
  const { company, buyer } = await theApproving();
  const { id } = await aCartOf(db, buyer, company, [{ product: rebar, bars: 2 }], 'counter');
  const cart = await readCart(db, { cartId: id }, at);
  return { cartId: id, shownTerms: cart ? termsHash(cart) : '' };
}

/** A question that waits, or that is approved and was not placed. */
async function aQuestion(state: 'pending' | 'approved'): Promise<string> {
  const { buyer, approver } = await theApproving();
  const asked = { ...(await aCartToAsk()), payment: 'on-account', note: '', at } as const;
  const key = newId();
  await transact(db, (tx) => askApproval(tx, buyer, { ...asked, key, placesItself: false }));
  if (state === 'approved') {
    const { personId, companyId } = approver;
    const said = { requestId: key, personId, companyId, verdict: state, note: '' } as const;
    await transact(db, (tx) => decideApproval(tx, { ...said, byMail: false, at }));
  }
  return key;
}

/** The same, known by the link of a letter. */
async function aLinkToAnswer(): Promise<string> {
  const { approver } = await theApproving();
  const token = newSessionToken();
  const requestId = await aQuestion('pending');
  const link = { tokenHash: hashToken(token), requestId, personId: approver.personId, at };
  await transact(db, (tx) => insertApprovalLink(tx, link));
  return token;
}

const cookieOf = async (who: 'admin' | 'buyer' | 'approver') =>
  signedIn(db, (await theApproving())[who], at);

const answer = (): Record<string, Field> => ({
  verdict: choice('declined', ['approved', 'declined']),
  note: words('too much', { min: 1, max: 500 }),
});

const agreedTo = async (approvalId: string): Promise<Record<string, Field>> => {
  const { shownTerms } = await db
    .selectFrom('approvalRequest')
    .where('id', '=', approvalId)
    .select('shownTerms')
    .executeTakeFirstOrThrow();
  return { key: anyId(newId()), shownTerms: exactly(shownTerms) };
};

/** An approval that no longer covers what its cart costs now. */
async function anOutgrown(): Promise<string> {
  const approvalId = await aQuestion('approved');
  await db
    .updateTable('approvalNeed')
    .set({ grossMinor: 1 })
    .where('requestId', '=', approvalId)
    .execute();
  return approvalId;
}

/** How many must agree to a step: of a list, so what is not in it does not come back. */
const stepOf = (valid: string, min: number): Field => {
  const { takes } = number(valid, { min, max: 9, decimals: 0 });
  return { ...exactNumber(valid), takes };
};

const approvalForms: Record<string, () => Promise<Ready>> = {
  'POST /checkout/approval': async () => {
    const { cartId, shownTerms } = await aCartToAsk();
    return {
      cookie: await cookieOf('buyer'),
      fields: {
        ...{ cartId: exactly(cartId, them.cartId), shownTerms: exactly(shownTerms) },
        ...{ key: anyId(newId()), branchCode: branch() },
        ...{ siteId: exactlyOrNone('', them.siteId), contactId: exactlyOrNone('', them.contactId) },
        ...{ purchaseNumber: words('PO-1', { max: 60 }), note: words('gate', { max: 1000 }) },
        payment: choice('on-account', ['on-account', 'prepaid']),
        ...{ approvalNote: words('for block B', { max: 500 }), placesItself: tick() },
      },
    };
  },
  'POST /prompts/:promptId/answer': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await aQuestionTo(us), await aQuestionTo(them)) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /prompts/:promptId/dismissal': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await aQuestionTo(us), await aQuestionTo(them)) },
  }),
  'POST /prompts/by-link/:token/answer': async () => ({
    params: { token: exactly(await aLinkOfQuestion()) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /office/at-risk/:companyId/calls': async () => {
    await standsAtRisk(db, us.company.id);
    return {
      ...{ cookie: cookies.head, params: { companyId: exactly(us.company.id) } },
      fields: {
        ...{ key: anyId(newId()), outcome: words('buys in spring', { min: 1, max: 500 }) },
        nextStep: words('send the price', { min: 1, max: 200 }),
        nextOn: exactlyAsTyped('2026-12-10'),
      },
    };
  },
  'POST /office/at-risk/:companyId/snoozes': async () => {
    await standsAtRisk(db, us.company.id);
    return {
      ...{ cookie: cookies.head, params: { companyId: exactly(us.company.id) } },
      fields: {
        ...{ key: anyId(newId()), why: words('on holiday', { min: 1, max: 500 }) },
        until: exactlyAsTyped('2026-12-10'),
      },
    };
  },
  'POST /pulse': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: { SUS2: choice('9', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']) },
  }),
  'POST /tablet/pairing': async () => ({
    fields: {
      token: anything(newSessionToken()),
      code: exactlyAsTyped((await aTabletToBind(db, await aClerk(db))).code),
    },
  }),
  'POST /tablet/questions/:promptId/answer': async () => {
    const asked = await aTabletAsking();
    return {
      ...{ cookie: asked.cookie, params: { promptId: exactly(asked.promptId, asked.foreign) } },
      fields: {
        OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
        onlyInTotals: tick(),
        secondsAgo: anything('0'),
      },
    };
  },
  'POST /tablet/questions/:promptId/return': async () => {
    const asked = await aTabletAsking();
    return { cookie: asked.cookie, params: { promptId: exactly(asked.promptId, asked.foreign) } };
  },
  'POST /counter/tablets': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: { key: anyId(newId()), name: words('Hall', { min: 1, max: 40 }) },
  }),
  'POST /counter/tablets/:tabletId/clerk': async () => {
    const clerk = await aClerk(db);
    const { id } = await aTablet(db, await aClerk(db));
    return { cookie: await signedIn(db, clerk, at), params: { tabletId: exactly(id) } };
  },
  'POST /counter/tablets/:tabletId/end': async () => {
    const clerk = await aClerk(db);
    const { id } = await aTablet(db, clerk);
    return { cookie: await signedIn(db, clerk, at), params: { tabletId: exactly(id) } };
  },
  'POST /phone/orders/:orderId/dictated-answer': async () => ({
    cookie: cookies.phone,
    params: { orderId: exactly(await anOrderToAskAbout()) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /company/answers/wish': async () => ({
    cookie: cookies.buyer,
    fields: { mayAsk: choice('no', ['yes', 'no']) },
  }),
  'POST /company/answers/:promptId/deletion': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await anAnswerOf(us), await anAnswerOf(them)) },
  }),
  'POST /company/answers/cases/:caseId/confirmation': async () => ({
    cookie: cookies.buyer,
    params: { caseId: exactly(await aCase(us, 'resolved'), await aCase(them, 'resolved')) },
    fields: {
      isSolved: choice('no', ['no']),
      note: words('It still rusts', { min: 1, max: 1000 }),
    },
  }),
  'POST /office/cases/:caseId/contact': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'open')) },
    fields: {
      version: exactNumber('1'),
      contactNote: words('The scale was broken', { min: 1, max: 1000 }),
    },
  }),
  'POST /office/cases/:caseId/promise': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'contacted')) },
    fields: {
      version: exactNumber('1'),
      cause: choice('speed', caseCauses),
      causeNote: words('One scale for two gates', { max: 1000 }),
      resolution: words('A second scale', { min: 1, max: 1000 }),
      promisedOn: matching('2027-01-15', /^2027-01-15$/),
    },
  }),
  'POST /office/cases/:caseId/resolution': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'promised')) },
    fields: {
      version: exactNumber('1'),
      outcome: words('It stands', { min: 1, max: 1000 }),
    },
  }),
  'POST /office/instrument/draft': async () => ({ cookie: cookies.head }),
  'POST /office/instrument/draft/items': async () => ({
    cookie: cookies.admin,
    fields: {
      version: await aDraftOfInstrument(),
      item: exactly('OSAT'),
      kk: words('Ризасыз ба?', { min: 1, max: 300 }),
      ru: words('Вы довольны?', { min: 1, max: 300 }),
      en: words('Are you satisfied?', { min: 1, max: 300 }),
      alarmAt: choice('3', ['1', '2', '3', '4']),
    },
  }),
  'POST /office/instrument/draft/touchpoints': async () => ({
    cookie: cookies.head,
    fields: {
      version: await aDraftOfInstrument(),
      touchpoint: exactly('TP_PICKUP_DONE'),
      isOn: tick(),
      sampled: number('50', { min: 5, max: 100, decimals: 2 }),
      earliest: number('2', { min: 0, max: 719, decimals: 0 }),
      latest: number('720', { min: 3, max: 720, decimals: 0 }),
    },
  }),
  'POST /office/instrument/draft/limits': async () => ({
    cookie: cookies.head,
    fields: {
      version: await aDraftOfInstrument(),
      ...Object.fromEntries(
        limitNames.map((name) => [
          name,
          number(String(limitBounds[name].min), { ...limitBounds[name], decimals: 0 }),
        ]),
      ),
    },
  }),
  'POST /office/instrument/draft/publication': async () => {
    await aDraftOfInstrument();
    // Other hours each time, since a version that asks as the last one does is not published.
    published += 1;
    const off = { touchpoint: 'TP_DOCS', isOn: false, sampledBp: 5000 };
    const window = { earliestHours: published % 168, latestHours: 720 };
    await transact(db, (tx) =>
      writeInstrument(tx, clerks.head, {
        version: 1,
        change: (draft) => withTouchpoint(draft, { ...off, ...window }),
      }),
    );
    return {
      cookie: cookies.head,
      fields: {
        version: exactNumber('2'),
        from: matching('2027-01-15', /^2027-01-15$/),
        reason: words('Fewer papers', { min: 1, max: 300 }),
      },
    };
  },
  'POST /office/instrument/draft/end': async () => ({ cookie: cookies.head }),
  'POST /office/changes': async () => {
    await aDraftOfChanges('open');
    return { cookie: cookies.head, fields: { quarter: choice('2026-10-01', ['2026-10-01']) } };
  },
  'POST /office/changes/:reportId/entries': async () => {
    const reportId = await aDraftOfChanges('open');
    const { version } = await db
      .selectFrom('changeReport')
      .where('id', '=', reportId)
      .select('version')
      .executeTakeFirstOrThrow();
    return {
      cookie: cookies.head,
      params: { reportId: exactly(reportId) },
      fields: {
        version: exactNumber(String(version)),
        theme: exactly('speed'),
        standing: choice('changed', changeStandings),
        changedOn: matching('2026-11-20', /^2026-11-20$/),
        ownerId: exactly(clerks.head.personId),
        ru: words('Вторая смена', { max: 1000 }),
        kk: words('Екінші ауысым', { max: 1000 }),
        en: words('A second shift', { max: 1000 }),
      },
    };
  },
  'POST /office/changes/:reportId/publication': async () => {
    const reportId = await aDraftOfChanges('not-done');
    const { version } = await db
      .selectFrom('changeReport')
      .where('id', '=', reportId)
      .select('version')
      .executeTakeFirstOrThrow();
    return {
      cookie: cookies.head,
      params: { reportId: exactly(reportId) },
      fields: { version: exactNumber(String(version)) },
    };
  },
  'POST /approvals/decisions': async () => ({
    cookie: await cookieOf('approver'),
    fields: { approval: exactly(await aQuestion('pending')) },
  }),
  'POST /approvals/:approvalId/decision': async () => ({
    cookie: await cookieOf('approver'),
    params: { approvalId: exactly(await aQuestion('pending')) },
    fields: answer(),
  }),
  'POST /approval-link/:token': async () => ({
    params: { token: exactly(await aLinkToAnswer()) },
    fields: answer(),
  }),
  'POST /approvals/:approvalId/withdrawal': async () => ({
    cookie: await cookieOf('buyer'),
    params: { approvalId: exactly(await aQuestion('pending')) },
  }),
  'POST /approvals/:approvalId/placing': async () => {
    const approvalId = await aQuestion('approved');
    return {
      cookie: await cookieOf('buyer'),
      params: { approvalId: exactly(approvalId) },
      fields: await agreedTo(approvalId),
    };
  },
  'POST /approvals/:approvalId/renewal': async () => {
    const approvalId = await anOutgrown();
    return {
      cookie: await cookieOf('buyer'),
      params: { approvalId: exactly(approvalId) },
      fields: await agreedTo(approvalId),
    };
  },
  'POST /company/approval-rules': async () => ({
    cookie: await cookieOf('admin'),
    fields: {
      ...{ key: anyId(newId()), goods: choice('rebar', ['', 'rebar']) },
      ...{ siteId: exactlyOrNone('', them.siteId), above: amountOrNone() },
      aboveWeight: blankOr(number('5', { min: 0, max: 100_000, decimals: 3 })),
      aboveFreight: optional(amountOrNone()),
      aboveFreightShare: optional(blankOr(number('5', { min: 0, max: 1_000, decimals: 2 }))),
      beyondLimit: tick(),
      ...{ quorum1: stepOf('1', 1), quorum2: stepOf('0', 0), quorum3: stepOf('0', 0) },
    },
  }),
  'POST /company/approval-rules/:ruleId/end': async () => {
    const rule = aRule();
    const steps = [{ quorum: 1, people: [] }];
    const { admin: keeper } = await theApproving();
    await transact(db, (tx) => addApprovalRule(tx, keeper, { ...rule, steps, at }));
    return { cookie: await cookieOf('admin'), params: { ruleId: exactly(rule.id) } };
  },
  'POST /company/approval-rules/terms': async () => ({
    cookie: await cookieOf('admin'),
    fields: {
      ownAllowed: tick(),
      lastsDays: number('7', { min: 1, max: 60, decimals: 0 }),
      tolerance: number('2', { min: 0, max: 20, decimals: 2 }),
    },
  }),
  'POST /company/approval-rules/limits': async () => {
    const { personId } = await aBuyer(db, us.company, 'approver');
    return {
      cookie: cookies.companyAdmin,
      fields: { personId: exactly(personId, theirAdmin.personId), limit: amountOrNone() },
    };
  },
  'POST /company/approval-rules/deputies': async () => {
    const [person, deputy] = [
      await aBuyer(db, us.company, 'approver'),
      await aBuyer(db, us.company, 'approver'),
    ];
    return {
      cookie: cookies.companyAdmin,
      fields: {
        key: anyId(newId()),
        personId: exactly(person.personId, theirAdmin.personId),
        deputyId: exactly(deputy.personId, theirAdmin.personId),
        ...{ fromDay: exactlyAsTyped('2026-12-01'), untilDay: exactlyAsTyped('2026-12-20') },
      },
    };
  },
  'POST /company/approval-rules/deputies/:deputyId/end': async () => {
    const [person, deputy] = [
      await aBuyer(db, us.company, 'approver'),
      await aBuyer(db, us.company, 'approver'),
    ];
    const days = { fromDay: '2026-12-01', untilDay: '2026-12-20' };
    const stand = { id: newId(), personId: person.personId, deputyId: deputy.personId, ...days };
    await transact(db, (tx) => nameDeputy(tx, admin, { ...stand, at }));
    return { cookie: cookies.companyAdmin, params: { deputyId: exactly(stand.id) } };
  },
};

async function aCostCentre(of: Buyer): Promise<string> {
  const id = newId();
  await transact(db, (tx) => openCostCentre(tx, of, { id, code: id.slice(-12), name: '', at }));
  return id;
}

const centreForms: Record<string, () => Promise<Ready>> = {
  'POST /company/cost-centres': async () => {
    await db.updateTable('costCentre').set({ closedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      fields: {
        ...{ key: anyId(newId()), centreCode: words('B-1', { min: 1, max: 30 }) },
        name: words('Block B', { max: 100 }),
      },
    };
  },
  'POST /company/cost-centres/terms': async () => ({
    cookie: await signedIn(db, (await theApproving()).admin, at),
    fields: { isRequired: tick() },
  }),
  'POST /company/cost-centres/:costCentreId/budget': async () => ({
    cookie: cookies.companyAdmin,
    params: { costCentreId: exactly(await aCostCentre(admin), await aCostCentre(theirAdmin)) },
    fields: {
      ...{ amount: amountOrNone(), period: choice('month', ['month', 'quarter', 'year']) },
      effect: choice('warn', ['warn', 'block']),
    },
  }),
  'POST /company/cost-centres/:costCentreId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { costCentreId: exactly(await aCostCentre(admin), await aCostCentre(theirAdmin)) },
  }),
};

async function anOwnRole(of: Buyer): Promise<string> {
  const id = newId();
  const name = id.slice(-12);
  await transact(db, (tx) => makeOwnRole(tx, of, { id, name, capabilities: [], at }));
  return id;
}

/** How far a role sees; the sites are ticked apart. */
const scopeOfRole = () => ({ scope: choice('own', ['company', 'own']) });

const companyForms: Record<string, () => Promise<Ready>> = {
  'POST /company/roles': async () => {
    await db.updateTable('companyOwnRole').set({ endedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      fields: {
        ...{ key: anyId(newId()), name: words('Warehouse', { min: 1, max: 60 }) },
        ...{ 'fill-carts': tick(), 'name-goods': tick(), ...scopeOfRole() },
      },
    };
  },
  'POST /company/roles/:ownRoleId': async () => {
    await db.updateTable('companyOwnRole').set({ endedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      params: { ownRoleId: exactly(await anOwnRole(admin), await anOwnRole(theirAdmin)) },
      fields: {
        name: words('Warehouse', { min: 1, max: 60 }),
        ...{ 'fill-carts': tick(), 'name-goods': tick(), ...scopeOfRole() },
      },
    };
  },
  'POST /company/roles/:ownRoleId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { ownRoleId: exactly(await anOwnRole(admin), await anOwnRole(theirAdmin)) },
  }),
  'POST /company/invitations': async () => ({
    cookie: cookies.companyAdmin,
    fields: {
      email: email('guest@visitor.example'),
      name: words('Guest', { min: 1, max: 200 }),
      role: roleOfCompany(),
    },
  }),
  'POST /company/keys': async () => ({
    cookie: await adminCookie(),
    fields: { key: anyId(newId()), name: words('1C', { min: 1, max: 100 }) },
  }),
  'POST /company/keys/:keyId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { keyId: exactly(await aKeyOf(admin), await aKeyOf(theirAdmin)) },
  }),
  'POST /company/invitations/:personId/cancellation': async () => ({
    cookie: cookies.companyAdmin,
    params: { personId: anyId(us.buyer.personId) },
  }),
  'POST /company/colleagues/:personId/role': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
    fields: { role: roleOfCompany() },
  }),
  'POST /company/colleagues/:personId/limit': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
    fields: {
      amount: amountOrNone(),
      period: choice('week', ['day', 'week', 'month']),
    },
  }),
  'POST /company/colleagues/:personId/removal': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
  }),
  'POST /company/choice': async () => ({
    cookie: await signedIn(db, await aBuyer(db, us.company), at),
    fields: { companyId: exactly(us.company.id, them.company.id) },
  }),
  'POST /company/preferences': async () => ({
    cookie: cookies.buyer,
    fields: {
      language: choice('en', ['en', 'ru', 'kk']),
      theme: choice('dark', ['system', 'light', 'dark']),
    },
  }),
};

/** The forms of a company's own numbers; the same for its people and for ours. */
function articleForms(
  base: string,
  who: () => Pick<Ready, 'cookie' | 'params'>,
): Record<string, () => Promise<Ready>> {
  const at = (path: string) => `POST ${base}${path}`;
  const pasted = () => exactlyAsTyped(`A-1\t${rebar.sku}`);
  return {
    [at('')]: async () => ({
      ...who(),
      fields: {
        code: words('A-1', { min: 1, max: 64 }),
        goods: exactlyAsTyped(rebar.sku),
        replace: tick(),
      },
    }),
    [at('/removal')]: async () => ({
      ...who(),
      fields: { code: words('A-1', { min: 1, max: 64 }) },
    }),
    [at('/file')]: async () => ({ ...who(), fields: { pasted: pasted() } }),
    [at('/import/file')]: async () => ({
      ...who(),
      fields: { pasted: pasted(), replace: tick() },
    }),
    [at('/problems/file')]: async () => ({ ...who(), fields: { pasted: pasted() } }),
  };
}

const ofRebar = () => ({ level: 'company', prices: { [rebar.id]: 42_000_000 } }) as const;
const priceOrNone = (valid: string) => {
  const price = number(valid, { min: 0.01, max: 100_000_000, decimals: 2 });
  return { ...price, takes: (text?: string) => text?.trim() === '' || price.takes(text) };
};

const anOwnList = async () =>
  aPublishedList(db, { ...ofRebar(), companyId: (await aCompany(db)).id });

/** A draft of a price list, in which a price was changed already if that is asked for. */
const withDraft =
  (
    fields: () => Record<string, Field>,
    { isChanged = false, mayBeEmpty }: { isChanged?: boolean; mayBeEmpty?: boolean } = {},
  ) =>
  async (): Promise<Ready> => {
    const { listId } = await anOwnList();
    await transact(db, (tx) => beginDraft(tx, clerks.manager, { listId, at }));
    const prices = new Map([
      [
        rebar.id,
        { seen: '0:42000000', price: { fromWeightsG: [0], pricesPerTonneMinor: [43_000_000] } },
      ],
    ]);
    if (isChanged) {
      await transact(db, (tx) => setPrices(tx, clerks.manager, { listId, prices }));
    }
    const params = { listId: exactly(listId) };
    return { cookie: cookies.manager, params, fields: fields(), mayBeEmpty };
  };

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
  'document.act': tick(),
  documentsLanguage: optional(choice('kk', ['', 'en', 'ru', 'kk'])),
  holdHours: orEmpty(number('48', { min: 1, max: 720, decimals: 0 })),
  lettersTo: orEmpty(email('books@visitor.example')),
  instruction: optional(words('call the gate', { max: 300 })),
  share1: { ...number('100', { min: 100, max: 100, decimals: 2 }), takes: isWholeOrNone },
  amount1: { ...exactly(''), takes: (text) => text === undefined || text.trim() === '' },
  after1: optional(choice('order', ['order', 'ready', 'shipment'])),
  days1: optional(number('14', { min: 0, max: 365, decimals: 0 })),
  gate1: optional(choice('cut', ['', 'reserve', 'cut', 'load', 'hand-over'])),
});

/** A company whose credit has a limit, with somebody who buys for it. */
async function aDebtor(): Promise<Buyer> {
  return aBuyer(db, await aCompany(db, { creditLimitMinor: 100_000_000 }));
}

/** A wish for more credit that waits; what is typed here is in its form. */
async function aWaitingWish(): Promise<{ companyId: string; requestId: string }> {
  const buyer = await aDebtor();
  const wish = { extraMinor: 100_000, untilDay: '2026-12-10', note: '', at };
  await transact(db, (tx) => requestLimit(tx, buyer, wish));
  const { companyId } = buyer;
  const asked = db.selectFrom('limitRequest').where('companyId', '=', companyId).select('id');
  return { companyId, requestId: (await asked.executeTakeFirstOrThrow()).id };
}

/** An order whose goods a hold keeps here. */
async function aKeptOrder(): Promise<{ orderId: string }> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerks.counter, company, [{ product: rebar, bars: 2 }]);
  const { orderId } = await place(db, clerks.counter, cart);
  const hold = { id: newId(), companyId: company.id, kind: 'manual', reason: 'so', at } as const;
  await transact(db, (tx) => placeHold(tx, clerks.manager, { ...hold, scope: 'block-shipment' }));
  return { orderId };
}

/** A wish to let goods go that waits. */
/** An order whose freight no tariff knows, with a price that waits for the company or for a colleague. */
async function aFreightToAgree(netMinor: number | null) {
  const orderId = await anOrder(us.company);
  const siteId = await aSiteIn(db, us.company, 'Актау');
  await db
    .updateTable('salesOrder')
    .set({ freight: 'to-agree', siteId })
    .where('id', '=', orderId)
    .execute();
  const { version } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  if (netMinor === null) return { orderId, version, offerId: '' };
  const named = { orderId, version, netMinor, reason: 'a carrier asks so much', at };
  await transact(db, (tx) => nameFreight(tx, clerks.manager, named));
  const offer = await findStandingOffer(db, orderId);
  return { orderId, version, offerId: offer?.id ?? '' };
}

async function aWaitingRelease(): Promise<string> {
  const { orderId } = await aKeptOrder();
  const wish = { orderId, reason: 'so', channel: 'counter', at } as const;
  await transact(db, (tx) => askRelease(tx, clerks.counter, wish));
  const asked = db.selectFrom('shipmentRelease').where('orderId', '=', orderId).select('id');
  return (await asked.executeTakeFirstOrThrow()).id;
}

const moreCredit = (): Record<string, Field> => ({
  extra: number('1000', { min: 0.01, max: 100_000_000_000, decimals: 2 }),
  until: exactlyAsTyped('2026-12-10'),
});

/** A company with money that pays for nothing yet and an order to pay, and somebody who does. */
async function aPayer() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company, 'accountant');
  const orderId = await anOrder(company);
  return { cookie: await signedIn(db, buyer, at), buyer, orderId, entryId: await anEntry(company) };
}

/** A line of a company's account: money that came in. */
async function anEntry(company: Company): Promise<string> {
  const by = { personId: null, channel: null, at } as const;
  const money = { method: 'transfer', reference: newId(), amountMinor: 1_000_000 } as const;
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, { ...by, ...money, companyId: company.id, orderIds: [] }),
  );
  const booked = db.selectFrom('ledgerTransaction').where('reference', '=', paymentId).select('id');
  return (await booked.executeTakeFirstOrThrow()).id;
}

/** A line that a company's accountant disputes. */
async function aDispute(): Promise<{ cookie: string; disputeId: string }> {
  const { cookie, buyer, entryId: lineId } = await aPayer();
  const id = newId();
  const said = { id, lineId, theirsMinor: 0, note: 'not in our books', at };
  await transact(db, (tx) => objectToLine(tx, buyer, said));
  return { cookie, disputeId: id };
}

const accountForms: Record<string, () => Promise<Ready>> = {
  'POST /statements/payments': async () => {
    const { cookie, orderId } = await aPayer();
    return {
      cookie,
      fields: {
        key: anyId(newId()),
        how: choice('balance', ['balance', 'transfer', 'card']),
        spread: optional(choice('pro-rata', ['oldest-first', 'pro-rata', 'all-or-nothing'])),
        order: exactly(orderId, them.orderId),
        [`amount.${orderId}`]: orNone(number('1000', { min: 0.01, max: 5061.39, decimals: 2 })),
      },
    };
  },
  'POST /statements/reconciliation': async () => ({
    cookie: (await aPayer()).cookie,
    fields: {},
  }),
  'POST /statements/lines/:entryId/dispute': async () => {
    const { cookie, entryId } = await aPayer();
    return {
      cookie,
      params: { entryId: exactly(entryId, await anEntry(them.company)) },
      fields: {
        key: anyId(newId()),
        theirs: number('900', { min: 0, max: 100_000_000_000, decimals: 2 }),
        note: words('another amount', { min: 3, max: 500 }),
      },
    };
  },
  'POST /statements/disputes/:disputeId/withdrawal': async () => {
    const { cookie, disputeId } = await aDispute();
    return { cookie, params: { disputeId: exactly(disputeId, (await aDispute()).disputeId) } };
  },
  'POST /office/disputed-lines/:disputeId/answer': async () => ({
    cookie: cookies.manager,
    params: { disputeId: exactly((await aDispute()).disputeId) },
    fields: {
      verdict: choice('agreed', ['agreed', 'declined']),
      answer: words('as you say', { max: 500 }),
    },
  }),
  'POST /office/disputed-lines/:disputeId/correction': async () => {
    const { disputeId: id } = await aDispute();
    const answer = { id, isAgreed: true, answer: '', at };
    await transact(db, (tx) => answerObjection(tx, clerks.manager, answer));
    return { cookie: cookies.manager, params: { disputeId: exactly(id) } };
  },
};

const creditForms: Record<string, () => Promise<Ready>> = {
  'POST /company/credit/requests': async () => ({
    cookie: await signedIn(db, await aDebtor(), at),
    fields: { ...moreCredit(), note: words('for the roof', { max: 500 }) },
  }),
  'POST /office/credit/requests/:requestId/grant': async () => ({
    cookie: cookies.manager,
    params: { requestId: exactly((await aWaitingWish()).requestId) },
    fields: moreCredit(),
  }),
  'POST /office/credit/requests/:requestId/refusal': async () => ({
    cookie: cookies.manager,
    params: { requestId: exactly((await aWaitingWish()).requestId) },
    fields: { note: words('after the next payment', { min: 3, max: 500 }) },
  }),
  'POST /office/credit/limits/:limitId/end': async () => {
    const { requestId } = await aWaitingWish();
    const grant = { requestId, extraMinor: 100_000, untilDay: '2026-12-10', at };
    await transact(db, (tx) => grantLimit(tx, clerks.manager, grant));
    const given = db.selectFrom('temporaryLimit').where('requestId', '=', requestId).select('id');
    const limitId = exactly((await given.executeTakeFirstOrThrow()).id);
    return { cookie: cookies.manager, params: { limitId } };
  },
  'POST /office/credit/:companyId/holds': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
    fields: {
      kind: choice('overdue', ['overdue', 'documents', 'manual']),
      scope: choice('warn', ['block-orders', 'block-shipment', 'warn']),
      reason: words('invoice 1182', { min: 3, max: 500 }),
    },
  }),
  'POST /office/credit/:companyId/reminders/pause': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
    fields: {
      until: exactlyAsTyped('2026-12-10'),
      why: words('promised on Friday', { min: 3, max: 500 }),
    },
  }),
  'POST /office/credit/:companyId/reminders/resumption': async () => {
    const { id: companyId } = await aCompany(db);
    const pause = { companyId, untilDay: '2026-12-10', reason: 'so', at };
    await transact(db, (tx) => pauseReminders(tx, clerks.manager, pause));
    return { cookie: cookies.manager, params: { companyId: exactly(companyId) } };
  },
  'POST /office/freight-to-agree/:orderId/price': async () => {
    const { orderId, version } = await aFreightToAgree(null);
    return {
      cookie: cookies.manager,
      params: { orderId: exactly(orderId) },
      fields: {
        version: exactNumber(String(version)),
        price: number('150000', { min: 0, max: 1_000_000_000, decimals: 2 }),
        reason: words('a carrier asks so much', { min: 1, max: 300 }),
      },
    };
  },
  'POST /office/freight-to-agree/offers/:offerId/approval': async () => ({
    cookie: cookies.head,
    params: { offerId: exactly((await aFreightToAgree(0)).offerId) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/sending-back': async () => ({
    cookie: cookies.head,
    params: { offerId: exactly((await aFreightToAgree(0)).offerId) },
    fields: { whyBack: words('too little', { min: 1, max: 300 }) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/agreement': async () => ({
    cookie: cookies.manager,
    params: { offerId: exactly((await aFreightToAgree(15_000_000)).offerId) },
    fields: { whoSaid: words('their foreman by phone', { min: 1, max: 300 }) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/refusal': async () => ({
    cookie: cookies.manager,
    params: { offerId: exactly((await aFreightToAgree(15_000_000)).offerId) },
    fields: { whyNo: words('too dear', { min: 1, max: 300 }) },
  }),
  'POST /office/credit/releases/:releaseId/grant': async () => ({
    cookie: cookies.manager,
    params: { releaseId: exactly(await aWaitingRelease()) },
  }),
  'POST /office/credit/releases/:releaseId/refusal': async () => ({
    cookie: cookies.manager,
    params: { releaseId: exactly(await aWaitingRelease()) },
    fields: { note: words('after the next payment', { min: 3, max: 500 }) },
  }),
  'POST /office/credit/holds/:holdId/end': async () => {
    const [holdId, { id: companyId }] = [newId(), await aCompany(db)];
    const hold = { companyId, kind: 'manual', scope: 'warn', reason: 'so', at } as const;
    await transact(db, (tx) => placeHold(tx, clerks.manager, { id: holdId, ...hold }));
    return { cookie: cookies.manager, params: { holdId: exactly(holdId) } };
  },
};

/** The same, or nothing typed. */
const orNone = (one: Field): Field => ({
  ...one,
  takes: (text) => text === undefined || text.trim() === '' || one.takes(text),
});

/** A list with a file beside it, whose second line changes the price of rebar. */
const withImport =
  (fields: () => Record<string, Field>, more: Record<string, Field> = {}) =>
  async (): Promise<Ready> => {
    const { listId } = await anOwnList();
    const id = newId();
    const file = Buffer.from(`SKU;Price\n${rebar.sku};430000`);
    const given = { id, listId, fileName: 'p.csv', file, at };
    await transact(db, (tx) => takePriceFile(tx, clerks.manager, given));
    await workPriceImport(db, { importId: id });
    const params = { listId: exactly(listId), importId: exactly(id), ...more };
    return { cookie: cookies.manager, params, fields: fields() };
  };

const importForms: Record<string, () => Promise<Ready>> = {
  'POST /office/price-lists/:listId/imports/file': async () => ({
    cookie: cookies.manager,
    params: { listId: exactly((await anOwnList()).listId) },
    fields: {
      importId: anyId(newId()),
      pasted: words(`${rebar.sku}\t430000`, { min: 1, max: 300_000 }),
    },
  }),
  'POST /office/price-lists/:listId/imports/:importId/columns': withImport(() => ({
    headRows: number('1', { min: 0, max: 30, decimals: 0 }),
    'means.0': choice('code', ['code', 'words']),
    'from.0': anything(''),
    'means.1': choice('price', ['price']),
    'from.1': orNone(number('5', { min: 0, max: 900, decimals: 6 })),
  })),
  'POST /office/price-lists/:listId/imports/:importId/cancellation': withImport(() => ({})),
  'POST /office/price-lists/:listId/imports/:importId/rows/:line/exclusion': withImport(
    () => ({ excluded: choice('yes', ['yes', '']) }),
    { line: exactNumber('2') },
  ),
  'POST /office/price-lists/:listId/imports/:importId/application': withImport(() => ({
    wish: choice('draft', ['draft']),
    from: anything('2026-12-01'),
    hasReadRemarks: tick(),
  })),
};

/** A heat of which an order of ours got a lot, and nobody has a certificate. */
async function aBareLot(): Promise<{ orderId: string; lotId: string; heatNumber: string }> {
  const orderId = await anOrder(us.company);
  const heatNumber = `HT-${newId().slice(-8)}`;
  return { orderId, heatNumber, lotId: await aLotOf(db, { orderId, product: rebar, heatNumber }) };
}

async function aCertificate(): Promise<string> {
  const { heatNumber } = await aBareLot();
  return anAttached(db, clerks.manager, aPaper(`C-${heatNumber}`, [aHeat(heatNumber)]));
}

const notStated = (given: Field): Field => ({
  ...given,
  takes: (text) => text === undefined || text.trim() === '' || given.takes(text),
});
const share = (valid: string) => notStated(number(valid, { min: 0, max: 100, decimals: 4 }));
const stress = (valid: string) => notStated(number(valid, { min: 0, max: 5000, decimals: 3 }));
const said = (valid: string, max: number) => optional(words(valid, { max }));

const certificateForms: Record<string, () => Promise<Ready>> = {
  'POST /o/:orderId/lots/:lotId/waiver': async () => {
    const { orderId, lotId } = await aBareLot();
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), lotId: exactly(lotId) },
      fields: { waiverReason: words('needed today', { min: 1, max: 300 }) },
    };
  },
  'POST /office/certificates/file': async () => {
    const { lotId, heatNumber } = await aBareLot();
    return {
      cookie: cookies.counter,
      fields: {
        deed: choice('save', ['save', 'check', 'heat', 'paste']),
        id: anyId(newId()),
        lotId: exactlyOrNone(lotId),
        replacesId: exactlyOrNone(''),
        fileKept: matching('', /^[0-9a-f]*$/),
        heats: { ...exactNumber('1'), takes: (text) => /^\s*0*[1-8]\s*$/.test(text ?? '') },
        mill: words('Болат', { min: 1, max: 120 }),
        type: choice('3.1', ['2.1', '2.2', '3.1', '3.2', 'quality']),
        number: words(`C-${heatNumber}`, { min: 1, max: 60 }),
        issuedOn: matching('2026-10-01', /^\s*\d/),
        orderNumber: words('', { max: 60 }),
        product: words('Rebar 12', { max: 200 }),
        size: words('12', { max: 60 }),
        thickness: notStated(number('12', { min: 0.001, max: 1000, decimals: 3 })),
        grade: words('А500С', { min: 1, max: 60 }),
        standard: words('', { max: 120 }),
        deliveryCondition: words('', { max: 60 }),
        validatedBy: words('QC', { max: 120 }),
        isIndependent: tick(),
        inspectedBy: words('', { max: 120 }),
        'heatNumber.1': words(heatNumber, { min: 1, max: 40 }),
        'lotNumber.1': said('1', 40),
        'pieces.1': notStated(number('10', { min: 0, max: 1_000_000, decimals: 0 })),
        'mass.1': notStated(number('1000', { min: 0, max: 100_000_000, decimals: 3 })),
        'C.1': share('0.2'),
        'Mn.1': share('0.71'),
        'carbonEquivalent.1': share(''),
        'yield.1': stress('562'),
        'strength.1': stress('664'),
        'elongation.1': notStated(number('17.8', { min: 0, max: 100, decimals: 2 })),
        'bend.1': said('180°', 60),
      },
    };
  },
  'POST /office/certificates/:certificateId/withdrawal': async () => ({
    cookie: cookies.counter,
    params: { certificateId: exactly(await aCertificate()) },
    fields: { reason: words('forged', { min: 1, max: 300 }) },
  }),
  'POST /office/certificates/:certificateId/links': async () => ({
    cookie: cookies.counter,
    params: { certificateId: exactly(await aCertificate()) },
  }),
};

/** An invoice of ours for goods that were handed over. */
async function anInvoice(): Promise<string> {
  const cart = await aCartOf(db, clerks.counter, us.company, [{ product: rebar, bars: 2 }]);
  const orderId = await handedOver(db, clerks.counter, cart);
  const issuing = { orderId, channel: null, at };
  return transact(db, (tx) => issueInvoice(tx, clerks.manager, issuing));
}

const documentForms: Record<string, () => Promise<Ready>> = {
  'POST /o/:orderId/proforma': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
  }),
  'POST /office/orders/:orderId/proforma': async () => ({
    cookie: cookies.counter,
    params: { orderId: exactly(await anOrder(us.company)) },
  }),
  'POST /office/orders/:orderId/invoice': async () => {
    const cart = await aCartOf(db, clerks.counter, us.company, [{ product: rebar, bars: 2 }]);
    const orderId = await handedOver(db, clerks.counter, cart);
    return { cookie: cookies.manager, params: { orderId: exactly(orderId) } };
  },
  'POST /office/freight': () =>
    Promise.resolve({
      cookie: cookies.manager,
      fields: {
        branchCode: exactlyAsTyped('ALA'),
        from: exactlyAsTyped('2026-11-26'),
        reason: optional(words('fuel is dearer', { max: 300 })),
        km1: number('30', { min: 1, max: 10_000, decimals: 0 }),
        tonnes1: number('5', { min: 0.001, max: 100, decimals: 3 }),
        base1: number('25000', { min: 0, max: 100_000_000, decimals: 2 }),
        rate1: orEmpty(number('60', { min: 0, max: 1_000_000, decimals: 2 })),
        least1: orEmpty(number('30000', { min: 0, max: 100_000_000, decimals: 2 })),
      },
    }),
  'POST /office/seller': () =>
    Promise.resolve({
      cookie: cookies.admin,
      fields: {
        name: words('ТОО «Металл»', { min: 1, max: 200 }),
        bin: exactlyAsTyped('240140000011'),
        address: words('Алматы', { min: 1, max: 300 }),
        phone: words('+7 727 250 11 40', { min: 1, max: 40 }),
        bankName: words('Банк', { min: 1, max: 200 }),
        bik: exactlyAsTyped('HSBKKZKX'),
        iik: exactlyAsTyped('KZ84601A111000012345'),
        kbe: exactlyAsTyped('17'),
        vatSeries: words('60001', { min: 1, max: 20 }),
        vatNumber: words('1234567', { min: 1, max: 20 }),
        directorName: words('Сейткали А. Б.', { min: 1, max: 120 }),
        chiefAccountantName: words('', { max: 120 }),
        from: exactlyAsTyped('2026-11-26'),
      },
    }),
  'POST /office/documents/:documentId/void': async () => ({
    cookie: cookies.manager,
    params: { documentId: exactly(await anInvoice()) },
    fields: { voidReason: words('another buyer', { min: 1, max: 300 }) },
  }),
  'POST /office/documents/:documentId/credit-note': async () => ({
    cookie: cookies.manager,
    params: { documentId: exactly(await anInvoice()) },
    fields: {
      key: anyId(newId()),
      reason: words('bent at loading', { min: 1, max: 300 }),
      'amount.1': number('100', { min: 0.01, max: 2000, decimals: 2 }),
    },
  }),
};

/** A line of a statement that waits; of us where nothing else is said. */
const aLineOf = async (amountMinor = 5000) =>
  aBankLine(db, clerks.manager, { bin: us.company.bin, amountMinor });

async function aBookedLine(amountMinor: number): Promise<string> {
  const { lineId } = await aLineOf(amountMinor);
  const share = { way: 'balance' } as const;
  const booking = { lineId, companyId: us.company.id, share, at };
  await transact(db, (tx) => bookBankLine(tx, clerks.manager, booking));
  return lineId;
}

/** A refund by transfer on its way, and the line of a statement that it is. */
async function aRefundSent(): Promise<{ lineId: string; refundId: string }> {
  const paidLine = await findBankLine(db, await aBookedLine(5000));
  const [refundId, amountMinor] = [newId(), 4000];
  const asked = { id: refundId, paymentId: paidLine?.line.paymentId ?? '', amountMinor };
  await transact(db, (tx) =>
    askRefund(tx, clerks.manager, {
      ...{
        ...asked,
        reason: 'overpaid',
        note: '',
        channel: 'counter',
        at,
        way: 'transfer',
        orderId: null,
      },
    }),
  );
  const file = exchangeFile([sentTo(us.company.bin, amountMinor, 'refund')]);
  const { lineIds } = await aStatement(db, clerks.manager, file);
  return { refundId, lineId: lineIds[0] ?? '' };
}

const bankForms: Record<string, () => Promise<Ready>> = {
  'POST /office/bank/file': async () => ({
    cookie: cookies.manager,
    fields: {
      account: {
        ...anything(OURS),
        takes: (text) => text === undefined || text.trim().length <= 40,
      },
      pasted: exactlyAsTyped(exchangeFile([paidBy(us.company.bin, 5000, 'за металл')])),
    },
  }),
  'POST /office/bank/:statementId/certain': async () => ({
    cookie: cookies.manager,
    params: { statementId: exactly((await aLineOf()).statementId) },
  }),
  'POST /office/bank/lines/:lineId/booking': async () => {
    const orderId = await anOrder(us.company);
    return {
      cookie: cookies.manager,
      params: { lineId: exactly((await aLineOf()).lineId) },
      fields: {
        companyId: exactly(us.company.id),
        way: choice('chosen', ['chosen', 'oldest-first', 'pro-rata', 'balance']),
        next: anything(''),
        [`a.${orderId}`]: notStated(number('1', { min: 0.01, max: 100_000_000_000, decimals: 2 })),
      },
    };
  },
  'POST /office/bank/lines/:lineId/set-aside': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly((await aLineOf()).lineId) },
    fields: {
      reason: choice('not-customer', ['not-customer', 'returned', 'other']),
      note: optional(words('a loan', { max: 300 })),
      next: anything(''),
    },
  }),
  'POST /office/bank/lines/:lineId/return': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly((await aLineOf()).lineId) },
  }),
  'POST /office/bank/lines/:lineId/reversal': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly(await aBookedLine(5000)) },
    fields: { undoReason: words('another payer', { min: 1, max: 300 }) },
  }),
  'POST /office/bank/lines/:lineId/reversal/decision': async () => {
    const lineId = await aBookedLine(10_000_001);
    const asked = { lineId, reason: 'another payer', at };
    await transact(db, (tx) => reverseBankLine(tx, clerks.manager, asked));
    return {
      ...{ cookie: cookies.head, params: { lineId: exactly(lineId) } },
      fields: { verdict: choice('agreed', ['agreed', 'refused']) },
    };
  },
  'POST /office/bank/lines/:lineId/refund': async () => {
    const { lineId, refundId } = await aRefundSent();
    return {
      ...{ cookie: cookies.manager, params: { lineId: exactly(lineId) } },
      fields: { refundId: exactly(refundId) },
    };
  },
  'POST /office/bank/accounts': async () => ({
    cookie: cookies.admin,
    fields: {
      iban: exactlyAsTyped(ALTYN_IBAN),
      bankName: words('Halyk', { min: 1, max: 120 }),
      bik: matching('HSBKKZKX', /^\s*[0-9A-Za-z]{8}\s*$/),
    },
  }),
};

const officeForms: Record<string, () => Promise<Ready>> = {
  ...documentForms,
  ...certificateForms,
  ...bankForms,
  ...importForms,
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
  'POST /office/customers/:companyId/price-lists': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
  }),
  'POST /office/price-lists/:listId/draft': async () => ({
    cookie: cookies.manager,
    params: { listId: exactly((await anOwnList()).listId) },
  }),
  'POST /office/price-lists/:listId/versions/:versionId/undo': async () => {
    const { listId, versionId } = await anOwnList();
    return {
      cookie: cookies.manager,
      params: { listId: exactly(listId), versionId: exactly(versionId) },
    };
  },
  'POST /office/price-approvals/:lineId/decision': async () => ({
    cookie: cookies.manager,
    params: {
      lineId: exactly(await anOverrideOf(await aCart(us.company, clerks.counter), clerks.counter)),
    },
    fields: {
      state: choice('approved', ['approved', 'refused']),
      // Of 420 000 the three per cent.
      seenPerTonneMinor: exactNumber('40740000'),
    },
  }),
  'POST /office/price-lists/:listId/draft/prices': withDraft(
    () => ({
      [`seen.${rebar.id}`]: exactly('0:42000000'),
      [`price.${rebar.id}.0`]: optional(priceOrNone('430000')),
    }),
    { mayBeEmpty: true },
  ),
  'POST /office/price-lists/:listId/draft/paste': withDraft(() => ({
    seenEdits: exactNumber('1'),
    pasted: exactlyAsTyped(`${rebar.sku}\t430000`),
  })),
  'POST /office/price-lists/:listId/draft/rule': withDraft(() => ({
    seenEdits: exactNumber('1'),
    // A share in per cent; factors have bounds of their own (office-prices.test.ts).
    basis: choice('share', ['share']),
    value: number('5', { min: -50, max: 100, decimals: 2 }),
    roundTo: choice('100', ['1', '10', '50', '100', '500', '1000']),
  })),
  'POST /office/price-lists/:listId/draft/formula': withDraft(() => ({
    seenEdits: exactNumber('1'),
    baseListId: exactly(baseListId),
    roundTo: choice('100', ['1', '10', '50', '100', '500', '1000']),
    'form.0': optional(choice('rebar', ['', ...steelForms])),
    'grade.0': optional(choice('А500С', ['', 'А500С'])),
    isAfresh: tick(),
    'factor.0': number('0.95', { min: 0.1, max: 10, decimals: 4 }),
  })),
  'POST /office/price-lists/:listId/draft/formula/removal': withDraft(() => ({
    seenEdits: exactNumber('1'),
  })),
  'POST /office/price-lists/:listId/draft/products': withDraft(() => ({
    sku: exactlyAsTyped(newGoods.sku),
    price: number('430000', { min: 0.01, max: 100_000_000, decimals: 2 }),
  })),
  'POST /office/price-lists/:listId/draft/discard': async () => ({
    cookie: cookies.manager,
    params: { listId: anyId((await anOwnList()).listId) },
  }),
  'POST /office/price-lists/:listId/draft/publish': withDraft(
    () => ({
      seenEdits: exactNumber('2'),
      from: exactlyAsTyped('2026-12-01'),
      hasReadRemarks: tick(),
    }),
    { isChanged: true },
  ),
  'POST /office/people': async () => ({
    cookie: cookies.admin,
    fields: {
      email: email('new@counterweight.example'),
      name: words('New', { min: 1, max: 200 }),
      role: roleOfStaff(),
      branchCode: choice('ALA', ['', 'ALA', 'NQZ']),
    },
  }),
  'POST /office/people/:personId/position': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aClerk(db)).personId) },
    fields: { role: roleOfStaff(), branchCode: choice('NQZ', ['', 'ALA', 'NQZ']) },
  }),
  'POST /office/people/:personId/block': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aClerk(db)).personId) },
  }),
  'POST /office/people/:personId/second-factor-removal': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aKeyHolder(true)).personId) },
  }),
};

/** A claim of the buyer that a price is a tenge too much, as far as it has come. */
async function aClaim(
  side: Side,
  to: 'received' | 'acknowledged' | 'proposed' | 'decided' | 'refused' = 'received',
): Promise<string> {
  const { orderId, buyer } = side;
  const [line] = await listOrderLines(db, orderId);
  const complaint = aComplaint({ orderId, line: line! }, { kind: 'price', amountMinor: 100 });
  const claimId = complaint.id;
  await transact(db, (tx) => openClaim(tx, buyer, complaint));
  if (to === 'received') return claimId;
  const taking = { claimId, version: 1, words: '', at };
  await transact(db, (tx) => acknowledgeClaim(tx, clerks.counter, taking));
  if (to === 'acknowledged') return claimId;
  const { id } = await db
    .selectFrom('claimLine')
    .where('claimId', '=', claimId)
    .select('id')
    .executeTakeFirstOrThrow();
  const said = {
    proposed: { verdict: 'goodwill', outcome: 'credit', promisedOn: null },
    decided: { verdict: 'accepted', outcome: 'replacement', promisedOn: '2027-01-15' },
    refused: { verdict: 'refused', outcome: null, promisedOn: null },
  } as const;
  await db
    .updateTable('claimAuthority')
    .set({ goodwillMinor: 0 })
    .where('role', '=', 'counter')
    .execute();
  const lines = [{ id, acceptedMinor: 100 }];
  const decided = { claimId, version: 2, lines, reasons: 'seen', at, ...said[to] };
  const decider = to === 'proposed' ? clerks.counter : clerks.manager;
  await transact(db, (tx) => decideClaim(tx, decider, decided));
  return claimId;
}

const aboutClaim =
  (
    who: 'buyer' | 'manager',
    to: Parameters<typeof aClaim>[1],
    fields: () => Record<string, Field>,
  ) =>
  async (): Promise<Ready> => ({
    cookie: cookies[who],
    params: {
      claimId: exactly(await aClaim(us, to), who === 'buyer' ? await aClaim(them, to) : undefined),
    },
    fields: fields(),
  });

const complaining = (): Record<string, Field> => ({
  key: anyId(newId()),
  kind: choice('price', ['price', 'late', 'certificate']),
  words: words('too dear', { min: 1, max: 2000 }),
  wanted: optional(choice('credit', ['', ...claimOutcomes])),
  discoveredOn: optional(matching('2026-11-25', /^\s*$|^\s*2026-11-25\s*$/)),
  'tick.1': {
    ...exactly('yes'),
    takes: (text) => text === undefined || ['', 'yes'].includes(text.trim()),
  },
  'amount.1': number('1', { min: 0.01, max: 1000, decimals: 2 }),
  kept: noFile(),
});

const yardOf = (desk: 'counter' | 'phone') => ({
  ...{ db, clerk: clerks[desk], manager: clerks.manager },
  witness: clerks[desk === 'counter' ? 'phone' : 'counter'],
  ...{ company: us.company, otherCompany: them.company, goods: rebar },
  cookies: { clerk: cookies[desk], buyer: cookies.buyer },
});

const sendingOf = (desk: 'counter' | 'phone') => ({
  ...{ db, clerk: clerks[desk], cookie: cookies[desk] },
});

const claimForms: Record<string, () => Promise<Ready>> = {
  'POST /claims': async () => ({
    cookie: cookies.buyer,
    fields: { ...complaining(), order: exactly(us.orderId, them.orderId) },
  }),
  'POST /claims/photos': async () => ({
    cookie: cookies.buyer,
    fields: { about: anyId(newId()), kept: noFile() },
  }),
  'POST /claims/:claimId/messages': aboutClaim('buyer', 'received', () => ({
    key: anyId(newId()),
    words: words('one more', { min: 1, max: 2000 }),
    kept: noFile(),
  })),
  'POST /claims/:claimId/withdrawal': aboutClaim('buyer', 'received', () => ({
    withdrawWords: words('found it', { max: 2000 }),
  })),
  'POST /claims/:claimId/reopening': aboutClaim('buyer', 'refused', () => ({
    reopenWords: words('still dear', { min: 1, max: 2000 }),
  })),
  'POST /office/claims/:claimId/acknowledgement': aboutClaim('manager', 'received', () => ({
    version: exactNumber('1'),
    acknowledgeWords: words('We look', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/inspection': aboutClaim('manager', 'acknowledged', () => ({
    version: exactNumber('2'),
    findings: words('A tenge', { min: 1, max: 2000 }),
    kept: noFile(),
  })),
  'POST /office/claims/:claimId/decision': aboutClaim('manager', 'acknowledged', () => ({
    version: exactNumber('2'),
    verdict: choice('accepted', ['accepted', 'refused']),
    outcome: choice('credit', claimOutcomes),
    'given.1': optional(orEmpty(number('1', { min: 0, max: 100_000_000_000, decimals: 2 }))),
    reasons: words('A tenge', { min: 1, max: 2000 }),
    promisedOn: matching('2027-01-15', /^$|^\s*2027-01-15\s*$/),
  })),
  'POST /office/claims/:claimId/agreement': aboutClaim('manager', 'proposed', () => ({
    version: exactNumber('3'),
    isAgreed: choice('yes', ['yes', 'no']),
    agreeWords: words('so be it', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/settlement': aboutClaim('manager', 'decided', () => ({
    key: anyId(newId()),
    version: exactNumber('3'),
    settleWords: words('done', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/messages': aboutClaim('manager', 'received', () => ({
    key: anyId(newId()),
    words: words('one more', { min: 1, max: 2000 }),
  })),
  'POST /office/claims/:claimId/reopening': aboutClaim('manager', 'refused', () => ({
    reopenWords: words('still dear', { min: 1, max: 2000 }),
  })),
};

const forms: Record<string, () => Promise<Ready>> = {
  ...storefrontForms,
  ...peopleForms,
  ...companyForms,
  ...approvalForms,
  ...centreForms,
  ...articleForms('/company/articles', () => ({ cookie: cookies.buyer })),
  ...articleForms('/office/customers/:companyId/articles', () => ({
    ...{ cookie: cookies.manager, params: { companyId: exactly(us.company.id) } },
  })),
  ...deskForms('counter'),
  ...deskForms('phone'),
  ...tillForms,
  ...paymentForms,
  ...creditForms,
  ...accountForms,
  ...claimForms,
  ...yardForms('/counter', () => yardOf('counter')),
  ...yardForms('/phone', () => yardOf('phone')),
  ...excessForms(() => yardOf('counter')),
  ...transferForms('/counter', () => sendingOf('counter')),
  ...transferForms('/phone', () => sendingOf('phone')),
  ...officeForms,
};

/** What is done to one field. */
type Damage =
  | { kind: 'text'; sent: Sent }
  | { kind: 'missing' | 'twice' | 'foreign' | 'of-nothing' };
/** Which field, counted around, and what is done to it. */
type Change = { which: number; damage: Damage };

type Typed = { name: string; text: string; isInField: boolean };

/** A request as it goes out, and whether everything in it is meant so. */
type Request = {
  what: string;
  path: string;
  body: string;
  headers: Record<string, string>;
  isMeant: boolean;
  /** Texts that must not be lost when the form is refused with a page. */
  typed: readonly Typed[];
};

const encoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);

/** Applies changes to a form, each to a field or to a part of the address. */
function damaged(route: string, ready: Ready, changes: readonly Change[]): Request {
  const { params = {}, fields = {} } = ready;
  const places = [
    ...Object.entries(params).map(([name, field]) => ({ name, field, isParam: true })),
    ...Object.entries(fields).map(([name, field]) => ({ name, field, isParam: false })),
  ];
  const damages = new Map<string, Damage>();
  for (const { which, damage } of changes) {
    const place = places[which % Math.max(places.length, 1)];
    if (place) damages.set(`${place.isParam} ${place.name}`, damage);
  }
  const inPath: Record<string, string> = {};
  const inBody: string[] = [];
  const request: Request = { ...clean(route, ready), typed: [] };
  const typed: Typed[] = [];
  for (const { name, field, isParam } of places) {
    const damage = damages.get(`${isParam} ${name}`);
    const sent = sentOf(field, damage);
    if (damage) request.what += ` ${name}: ${sent?.name ?? 'missing'}`;
    if (isParam) {
      inPath[name] = (sent?.raw ?? '').replaceAll('+', '%20');
      if (!sent || !field.takes(sent.text)) request.isMeant = false;
      continue;
    }
    const isMoot = damages.get(`false ${field.besides}`)?.kind === 'missing';
    if (!isMoot && !field.takes(sent?.text)) request.isMeant = false;
    if (!sent) continue;
    inBody.push(`${encoded(name)}=${sent.raw}`);
    if (damage?.kind === 'twice') {
      inBody.push(`${encoded(name)}=${encoded(field.valid)}1`);
      request.isMeant &&= isMoot || (field.takes('') && field.takes('anything'));
    } else if (field.comesBack !== 'never' && sent.text !== undefined && sent.text.trim() !== '') {
      const isInField = field.comesBack === 'in the field';
      typed.push({ name, text: sent.text.normalize('NFC'), isInField });
    }
  }
  return { ...request, path: addressOf(route, inPath), body: inBody.join('&'), typed };
}

/** Other than a text, a damage to a part of the address leaves that part as it was. */
function sentOf(field: Field, damage: Damage | undefined): Sent | undefined {
  const { valid, foreign } = field;
  const untouched = { name: 'as it was', raw: encoded(valid), text: valid };
  if (!damage) return untouched;
  switch (damage.kind) {
    case 'text':
      return damage.sent;
    case 'missing':
      return undefined;
    case 'foreign':
      return foreign === undefined
        ? untouched
        : { name: "another company's", raw: foreign, text: foreign };
    case 'of-nothing': {
      const id = newId();
      return { name: 'an id of nothing', raw: id, text: id };
    }
    case 'twice':
      return { ...untouched, name: 'sent twice' };
  }
}

/** The honest request. */
function clean(route: string, { cookie, params = {}, fields = {} }: Ready): Request {
  const pairs = Object.entries(fields).map(([name, { valid }]): [string, string] => [name, valid]);
  return {
    what: '',
    path: addressOf(
      route,
      Object.fromEntries(Object.entries(params).map(([name, { valid }]) => [name, valid])),
    ),
    body: new URLSearchParams(pairs).toString(),
    headers: {
      ...fromOurPage,
      'Content-Type': FORM,
      'Accept-Language': 'en',
      'x-forwarded-for': '203.0.113.5',
      ...(cookie && { cookie }),
    },
    isMeant: true,
    typed: [],
  };
}

/** Requests that are wrong as a whole, and those that only look so. */
function wholes(route: string, ready: Ready): Request[] {
  const honest = clean(route, ready);
  const { fields = {} } = ready;
  const isEmptyTaken =
    ready.mayBeEmpty ?? Object.values(fields).every(({ takes }) => takes(undefined));
  const json = JSON.stringify(
    Object.fromEntries(Object.entries(fields).map(([name, { valid }]) => [name, valid])),
  );
  const as = (what: string, change: Partial<Request>, type = FORM): Request => ({
    ...honest,
    ...change,
    what: ` ${what}`,
    headers: { ...honest.headers, ...change.headers, 'Content-Type': type },
  });
  return [
    as('an unknown field', { body: `${honest.body}&unheard=of` }),
    as('no field at all', { body: '', isMeant: isEmptyTaken }),
    as('JSON', { body: json, isMeant: isEmptyTaken }, 'application/json'),
    as('broken JSON', { body: '{"a":', isMeant: false }, 'application/json'),
    as('plain text', { body: honest.body || 'a=b', isMeant: false }, 'text/plain'),
    as('several parts without a boundary', { body: 'a', isMeant: false }, 'multipart/form-data'),
    as('__proto__', { body: `${honest.body}&__proto__=x`, isMeant: false }),
    ...brokenBytes.map(({ name, raw }) =>
      as(name, { body: `${honest.body}&unheard=${raw}`, isMeant: false }),
    ),
    as('2 000 fields', { body: `${honest.body}${'&a=1'.repeat(2000)}`, isMeant: false }),
    as('a body of 200 KB', { body: `${honest.body}&a=${'x'.repeat(200_000)}`, isMeant: false }),
    as('a page of somebody else', { headers: { 'Sec-Fetch-Site': 'cross-site' }, isMeant: false }),
    ...(ready.wrong ?? []).map((body) =>
      as(`fields of nobody's form ${Object.keys(body).join(' ')}`, {
        body: new URLSearchParams(body).toString(),
        isMeant: false,
      }),
    ),
  ];
}

/** Addresses whose forms are counted, so that nobody guesses for long; here nobody guesses. */
const counted = /^\/(?:sign-in|second-factor|password-reset|invitation|company|office)/;

/**
 * Sends the requests of one form and collects what is wrong with the answers.
 * What is refused must change nothing; that is looked at before anything that
 * may be taken is sent, and at the end.
 */
class Judge {
  readonly faults: string[] = [];
  private refused: string[] = [];
  private ready: Ready | undefined;
  private readonly prepare: () => Promise<Ready>;

  constructor(prepare: () => Promise<Ready>) {
    this.prepare = prepare;
  }

  /** Sends one request, made for the form as it is ready now. */
  async send(make: (ready: Ready) => Request): Promise<{ isTaken: boolean }> {
    if (!this.ready) {
      this.ready = await this.prepare();
      await tablesChanged(db);
    }
    const request = make(this.ready);
    if (request.isMeant) await this.lookForChanges();
    const { path, body, headers } = request;
    if (counted.test(path)) await db.deleteFrom('signInAttempt').execute();
    const answer = await app.request(path, { method: 'POST', headers, body });
    this.faults.push(...faultsOf(request, answer, await answer.text()));
    if (answer.status >= 400) {
      this.refused.push(`${answer.status}${request.what}`);
      return { isTaken: false };
    }
    this.ready = undefined;
    this.refused = [];
    return { isTaken: true };
  }

  /** What was refused since the last look has changed nothing. */
  async lookForChanges(): Promise<void> {
    if (this.refused.length === 0) return;
    const changed = await tablesChanged(db);
    if (changed.length > 0) {
      this.faults.push(`changed ${changed.join(', ')}, though refused: ${this.refused.join('; ')}`);
    }
    this.refused = [];
  }
}

function faultsOf(request: Request, answer: Response, html: string): string[] {
  const { status } = answer;
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`${status}${request.what}: ${what}`);
  if (status >= 500) fault('we broke');
  if (status < 400 && !request.isMeant) fault('taken, though it is not meant');
  const location = answer.headers.get('location') ?? '/';
  const isToPay = location.startsWith(`${standIn.base}/pay/`);
  if (!isToPay && !/^\/(?![/\\])/.test(location)) fault(`leads away to ${location}`);
  if (location.startsWith('/sign-in?next')) fault('asks to sign in');
  if (status >= 400 && !saysSomething(html)) fault('says nothing');
  if (status !== 422 || !html.includes('</html>')) return faults;
  for (const { name, text, isInField } of request.typed) {
    const isKept = isInField ? isAmong(valuesIn(html, name), text) : standsIn(html, text);
    if (!isKept) fault(`lost what was typed as ${name}`);
  }
  return faults;
}

/** Mail addresses come back in small letters. */
const isAmong = (texts: readonly string[], text: string) =>
  texts.some((one) => one.toLowerCase() === text.toLowerCase());

test('every form of the shop has its case here', () => {
  // What programs send is no form; api-garbage.test.ts tries it.
  const sentByPeople = unsafeRoutesOf(app).filter((route) => !/ \/(api|webhooks)\//.test(route));
  expect(Object.keys(forms).toSorted()).toEqual(sentByPeople.toSorted());
});

describe.each(Object.entries(forms))('%s', (route, prepare) => {
  test('takes what an honest person sends', async () => {
    const judge = new Judge(prepare);
    const { isTaken } = await judge.send((ready) => clean(route, ready));

    expect({ isTaken, faults: judge.faults }).toEqual({ isTaken: true, faults: [] });
  });

  test('answers any mixture of garbage clearly, to a page and to a part of it', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map(sentText);
    const damage = fc.oneof(
      fc.constantFrom<Damage>(
        { kind: 'missing' },
        { kind: 'twice' },
        { kind: 'foreign' },
        { kind: 'of-nothing' },
      ),
      fc
        .oneof(fc.constantFrom(...nasties, ...brokenBytes), text)
        .map((sent): Damage => ({ kind: 'text', sent })),
    );
    const change = fc.record({ which: fc.nat({ max: 20 }), damage });
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const judge = new Judge(prepare);

    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (wanted, isPart) => {
        judge.faults.length = 0;
        await judge.send((ready) => {
          const request = damaged(route, ready, wanted);
          return isPart ? { ...request, headers: { ...request.headers, ...asPart } } : request;
        });
        await judge.lookForChanges();
        expect(judge.faults).toEqual([]);
      }),
      { seed: SEED, numRuns: isRepetition(route) ? RUNS / 5 : RUNS },
    );
  });
});

const kindsFor = (field: Field): Damage[] => [
  ...(['missing', 'twice', 'foreign', 'of-nothing'] as const).map((kind) => ({ kind })),
  ...nastiesFor(field).map((sent) => ({ kind: 'text', sent }) as const),
];

const differing = Object.entries(forms).filter(([route]) => !isRepetition(route));

test.each(differing)(
  '%s answers each kind of garbage in each field clearly',
  async (route, prepare) => {
    const { params = {}, fields = {}, ...first } = await prepare();
    const places = [...Object.values(params), ...Object.values(fields)];
    const wholesMany = wholes(route, { params, fields, ...first }).length;
    const judge = new Judge(prepare);
    for (const [which, field] of places.entries()) {
      for (const damage of kindsFor(field)) {
        await judge.send((ready) => damaged(route, ready, [{ which, damage }]));
      }
    }
    for (let index = 0; index < wholesMany; index++) {
      await judge.send((ready) => wholes(route, ready)[index]!);
    }
    await judge.lookForChanges();

    expect(judge.faults).toEqual([]);
  },
  // A paper of many fields is checked for each kind of garbage in each.
  120_000,
);
