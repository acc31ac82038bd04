import { sql } from 'kysely';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { listRows } from '../../src/catalogue/reading/list-rows.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { findWebCart } from '../../src/ordering/cart.queries.ts';
import { makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { sendQuoteLink } from '../../src/ordering/send-quote-link.ts';
import { insertApprovalLink } from '../../src/ordering/approval.queries.ts';
import { saveCartAsList } from '../../src/ordering/keep-saved-list.ts';
import { pasteList } from '../../src/ordering/paste-list.ts';
import { listOpenOrders } from '../../src/payments/account.queries.ts';
import { insertAttempt, markPaid } from '../../src/payments/card-attempt.queries.ts';
import { openShift } from '../../src/payments/keep-till.ts';
import { makePaymentLink } from '../../src/payments/make-payment-link.ts';
import { inviteBuyer } from '../../src/people/invitation.ts';
import { beginSecondFactor } from '../../src/people/pass-second-factor.ts';
import { requestPasswordReset } from '../../src/people/reset-password.ts';
import { hashToken, newSessionToken } from '../../src/people/session-token.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { takePriceFile } from '../../src/pricing/take-price-file.ts';
import { workPriceImport } from '../../src/pricing/work-price-import.ts';
import { insertLetter, putLetterWish } from '../../src/loyalty/dashboard-letter.queries.ts';
import { insertPromptLink } from '../../src/loyalty/prompt-link.queries.ts';
import { linkCertificate } from '../../src/certificates/link-certificate.ts';
import { aCutCart } from '../support/cutting.ts';
import { beginInstrument } from '../../src/loyalty/write-instrument.ts';
import { draftChanges } from '../../src/loyalty/draft-changes.ts';
import { publishChanges } from '../../src/loyalty/publish-changes.ts';
import { aResolvedCase, aShownPrompt, aSolvedCase } from '../support/prompting.ts';
import { place } from '../support/sale.ts';
import { aCheckoutOrder } from '../support/stand-in.ts';
import { standsAtRisk } from '../support/at-risk.ts';
import { aTabletToBind } from '../support/tablets.ts';
import { hoursLater, onTheRoad } from '../support/tracked.ts';
import { at } from '../support/world.ts';
import { claimPages } from './claim-pages.ts';
import { shipmentPages } from './shipment-pages.ts';
import { findPerson, type Shop, type Who } from './shop.ts';

/** One address, as somebody or as nobody, and how it is answered. */
export type ShownPage = {
  name: string;
  who: Who | 'guest';
  path: string;
  /** The route that answers; a page that stands for no route is a refusal. */
  route?: string;
  status?: number;
};

/** Every page of the shop once, filled as well as the demo world can fill it. */
export async function allPages(shop: Shop): Promise<ShownPage[]> {
  return [
    ...(await openPages(shop)),
    ...(await buyersPages(shop)),
    ...(await ourPages(shop)),
    ...(await claimPages(shop)),
    ...(await shipmentPages(shop)),
  ];
}

async function openPages(shop: Shop): Promise<ShownPage[]> {
  const { sku } = await shop.db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .select('sku')
    .orderBy('sku')
    .executeTakeFirstOrThrow();
  const compared = await aComparison(shop, 'angle');
  const links = await sentLinks(shop);
  const pay = await aPaymentLink(shop);
  const open = (name: string, path: string, route: string): ShownPage => ({
    ...{ who: 'guest', name, path, route },
  });
  return [
    open('the catalogue', '/', '/'),
    open('a category', '/c/pipe-seamless', '/c/:slug'),
    open('a category narrowed down to nothing', '/c/angle?grade=none', '/c/:slug'),
    open('a product', `/p/${sku}`, '/p/:sku'),
    open('what may be taken instead', `/p/${sku}/analogues`, '/p/:sku/analogues'),
    open('a search in vain', '/search?q=уголок 50х50х5 10ХСНД', '/search'),
    open('a search', '/search?q=уголок', '/search'),
    open('products side by side', compared, '/compare'),
    open('a comparison of nothing', '/compare?sku=none', '/compare'),
    open('a search for nothing we have', '/search?q=qqqq', '/search'),
    open('the calculator', '/calculator?q=швеллер 20П 24 м', '/calculator'),
    open('the calculator with a choice', '/calculator?q=двутавр 20', '/calculator'),
    open('colours and keys', '/preferences', '/preferences'),
    open('the sign-in', '/sign-in', '/sign-in'),
    open('an invitation', `/invitation/${links.invitation}`, '/invitation/:token'),
    open('the wish for another password', '/password-reset', '/password-reset'),
    open('another password', `/password-reset/${links.reset}`, '/password-reset/:token'),
    open('a vehicle by its link', (await aVehicle(shop)).link, '/t/:token'),
    open('a quote by a link', `/quote-link/${links.quote}`, '/quote-link/:token'),
    open('what a letter asks', `/approval-link/${links.approval}`, '/approval-link/:token'),
    open('how it felt, by a letter', await aQuestionByLink(shop), '/prompts/by-link/:token'),
    open('no more letters', await anEndOfLetters(shop), '/letters/by-link/:token'),
    open('an order to pay by a link', `/pay/${pay}`, '/pay/:token'),
    open('what came of paying by a link', `/pay/${pay}/payment`, '/pay/:token/payment'),
    open('the outbox', '/outbox', '/outbox'),
    open('a tablet that is not bound', '/tablet', '/tablet'),
    open(
      'a certificate by its code',
      `/certificates/by-link/${await aCertificateLink(shop)}`,
      '/certificates/by-link/:token',
    ),
    { who: 'guest', name: 'no page', path: '/c/nothing-of-ours', status: 404 },
    { who: 'buyer', name: 'a page for others', path: '/counter', status: 403 },
  ];
}

/** A vehicle on the road to the purchaser's site, seen on the way and late, by its link and as his own. */
async function aVehicle(shop: Shop): Promise<{ link: string; own: string }> {
  const purchaser = await findPerson(shop, 'purchaser');
  const { personId: clerkId } = await findPerson(shop, 'counter');
  const companyId = purchaser.companyId ?? '';
  const { id: orderId } = await shop.db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('shipment')
            .whereRef('shipment.orderId', '=', 'salesOrder.id')
            .select('shipment.id'),
        ),
      ),
    )
    .orderBy('placedAt', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  const { shipmentId } = await onTheRoad(shop.db, { orderId, companyId, clerkId });
  const seen = { shipmentId, happenedAt: at, note: '', at };
  const late = { from: hoursLater(50), until: hoursLater(54) };
  const token = await transact(shop.db, async (tx) => {
    const by = (reportKey: string) => ({ kind: 'carrier', reportKey }) as const;
    await trackShipment(tx, by('1'), { ...seen, kind: 'checkpoint', place: 'Балхаш' });
    const delay = { ...seen, kind: 'delayed', place: '', note: 'буран', expected: late } as const;
    await trackShipment(tx, by('2'), delay);
    const buyer = { ...purchaser, kind: 'buyer', role: 'buyer' } as unknown as Buyer;
    return (await makeShipmentLink(tx, buyer, { shipmentId, at })).token;
  });
  return { link: `/t/${token}`, own: `/shipments/${shipmentId}` };
}

/** A question that the purchaser has before him, about his last order. */
async function aQuestion(shop: Shop): Promise<string> {
  const { personId, companyId } = await findPerson(shop, 'purchaser');
  const { id: orderId } = await shop.db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId ?? '')
    .orderBy('placedAt', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  return aShownPrompt(shop.db, { personId, companyId: companyId ?? '', orderId, moment: at });
}

/** A link to a question, as a letter has it. */
async function aQuestionByLink(shop: Shop): Promise<string> {
  const token = newSessionToken();
  const promptId = await aQuestion(shop);
  const expiresAt = new Date(at.getTime() + 86_400_000);
  const link = { tokenHash: hashToken(token), promptId, mayChange: false, madeAt: at, expiresAt };
  await transact(shop.db, (tx) => insertPromptLink(tx, link));
  return `/prompts/by-link/${token}`;
}

/** The link of a letter with the figures that ends them. */
async function anEndOfLetters(shop: Shop): Promise<string> {
  const token = newSessionToken();
  const { id: personId } = await shop.db
    .selectFrom('person')
    .where('email', '=', 'head@counterweight.example')
    .select('id')
    .executeTakeFirstOrThrow();
  const wish = { personId, rhythm: 'weekly', language: 'en', since: at } as const;
  const of = { personId, rhythm: 'weekly', periodBegins: '2026-11-23', at } as const;
  await transact(shop.db, async (tx) => {
    await putLetterWish(tx, wish);
    await insertLetter(tx, { ...of, tokenHash: hashToken(token) });
  });
  return `/letters/by-link/${token}`;
}

/** A customer whom the night found at risk. */
async function aCustomerAtRisk(shop: Shop, companyId: string): Promise<string> {
  await standsAtRisk(shop.db, companyId);
  return `/office/at-risk/${companyId}`;
}

/** The tablets of a branch, one of which waits for its code. */
async function aTabletWaiting(shop: Shop): Promise<string> {
  const clerk = { ...(await findPerson(shop, 'counter')), kind: 'staff', role: 'counter' };
  const { branchCode } = await shop.db
    .selectFrom('person')
    .where('id', '=', clerk.personId)
    .select('branchCode')
    .executeTakeFirstOrThrow();
  await aTabletToBind(shop.db, { ...clerk, branchCode } as unknown as Staff);
  return '/counter/tablets';
}

/** What the head of sales sees of loyalty. */
function loyaltyPages(): ShownPage[] {
  const head = (name: string, path: string, route: string): ShownPage => ({
    ...{ who: 'head', name, path, route },
  });
  return [
    head('loyalty', '/office/loyalty', '/office/loyalty'),
    head('all of loyalty, as it is printed', '/office/loyalty/whole', '/office/loyalty/whole'),
    head('a part of loyalty', '/office/loyalty/parts/drivers', '/office/loyalty/parts/:part'),
    head('said and measured', '/office/loyalty/parts/pairs', '/office/loyalty/parts/:part'),
    head('asked beside satisfaction', '/office/loyalty/parts/asked', '/office/loyalty/parts/:part'),
    head('what customers are worth', '/office/loyalty/parts/worth', '/office/loyalty/parts/:part'),
    head('figures by mail', '/office/loyalty/letters', '/office/loyalty/letters'),
    head('how loyalty is reckoned', '/office/loyalty/method', '/office/loyalty/method'),
    head('answers behind a figure', '/office/loyalty/answers?item=AE5', '/office/loyalty/answers'),
  ];
}

/** The manager's case of a customer who was let down, with something promised. */
async function aCase(shop: Shop): Promise<string> {
  const { personId, companyId } = await findPerson(shop, 'purchaser');
  const { personId: ownerId } = await findPerson(shop, 'manager');
  const { id: orderId } = await shop.db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId ?? '')
    .select('id')
    .executeTakeFirstOrThrow();
  const of = { personId, companyId: companyId ?? '', orderId, ownerId };
  const word = (kind: string) => `a ${kind}`;
  const { caseId } = await aResolvedCase(shop.db, { ...of, word });
  await shop.db
    .updateTable('satisfactionCase')
    .set({ state: 'promised', resolvedAt: null, outcome: '' })
    .where('id', '=', caseId)
    .execute();
  return caseId;
}

/** What a quarter changed: published once, and drafted again. */
async function theChanges(shop: Shop): Promise<{ published: string; draft: string }> {
  const { db } = shop;
  const { personId, companyId } = await findPerson(shop, 'purchaser');
  const head = await theHead(shop);
  const ownerId = head.personId;
  const { id: orderId } = await db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId ?? '')
    .select('id')
    .executeTakeFirstOrThrow();
  const of = { personId, companyId: companyId ?? '', orderId, ownerId };
  const word = (kind: string) => `the ${kind} of a quarter`;
  await aSolvedCase(db, { ...of, word, cause: 'speed', closedAt: at });
  const drafting = { quarter: '2026-10-01', at };
  const published = await transact(db, (tx) => draftChanges(tx, head, drafting));
  await db
    .updateTable('changeEntry')
    .set({ standing: 'changed', ownerId, changedOn: '2026-11-20' })
    .where('reportId', '=', published)
    .execute();
  await transact(db, (tx) => publishChanges(tx, head, { reportId: published, version: 1, at }));
  const draft = await transact(db, (tx) => draftChanges(tx, head, drafting));
  return { published, draft };
}

/** Two products of a category and one of another, side by side. */
async function aComparison(shop: Shop, categoryCode: string): Promise<string> {
  const some = shop.db.selectFrom('product').select('sku').orderBy('sku');
  const [ones, others] = await Promise.all([
    some.where('categoryCode', '=', categoryCode).limit(2).execute(),
    some.where('categoryCode', '=', 'sheet_hot').limit(1).execute(),
  ]);
  return `/compare?${[...ones, ...others].map(({ sku }) => `sku=${sku}`).join('&')}`;
}

/** A certificate of goods that the purchaser's company bought, with a lot that has none and the order it went to. */
async function someCertificates(
  shop: Shop,
): Promise<{ bought: string; orderId: string; faulty: string; bareLot: string }> {
  const { companyId } = await findPerson(shop, 'purchaser');
  const bought = await shop.db
    .selectFrom('salesOrder')
    .innerJoin('orderLot', 'orderLot.orderId', 'salesOrder.id')
    .innerJoin('lotCertificate', 'lotCertificate.lotId', 'orderLot.lotId')
    .where('companyId', '=', companyId)
    .orderBy('salesOrder.number')
    .select(['lotCertificate.certificateId as id', 'salesOrder.id as orderId'])
    .executeTakeFirstOrThrow();
  const faulty = await shop.db
    .selectFrom('certificate')
    .where('faultCount', '>', 0)
    .orderBy('number')
    .select('id')
    .executeTakeFirstOrThrow();
  const bare = await shop.db
    .selectFrom('lot')
    .leftJoin('lotCertificate', 'lotCertificate.lotId', 'lot.id')
    .where('lotCertificate.certificateId', 'is', null)
    .orderBy('receivedOn')
    .select('lot.id')
    .executeTakeFirstOrThrow();
  const { id, orderId } = bought;
  return { bought: id ?? '', orderId, faulty: faulty.id, bareLot: bare.id };
}

async function theHead(shop: Shop): Promise<Staff> {
  const found = await findPerson(shop, 'head');
  return { ...found, kind: 'staff', role: 'head_of_sales', branchCode: null };
}

/** The clerk of the counter. */
async function theClerk(shop: Shop): Promise<Staff> {
  const found = await findPerson(shop, 'counter');
  return { ...found, kind: 'staff', role: 'counter', branchCode: 'ALA' };
}

/** A link by which an order that is not paid can be. */
async function aPaymentLink(shop: Shop): Promise<string> {
  const clerk = await theClerk(shop);
  const { id: orderId } = await shop.db
    .selectFrom('salesOrder')
    .where('source', '=', 'counterweight')
    .where('stage', '=', 'confirmed')
    .whereRef('paidMinor', '<', 'grossMinor')
    .orderBy('number')
    .select('id')
    .executeTakeFirstOrThrow();
  return transact(shop.db, (tx) => makePaymentLink(tx, clerk, { orderId, channel: 'counter', at }));
}

/** The clerk's open shift. */
async function aShift(shop: Shop): Promise<string> {
  const clerk = await theClerk(shop);
  const id = newId();
  await transact(shop.db, (tx) => openShift(tx, clerk, { id, floatMinor: 5_000_000, at }));
  return id;
}

async function aCertificateLink(shop: Shop): Promise<string> {
  const clerk = await theClerk(shop);
  const { bought: certificateId } = await someCertificates(shop);
  const linking = { certificateId, at };
  return (await transact(shop.db, (tx) => linkCertificate(tx, clerk, linking))).token;
}

/** Links that the shop has sent: to somebody new, to somebody who forgot his password, to an approver. */
async function sentLinks(
  shop: Shop,
): Promise<{ invitation: string; reset: string; approval: string; quote: string }> {
  const { companyId, companyName, ...person } = await findPerson(shop, 'companyAdmin');
  if (!companyId || !companyName) throw new Error('nobody manages the company');
  const inviter: Buyer = {
    ...{ ...person, kind: 'buyer', role: 'company_admin', companyId, companyName },
  };
  const guest = { email: 'new@altyn.example', name: 'Жаңа қызметкер', language: 'kk' } as const;
  const invited = await transact(shop.db, (tx) =>
    inviteBuyer(tx, inviter, { ...guest, role: 'buyer', at }),
  );
  let reset = '';
  const wish = { email: person.email, address: '127.0.0.1', at };
  await requestPasswordReset(shop.db, wish, (_, letter) => {
    reset = letter.token;
    return Promise.resolve();
  });
  const approval = newSessionToken();
  const { personId } = await findPerson(shop, 'approver');
  const asked = { requestId: await theQuestion(shop), personId, at };
  await transact(shop.db, (tx) =>
    insertApprovalLink(tx, { tokenHash: hashToken(approval), ...asked }),
  );
  const { waiting: quoteId } = await someQuotes(shop);
  const keeper = await findPerson(shop, 'manager');
  const manager: Staff = { ...keeper, kind: 'staff', role: 'manager', branchCode: null };
  const to = { name: 'Сәуле Омарова', email: 'site@altyn.example' };
  const quote = await transact(shop.db, (tx) => sendQuoteLink(tx, manager, { quoteId, ...to, at }));
  return { invitation: invited?.token ?? '', reset, approval, quote: quote.token };
}

/** The purchaser's quotes: one that waits for him, with the next version in work, and one that became an order. */
async function someQuotes(shop: Shop): Promise<{ waiting: string; accepted: string }> {
  const { companyId } = await findPerson(shop, 'purchaser');
  const found = await shop.db
    .selectFrom('quote')
    .where('companyId', '=', companyId)
    .where('state', 'in', ['sent', 'accepted'])
    .select(['id', 'state'])
    .execute();
  const idOf = (state: string) => found.find((quote) => quote.state === state)?.id ?? '';
  return { waiting: idOf('sent'), accepted: idOf('accepted') };
}

/** The demo's order that waits for its approver. */
async function theQuestion({ db }: Shop): Promise<string> {
  const asked = db.selectFrom('approvalRequest').where('state', '=', 'pending').select('id');
  return (await asked.executeTakeFirstOrThrow()).id;
}

/** The purchaser's cart, kept as a list. */
async function aSavedList(shop: Shop): Promise<string> {
  const { companyId, companyName, ...person } = await findPerson(shop, 'purchaser');
  if (!companyId || !companyName) throw new Error('the purchaser buys for nobody');
  const buyer: Buyer = { ...{ ...person, kind: 'buyer', role: 'buyer', companyId, companyName } };
  const cart = await findWebCart(shop.db, { companyId, personId: buyer.personId });
  if (!cart) throw new Error('the purchaser has no cart');
  const saving = { listId: newId(), name: 'Object 12, block B', cartId: cart.id, at };
  await transact(shop.db, (tx) => saveCartAsList(tx, buyer, saving));
  return saving.listId;
}

/** The newest invoice of a company. */
async function anInvoiceOf({ db }: Shop, companyId: string | null): Promise<string> {
  const { id } = await db
    .selectFrom('document')
    .where('companyId', '=', companyId)
    .where('kind', '=', 'tax-invoice')
    .orderBy('issuedAt', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function buyersPages(shop: Shop): Promise<ShownPage[]> {
  const quotes = await someQuotes(shop);
  const { companyId } = await findPerson(shop, 'purchaser');
  const order = await shop.db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId)
    .orderBy('placedAt', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  const { bought, orderId } = await someCertificates(shop);
  const compared = await aComparison(shop, 'rebar_a500c');
  const buyer = (name: string, path: string, route: string, who: Who = 'purchaser') => ({
    ...{ who, name, path, route },
  });
  return [
    buyer('the home of a buyer', '/', '/'),
    buyer('a category to order from', '/c/rebar-a500c', '/c/:slug'),
    buyer('a search to order from', '/search?q=арматура 12', '/search'),
    buyer('the place to paste a list', '/quick', '/quick'),
    buyer('a pasted list', `/quick/${await aPastedList(shop)}`, '/quick/:pastedListId'),
    buyer('the lists', '/lists', '/lists'),
    buyer('a list of a project', `/lists/${await aSavedList(shop)}`, '/lists/:savedListId'),
    buyer('a comparison to order from', compared, '/compare'),
    buyer('a full cart', '/cart', '/cart'),
    buyer('an empty cart', '/cart', '/cart', 'buyer'),
    buyer('the checkout', '/checkout', '/checkout'),
    buyer('the orders', '/orders', '/orders'),
    buyer('an order', `/o/${order.id}`, '/o/:orderId'),
    buyer('a vehicle', (await aVehicle(shop)).own, '/shipments/:shipmentId'),
    buyer('an order with its heats', `/o/${orderId}`, '/o/:orderId'),
    buyer('the documents', '/documents', '/documents'),
    buyer(
      'an invoice',
      `/documents/${await anInvoiceOf(shop, companyId)}`,
      '/documents/:documentId',
    ),
    buyer('the certificates', '/certificates', '/certificates'),
    buyer('a certificate', `/certificates/${bought}`, '/certificates/:certificateId'),
    buyer('one question', `/prompts/${await aQuestion(shop)}`, '/prompts/:promptId'),
    buyer('what the reader said', '/company/answers', '/company/answers'),
    buyer('an order again', `/o/${order.id}/repetition`, '/o/:orderId/repetition'),
    buyer('an order without what did not come', `/o/${order.id}/left-out`, '/o/:orderId/left-out'),
    buyer('what came of paying', `/o/${order.id}/payment`, '/o/:orderId/payment'),
    buyer('the quotes', '/quotes', '/quotes'),
    buyer('a quote in two versions', `/quotes/${quotes.waiting}`, '/quotes/:quoteId'),
    buyer('a quote that was accepted', `/quotes/${quotes.accepted}`, '/quotes/:quoteId'),
    buyer('a request for a quote', '/quotes/new', '/quotes/new'),
    buyer('what waits for an approver', '/approvals', '/approvals', 'approver'),
    buyer('what a buyer has asked', '/approvals', '/approvals'),
    buyer(
      'a question',
      `/approvals/${await theQuestion(shop)}`,
      '/approvals/:approvalId',
      'approver',
    ),
    buyer(
      'less of what was asked',
      `/approvals/${await theQuestion(shop)}/change`,
      '/approvals/:approvalId/change',
      'approver',
    ),
    buyer(
      'the rules of approval',
      '/company/approval-rules',
      '/company/approval-rules',
      'companyAdmin',
    ),
    buyer(
      'the rules, for an approver',
      '/company/approval-rules',
      '/company/approval-rules',
      'approver',
    ),
    buyer('the delivery sites', '/company/sites', '/company/sites', 'companyAdmin'),
    buyer('the own roles', '/company/roles', '/company/roles', 'companyAdmin'),
    buyer('who changed what', '/company/changes', '/company/changes', 'companyAdmin'),
    buyer('the cost centres', '/company/cost-centres', '/company/cost-centres'),
    buyer(
      'the cost centres, to keep',
      '/company/cost-centres',
      '/company/cost-centres',
      'companyAdmin',
    ),
    buyer('the account', '/statements', '/statements', 'accountant'),
    buyer(
      'what a bank is told',
      `/statements/transfer?pay=${order.id}.100`,
      '/statements/transfer',
    ),
    buyer(
      'what came of paying several at once',
      `/statements/cards/${await aCardPayment(shop)}`,
      '/statements/cards/:attemptId',
      'accountant',
    ),
    buyer('the account line by line', '/statements/ledger', '/statements/ledger'),
    buyer('the act of reconciliation', '/statements/reconciliation', '/statements/reconciliation'),
    buyer(
      'a line of the account',
      `/statements/lines/${await aLine(shop)}`,
      '/statements/lines/:entryId',
      'accountant',
    ),
    buyer('the company', '/company', '/company'),
    buyer('the credit of a company', '/company/credit', '/company/credit'),
    buyer('the own numbers of a company', '/company/articles', '/company/articles'),
    buyer('the company, for who manages it', '/company', '/company', 'companyAdmin'),
    buyer('the keys of its programs', '/company/keys', '/company/keys', 'companyAdmin'),
  ];
}

/** A payment by card of the purchaser's company for some of its orders. */
async function aCardPayment(shop: Shop): Promise<string> {
  const { companyId } = await findPerson(shop, 'purchaser');
  if (!companyId) throw new Error('the purchaser buys for nobody');
  const orders = await listOpenOrders(shop.db, { companyId, limit: 3 });
  const { id: paymentId } = await shop.db
    .selectFrom('payment')
    .where('companyId', '=', companyId)
    .select('id')
    .executeTakeFirstOrThrow();
  const id = newId();
  const parts = orders.map(({ id: orderId, leftMinor: amountMinor }) => ({ orderId, amountMinor }));
  const amountMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0);
  const expiresAt = hoursLater(1);
  await transact(shop.db, async (tx) => {
    await insertAttempt(tx, {
      ...{ id, companyId, parts, amountMinor, currency: 'KZT', state: 'begun', expiresAt },
      ...{ sessionId: null, url: null, openedBy: null, openedOn: 'web', openedAt: at },
      asked: aCheckoutOrder({ attemptId: id, amountMinor, expiresAt }),
    });
    await markPaid(tx, { id, sessionId: `cs_test_${id}`, paymentId, at });
  });
  return id;
}

/** The newest line of the purchaser's account. */
async function aLine(shop: Shop): Promise<string> {
  const { companyId } = await findPerson(shop, 'purchaser');
  const { id } = await shop.db
    .selectFrom('ledgerTransaction')
    .where('companyId', '=', companyId)
    .where('kind', '=', 'payment')
    .orderBy('effectiveOn', 'desc')
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Lines of every kind: found, open, repeated, not ours. */
async function aPastedList(shop: Shop): Promise<string> {
  const { companyId, companyName, ...person } = await findPerson(shop, 'purchaser');
  if (!companyId || !companyName) throw new Error('the purchaser buys for nobody');
  const actor: Buyer = { ...person, kind: 'buyer', role: 'buyer', companyId, companyName };
  const listId = newId();
  const text =
    'швеллер 20П Ст3сп5 12м 4 шт\nарматура 12 2т\nкирпич 5 шт\nшвеллер 20П Ст3сп5 12м 4 шт\nлист 3х1250х2500';
  const pasting = { listId, fileName: '', ...listRows(text), at };
  await transact(shop.db, (tx) => pasteList(tx, actor, pasting));
  return listId;
}

/** A statement of the demo world with a line that waits and one that is booked. */
async function someBankLines({ db }: Shop) {
  const lines = await db
    .selectFrom('bankLine')
    .orderBy('rowNumber')
    .select(['id', 'state', 'statementId'])
    .execute();
  const inState = (state: string) => lines.find((line) => line.state === state)?.id ?? '';
  const statement = lines[0]?.statementId ?? '';
  return { statement, waits: inState('waits'), booked: inState('booked') };
}

async function ourPages(shop: Shop): Promise<ShownPage[]> {
  const { cart, line, order, list, follower, version, importId } = await ourPapers(shop);
  const quotes = await someQuotes(shop);
  const papers = await someCertificates(shop);
  const bank = await someBankLines(shop);
  const { paymentId: refunded } = await shop.db
    .selectFrom('refund')
    .where('state', '=', 'failed')
    .select('paymentId')
    .executeTakeFirstOrThrow();
  const { companyId } = await findPerson(shop, 'purchaser');
  const invoice = await anInvoiceOf(shop, companyId);
  const changes = await theChanges(shop);
  const head = await theHead(shop);
  await transact(shop.db, (tx) => beginInstrument(tx, head, at));
  const as = (who: Who) => (name: string, path: string, route: string) => ({
    ...{ who, name, path, route },
  });
  const [clerk, caller, manager] = [as('counter'), as('phone'), as('manager')];
  const [customer, prices] = ['/office/customers/:companyId', '/office/price-lists/:listId'];
  return [
    clerk('the counter', '/counter', '/counter'),
    clerk('customers that a name may mean', '/counter?q=тоо', '/counter'),
    clerk('a customer', `/counter/customers/${companyId}`, '/counter/customers/:companyId'),
    clerk('a new customer', '/counter/customers/new', '/counter/customers/new'),
    clerk('a cart at the desk', `/counter/carts/${cart}`, '/counter/carts/:cartId'),
    clerk(
      'the price of a line',
      `/counter/carts/${cart}/lines/${line}/price`,
      '/counter/carts/:cartId/lines/:lineId/price',
    ),
    manager('prices to approve', '/office/price-approvals', '/office/price-approvals'),
    clerk('the last look', `/counter/carts/${cart}/review`, '/counter/carts/:cartId/review'),
    clerk('the orders at the desk', '/counter/orders', '/counter/orders'),
    clerk('an order at the desk', `/counter/orders/${order}`, '/counter/orders/:orderId'),
    clerk(
      'whether its goods may leave',
      `/counter/orders/${order}/let-go`,
      '/counter/orders/:orderId/let-go',
    ),
    clerk(
      'an order again at the desk',
      `/counter/orders/${order}/repetition`,
      '/counter/orders/:orderId/repetition',
    ),
    clerk(
      'an order without what did not come, at the desk',
      `/counter/orders/${order}/left-out`,
      '/counter/orders/:orderId/left-out',
    ),
    clerk(
      'what is not in the yard of an order',
      `/counter/orders/${order}/not-there`,
      '/counter/orders/:orderId/not-there',
    ),
    clerk('what is to be cut', '/counter/cutting', '/counter/cutting'),
    clerk('the yard', '/counter/yard', '/counter/yard'),
    clerk('the board of the yard', '/counter/yard/board', '/counter/yard/board'),
    clerk('the list of the gate', '/counter/yard/gate', '/counter/yard/gate'),
    clerk(
      'the shipments of an order',
      `/counter/orders/${order}/shipments`,
      '/counter/orders/:orderId/shipments',
    ),
    clerk(
      'a shipment',
      `/counter/shipments/${await aShipment(shop, order)}`,
      '/counter/shipments/:shipmentId',
    ),
    clerk('the till', '/counter/till', '/counter/till'),
    clerk('the pulse of our own people', '/pulse', '/pulse'),
    clerk('the tablets of a branch', await aTabletWaiting(shop), '/counter/tablets'),
    clerk(
      'a balance',
      `/counter/customers/${companyId}/balance`,
      '/counter/customers/:companyId/balance',
    ),
    clerk('a shift', `/counter/till/${await aShift(shop)}`, '/counter/till/:shiftId'),
    clerk('a key for the second factor', '/second-factor', '/second-factor'),
    caller('the phone', '/phone', '/counter'),
    as('secondPhone')('the second factor', '/second-factor', '/second-factor'),
    manager('the history', '/office', '/office'),
    manager('an order in the office', `/office/orders/${order}`, '/office/orders/:orderId'),
    manager(
      'an order without what did not come, in the office',
      `/office/orders/${order}/left-out`,
      '/office/orders/:orderId/left-out',
    ),
    manager('the documents of all', '/office/documents', '/office/documents'),
    manager(
      'an invoice in the office',
      `/office/documents/${invoice}`,
      '/office/documents/:documentId',
    ),
    manager(
      'what is credited of an invoice',
      `/office/documents/${invoice}/credit-note`,
      '/office/documents/:documentId/credit-note',
    ),
    manager('all payments', '/office/payments', '/office/payments'),
    ...(['waiting', 'to-give', 'failed', 'disputes', 'notices', 'unspent'] as const).map((kind) =>
      manager(`payments: ${kind}`, `/office/payments?show=${kind}`, '/office/payments'),
    ),
    manager('a payment', `/office/payments/${refunded}`, '/office/payments/:paymentId'),
    clerk(
      'a payment at the counter',
      `/counter/payments/${refunded}`,
      '/counter/payments/:paymentId',
    ),
    manager('certificates', '/office/certificates', '/office/certificates'),
    manager(
      'a certificate with faults',
      `/office/certificates/${papers.faulty}`,
      '/office/certificates/:certificateId',
    ),
    manager(
      'lots without a certificate',
      '/office/certificates/missing',
      '/office/certificates/missing',
    ),
    clerk(
      'a certificate to bring',
      `/office/certificates/new?lot=${papers.bareLot}`,
      '/office/certificates/new',
    ),
    clerk(
      'a new version of one',
      `/office/certificates/${papers.bought}/replacement`,
      '/office/certificates/:certificateId/replacement',
    ),
    manager('the bank', '/office/bank', '/office/bank'),
    manager('a statement', `/office/bank/${bank.statement}`, '/office/bank/:statementId'),
    manager('the queue of the bank', '/office/bank/queue', '/office/bank/queue'),
    manager(
      'a company chosen for a line',
      `/office/bank/queue?line=${bank.waits}&company=${companyId}`,
      '/office/bank/queue',
    ),
    manager(
      'a line that is booked',
      `/office/bank/lines/${bank.booked}`,
      '/office/bank/lines/:lineId',
    ),
    as('admin')('our accounts', '/office/bank/accounts', '/office/bank/accounts'),
    manager('what was missed', '/office/missed-demand?days=365', '/office/missed-demand'),
    manager(
      'who missed it',
      '/office/missed-demand/wishes?days=365&key=angle|45×45×6|ALA',
      '/office/missed-demand/wishes',
    ),
    manager('the customers', '/office/customers', '/office/customers'),
    manager('the terms of a customer', `/office/customers/${companyId}`, customer),
    manager(
      'the own numbers of a customer',
      `/office/customers/${companyId}/articles`,
      `${customer}/articles`,
    ),
    manager('customers at risk', '/office/at-risk?whose=all', '/office/at-risk'),
    manager(
      'what was done about one of them',
      await aCustomerAtRisk(shop, companyId ?? ''),
      '/office/at-risk/:companyId',
    ),
    ...loyaltyPages(),
    manager('the cases', '/office/cases?show=all', '/office/cases'),
    manager('a case', `/office/cases/${await aCase(shop)}`, '/office/cases/:caseId'),
    manager('lines that customers dispute', '/office/disputed-lines', '/office/disputed-lines'),
    manager(
      'the account of a customer',
      `/office/customers/${companyId}/account`,
      `${customer}/account`,
    ),
    manager('who asks for more credit', '/office/credit', '/office/credit'),
    manager('the credit of a customer', `/office/credit/${companyId}`, '/office/credit/:companyId'),
    manager('terms that wait for a second person', '/office/terms', '/office/terms'),
    manager('quotes to answer', '/office/quotes?whose=all', '/office/quotes'),
    manager('a quote in the office', `/office/quotes/${quotes.waiting}`, '/office/quotes/:quoteId'),
    manager('the price lists', '/office/price-lists', '/office/price-lists'),
    manager('a price list', `/office/price-lists/${list}`, prices),
    manager(
      'what a version changed',
      `/office/price-lists/${list}/versions/${version}`,
      `${prices}/versions/:versionId`,
    ),
    manager('its next version', `/office/price-lists/${list}/draft`, `${prices}/draft`),
    manager('a pasted block', `/office/price-lists/${list}/draft/paste`, `${prices}/draft/paste`),
    manager(
      'what a rule would change',
      `/office/price-lists/${list}/draft/rule?form=angle&basis=cost&value=1.14&roundTo=100`,
      `${prices}/draft/rule`,
    ),
    manager(
      'how a list follows a base',
      `/office/price-lists/${follower}/draft/formula`,
      `${prices}/draft/formula`,
    ),
    manager('prices from a file', `/office/price-lists/${list}/imports`, `${prices}/imports`),
    manager(
      'what a file changes',
      `/office/price-lists/${list}/imports/${importId}`,
      `${prices}/imports/:importId`,
    ),
    manager(
      'what it changes',
      `/office/price-lists/${list}/draft/review`,
      `${prices}/draft/review`,
    ),
    as('admin')('the questions', '/office/instrument', '/office/instrument'),
    as('admin')(
      'a version of the questions',
      '/office/instrument/1',
      '/office/instrument/:number{[0-9]{1,6}}',
    ),
    as('admin')('the questions drafted', '/office/instrument/draft', '/office/instrument/draft'),
    as('admin')(
      'one of the questions drafted',
      '/office/instrument/draft?item=OSAT',
      '/office/instrument/draft',
    ),
    as('admin')(
      'a moment of the questions drafted',
      '/office/instrument/draft?touchpoint=TP_PICKUP_DONE',
      '/office/instrument/draft',
    ),
    as('head')('what changed, in the office', '/office/changes', '/office/changes'),
    as('head')('changes drafted', `/office/changes/${changes.draft}`, '/office/changes/:reportId'),
    as('head')(
      'changes published',
      `/office/changes/${changes.published}`,
      '/office/changes/:reportId',
    ),
    as('head')('what changed', '/changes', '/changes'),
    as('head')('what changed in a quarter', `/changes/${changes.published}`, '/changes/:reportId'),
    as('admin')('our own people', '/office/people', '/office/people'),
    as('manager')('what bringing goods costs', '/office/freight', '/office/freight'),
    as('manager')(
      'orders whose freight waits',
      '/office/freight-to-agree',
      '/office/freight-to-agree',
    ),
    as('manager')('what orders miss', '/office/missing-goods', '/office/missing-goods'),
    as('manager')('what nobody fetches', '/office/storage', '/office/storage'),
    as('manager')('customs codes of goods', '/office/customs', '/office/customs'),
    as('admin')('who we are on paper', '/office/seller', '/office/seller'),
  ];
}

/** A parked cart, an order, a price list with a draft; a key that waits for its first code, and a sign-in that waits for its second. */
async function ourPapers(
  shop: Shop,
): Promise<
  Record<'cart' | 'line' | 'order' | 'list' | 'follower' | 'version' | 'importId', string>
> {
  const { db } = shop;
  const cart = await db
    .selectFrom('cart')
    .where('placedAt', 'is', null)
    .where('parkedAt', 'is not', null)
    .innerJoin('cartLine', 'cartLine.cartId', 'cart.id')
    .select(['cart.id', 'cartLine.id as line'])
    .executeTakeFirstOrThrow();
  const order = await db
    .selectFrom('salesOrder')
    .where('stage', '=', 'placed')
    .select('id')
    .executeTakeFirstOrThrow();
  const list = await db
    .selectFrom('priceList')
    .where('level', '=', 'base')
    .select('id')
    .executeTakeFirstOrThrow();
  const follower = await db
    .selectFrom('priceList')
    .where('level', '=', 'company')
    .select('id')
    .executeTakeFirstOrThrow();
  const version = await db
    .selectFrom('priceListVersion')
    .where('priceListId', '=', list.id)
    .where('publishedAt', 'is not', null)
    .select('id')
    .executeTakeFirstOrThrow();
  const [clerk, caller] = [
    await findPerson(shop, 'counter'),
    await findPerson(shop, 'secondPhone'),
  ];
  const manager: Staff = {
    ...(await findPerson(shop, 'manager')),
    ...{ kind: 'staff', role: 'manager', branchCode: 'ALA' },
  };
  await transact(db, async (tx) => {
    await beginDraft(tx, manager, { listId: list.id, at });
    await beginDraft(tx, manager, { listId: follower.id, at });
    const { waiting: quoteId } = await someQuotes(shop);
    await beginQuoteDraft(tx, manager, { quoteId, at });
    for (const { personId } of [clerk, caller]) await beginSecondFactor(tx, personId);
    await tx
      .updateTable('person')
      .set({ totpConfirmedAt: at })
      .where('id', '=', caller.personId)
      .execute();
  });
  await aCutOrder(shop, { ...clerk, kind: 'staff', role: 'counter', branchCode: 'ALA' });
  const importId = newId();
  const { sku } = await db
    .selectFrom('product')
    .where('withdrawnAt', 'is', null)
    .orderBy('sku')
    .select('sku')
    .executeTakeFirstOrThrow();
  const file = Buffer.from(`SKU;Price\n${sku};999999\nNO-SUCH;1`);
  const given = { id: importId, listId: list.id, fileName: 'prices.csv', file, at };
  await transact(db, (tx) => takePriceFile(tx, manager, given));
  await workPriceImport(db, { importId });
  return {
    ...{ cart: cart.id, line: cart.line, importId },
    ...{ order: order.id, list: list.id, follower: follower.id, version: version.id },
  };
}

/** An order of bars that are cut, from what Almaty has most of. */
async function aCutOrder({ db }: Shop, clerk: Staff): Promise<void> {
  const { id } = await db
    .selectFrom('product')
    .innerJoin('stockLevel', 'stockLevel.productId', 'product.id')
    .where('branchCode', '=', 'ALA')
    .where('form', '=', 'channel')
    .where('stockLengthMm', '=', 12_000)
    .orderBy((level) => level('stockLevel.onHandG', '-', level.ref('stockLevel.reservedG')), 'desc')
    .select('product.id')
    .executeTakeFirstOrThrow();
  const { companyId } = await db
    .selectFrom('companyAccount')
    .where('creditKind', '=', 'unlimited')
    .select('companyId')
    .executeTakeFirstOrThrow();
  const cart = await aCutCart(db, clerk, { company: { id: companyId }, product: { id } });
  await place(db, clerk, cart, { payment: 'prepaid' });
}

/** A vehicle that is planned for all of an order; its id. */
async function aShipment(shop: Shop, orderId: string): Promise<string> {
  const id = newId();
  await sql`
    insert into shipment (id, company_id, order_id, position, branch_code, way, load_from, load_until, planned_by, planned_at)
    select ${id}::uuid, company_id, id, 1 + (select count(*) from shipment where order_id = placed.id), branch_code, 'pick-up',
           ${at}, ${at}::timestamptz + interval '1 hour', placed_by, ${at}
    from sales_order as placed where id = ${orderId}`.execute(shop.db);
  await sql`
    insert into shipment_line (id, company_id, shipment_id, order_line_id, planned_g, planned_pieces)
    select gen_random_uuid(), company_id, ${id}::uuid, id, weight_g, pieces from sales_order_line where order_id = ${orderId}`.execute(
    shop.db,
  );
  return id;
}
