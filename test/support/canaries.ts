import { openClaim } from '../../src/claims/open-claim.ts';
import { aComplaint } from './claims.ts';
import { type Kysely, sql } from 'kysely';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { addApprovalRule, nameDeputy } from '../../src/ordering/keep-approval-rules.ts';
import { openCostCentre } from '../../src/ordering/keep-cost-centres.ts';
import { makeOwnRole } from '../../src/people/keep-own-roles.ts';
import { saveCartAsList, shareSavedList } from '../../src/ordering/keep-saved-list.ts';
import { makeKey } from '../../src/people/api-key.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { CompanyRole, DB } from '../../src/platform/db/schema.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { noteOfQuote } from '../../src/ordering/say-of-quote.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import { sendQuoteLink } from '../../src/ordering/send-quote-link.ts';
import { issueProforma } from '../../src/payments/issue-order-papers.ts';
import { objectToLine } from '../../src/payments/object-to-line.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { keepFile } from '../../src/platform/keep-file.ts';
import { keepPhoto } from '../../src/delivery/keep-photo.ts';
import { aCutCart } from './cutting.ts';
import { aCartOf, aSaleOf, place } from './sale.ts';
import { aBuyer, aClerk, aCompany, aPublishedList, at } from './world.ts';
import { everyOrder } from './approval.ts';
import { aResolvedCase } from './prompting.ts';
import { onTheRoad } from './tracked.ts';
import { aHeat, aLotOf, anAttached, aPaper } from './certificates.ts';

export const companyRoles = [
  'buyer',
  'approver',
  'accountant',
  'foreman',
  'company_admin',
] as const satisfies readonly CompanyRole[];

/** Everything that belongs to one company, each text of it a word that stands nowhere else. */
export type Side = {
  ids: {
    companyId: string;
    cartId: string;
    lineId: string;
    orderId: string;
    personId: string;
    siteId: string;
    contactId: string;
    listId: string;
    versionId: string;
    importId: string;
    pastedListId: string;
    quoteId: string;
    linkId: string;
    fileId: string;
    savedListId: string;
    keyId: string;
    jobId: string;
    agreementId: string;
    requestId: string;
    limitId: string;
    holdId: string;
    releaseId: string;
    offerId: string;
    approvalId: string;
    ruleId: string;
    deputyId: string;
    costCentreId: string;
    ownRoleId: string;
    promptId: string;
    caseId: string;
    lotId: string;
    certificateId: string;
    documentId: string;
    entryId: string;
    disputeId: string;
    shipmentId: string;
    photoId: string;
    claimId: string;
  };
  /** What its program says that it is. */
  apiKey: string;
  cartCode: string;
  orderPlacedAt: Date;
  people: Record<CompanyRole, Buyer>;
  /** By what an answer shows that it says something of credit. */
  creditSigns: readonly string[];
  /** The words, by what they are; the last part of each is its kind. */
  words: readonly string[];
  /** The company's own price in tenge per tonne without and with VAT, and what its order comes to; digits only. */
  prices: readonly string[];
};

const VAT = 1.16;

/** What a page says to a company that has a hold for missing documents. */
const CREDIT_SAID = ['documents are missing'];

/** A hold that warns, credit for a time that is over, a wish for more that waits, and one to let goods go. */
async function aMarkedCredit(
  db: Kysely<DB>,
  of: { companyId: string; orderId: string; mark: string; buyer: Buyer; clerk: Staff },
): Promise<{
  requestId: string;
  limitId: string;
  holdId: string;
  releaseId: string;
  offerId: string;
}> {
  const { companyId, orderId, mark, buyer, clerk } = of;
  const [requestId, oldId, limitId, holdId] = [newId(), newId(), newId(), newId()];
  const by = { requestedBy: buyer.personId, requestedAt: at };
  const wish = { companyId, untilDay: '2026-12-31', note: `${mark}-more`, ...by };
  await db
    .insertInto('limitRequest')
    .values([
      { ...wish, id: requestId, extraMinor: 765_400 },
      {
        ...{ ...wish, id: oldId, extraMinor: 100, requestedAt: new Date(at.getTime() - 1) },
        ...{ state: 'granted', decidedBy: clerk.personId, decidedAt: at },
      },
    ])
    .execute();
  const granted = {
    grantedBy: clerk.personId,
    grantedAt: at,
    validDuring: '[2026-01-01,2026-02-01)',
  };
  await db
    .insertInto('temporaryLimit')
    .values({ id: limitId, companyId, requestId: oldId, extraMinor: 100, ...granted })
    .execute();
  const hold = { kind: 'documents', scope: 'warn', reason: `${mark}-hold` } as const;
  await db
    .insertInto('creditHold')
    .values({ id: holdId, companyId, ...hold, placedBy: clerk.personId, placedAt: at })
    .execute();
  const releaseId = newId();
  await db
    .insertInto('shipmentRelease')
    .values({
      ...{ id: releaseId, companyId, orderId, overMinor: 0, aloneUpToMinor: 0 },
      ...{ reason: `${mark}-release`, askedBy: clerk.personId, askedAt: at },
    })
    .execute();
  return { requestId, limitId, holdId, releaseId, offerId: newId() };
}

/** A company under a name of its own (`zqa`, `zqb`) with people, a cart, orders, and prices that only it has. */
export async function aMarkedSide(
  db: Kysely<DB>,
  given: {
    mark: string;
    /** Tenge per tonne without VAT; also with VAT it is a whole number. */
    price: number;
    clerk: Staff;
    product: { id: string };
  },
): Promise<Side> {
  const { mark, price, clerk, product } = given;
  const word = (kind: string) => `${mark}-${kind}`;
  const company = await aCompany(db, { name: word('company'), creditKind: 'unlimited' });
  const companyId = company.id;
  await db
    .updateTable('company')
    .set({ address: word('address'), email: `${mark}@firm.example`, phone: '+7 701 111 22 33' })
    .where('id', '=', companyId)
    .execute();
  await sql`update agreement set number = ${word('agreement')}, reason = ${word('reason')}
    where company_id = ${companyId}`.execute(db);
  const people = await markedPeople(db, company, mark);
  const { siteId, contactId } = await aMarkedPlace(db, companyId, mark);
  const { listId, versionId } = await aPublishedList(db, {
    ...{ level: 'company', companyId, code: word('list') },
    prices: { [product.id]: price * 100 },
  });

  const importId = newId();
  await db
    .insertInto('priceImport')
    .values({
      ...{ id: importId, priceListId: listId, fileName: word('file'), stage: 'ready' },
      ...{ createdBy: clerk.personId, createdAt: at },
    })
    .execute();

  const keyId = newId();
  const apiKey = await transact(db, (tx) =>
    makeKey(tx, people.company_admin, { id: keyId, name: word('key'), at }),
  );

  const aCart = async (kind: string) => {
    const cart = await aCartOf(db, clerk, company, [{ product, bars: 3 }]);
    const said = { purchaseNumber: word(`${kind}-number`), note: word(`${kind}-note`) };
    await db
      .updateTable('cart')
      .set({ ...said, siteId, contactId })
      .where('id', '=', cart.id)
      .execute();
    return cart;
  };
  const ordered = await aCart('order');
  const { orderId } = await place(db, clerk, ordered);
  const { placedAt, grossMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(['placedAt', 'grossMinor'])
    .executeTakeFirstOrThrow();
  const { id: cartId } = await aCart('cart');
  // As a buyer's own it is shown without being asked for; the clerk holds it no more.
  await db
    .updateTable('cart')
    .set({ openedOn: 'web', openedBy: people.company_admin.personId, heldBy: null, heldOn: null })
    .where('id', '=', cartId)
    .execute();
  const { code } = await db
    .selectFrom('cart')
    .where('id', '=', cartId)
    .select('code')
    .executeTakeFirstOrThrow();
  const { id: lineId } = await db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .select('id')
    .executeTakeFirstOrThrow();

  const jobId = await aCuttingJob(db, { company, clerk, product });

  return {
    ids: {
      agreementId: company.agreementId,
      ...{ companyId, cartId, lineId, orderId, siteId, contactId, listId, versionId, keyId, jobId },
      ...(await aMarkedCredit(db, { companyId, orderId, mark, buyer: people.buyer, clerk })),
      ...(await aMarkedQuote(db, people.company_admin, { word, price, product })),
      ...{ companyId, cartId, lineId, orderId, siteId, contactId, listId, keyId, jobId, importId },
      costCentreId: await aMarkedCentre(db, people.company_admin, word('centre')),
      ...(await aMarkedCertificate(db, { orderId, product, word })),
      documentId: await transact(db, (tx) =>
        issueProforma(tx, { orderId, actor: clerk, channel: 'counter', at }),
      ),
      ...(await aMarkedDispute(db, people.buyer, `${mark}-dispute`)),
      ...(await aMarkedShipment(db, { companyId, orderId, clerk, word })),
      claimId: await aMarkedClaim(db, people.company_admin, { orderId, words: word('claim') }),
      ownRoleId: await aMarkedRole(db, people.company_admin, word('role')),
      ...(await aResolvedCase(db, {
        ...{ personId: people.company_admin.personId, companyId, orderId, word },
        ownerId: (await aClerk(db, 'manager')).personId,
      })),
      ...(await aMarkedApproval(db, people, { company, product, mark })),
      pastedListId: await aPastedList(db, people.company_admin, word('line'), product),
      savedListId: await aSavedList(db, people.company_admin, { name: word('saved'), cartId }),
      personId: people.buyer.personId,
    },
    apiKey,
    cartCode: code,
    orderPlacedAt: placedAt,
    people,
    creditSigns: [
      'data-t="credit"',
      'href="/company/credit"',
      word('hold'),
      word('more'),
      word('release'),
      ...CREDIT_SAID,
    ],
    words: [
      ...['company', 'address', 'agreement', 'reason', 'list', 'file', 'key'].map(word),
      ...['cart-number', 'cart-note', 'order-number', 'order-note'].map(word),
      ...['drawing', 'drawn', 'wish', 'conditions', 'asked', 'centre', 'role'].map(word),
      ...['heat', 'certificate', 'dispute', 'claim'].map(word),
      ...['site', 'street', 'contact', 'duty', 'line', 'saved'].map(word),
      ...['said', 'resolution', 'outcome'].map(word),
      ...['driver', 'taker', 'shortage'].map(word),
      ...companyRoles.map((role) => word(`person-${role}`)),
      `${mark}@firm.example`,
      company.bin,
      code,
    ],
    prices: [price, Math.round(price * VAT), Math.floor(grossMinor / 100)].map(String),
  };
}

/** A vehicle that was on the road, with a picture of what was short and who took it over. */
async function aMarkedShipment(
  db: Kysely<DB>,
  of: { companyId: string; orderId: string; clerk: Staff; word: (kind: string) => string },
): Promise<{ shipmentId: string; photoId: string }> {
  const { companyId, orderId, clerk, word } = of;
  const named: Record<string, string> = { Стройплощадка: 'site', Серик: 'driver' };
  const { shipmentId } = await onTheRoad(
    db,
    { companyId, orderId, clerkId: clerk.personId },
    { word: (kind) => word(named[kind] ?? 'street') },
  );
  const bytes = Buffer.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...Buffer.from(word('')),
  ]);
  const photo = { shipmentId, name: 'photo.png', bytes, sentBy: null, at };
  await transact(db, (tx) => keepPhoto(tx, photo));
  await db
    .insertInto('handOver')
    .values({
      ...{ shipmentId, companyId, takenByName: word('taker'), discrepancy: word('shortage') },
      ...{ handedAt: at, source: 'buyer' },
    })
    .execute();
  const { id: photoId } = await db
    .selectFrom('shipmentPhoto')
    .where('shipmentId', '=', shipmentId)
    .select('id')
    .executeTakeFirstOrThrow();
  return { shipmentId, photoId };
}

/** A lot that only its order got, with a certificate. */
async function aMarkedCertificate(
  db: Kysely<DB>,
  of: { orderId: string; product: { id: string }; word: (kind: string) => string },
): Promise<{ lotId: string; certificateId: string }> {
  const heatNumber = of.word('heat');
  const lotId = await aLotOf(db, { ...of, heatNumber });
  const paper = aPaper(of.word('certificate'), [aHeat(heatNumber)]);
  const certificateId = await anAttached(db, await aClerk(db, 'manager'), paper);
  return { lotId, certificateId };
}

/** Money of the company that pays for nothing yet, in a line that its books say otherwise. */
async function aMarkedDispute(
  db: Kysely<DB>,
  by: Buyer,
  note: string,
): Promise<{ entryId: string; disputeId: string }> {
  const { companyId } = by;
  const money = {
    method: 'transfer',
    reference: newId(),
    amountMinor: 1234,
    orderIds: [],
  } as const;
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, { ...money, companyId, personId: null, channel: null, at }),
  );
  const { id: lineId } = await db
    .selectFrom('ledgerTransaction')
    .where('reference', '=', paymentId)
    .select('id')
    .executeTakeFirstOrThrow();
  const disputeId = newId();
  const said = { id: disputeId, lineId, theirsMinor: 0, note, at };
  await transact(db, (tx) => objectToLine(tx, by, said));
  return { entryId: lineId, disputeId };
}

/** A role that the company made for itself. */
async function aMarkedRole(db: Kysely<DB>, by: Buyer, name: string): Promise<string> {
  const id = newId();
  await transact(db, (tx) => makeOwnRole(tx, by, { id, name, capabilities: [], at }));
  return id;
}

/** A cost centre under a name of its own. */
async function aMarkedCentre(db: Kysely<DB>, by: Buyer, name: string): Promise<string> {
  const id = newId();
  await transact(db, (tx) => openCostCentre(tx, by, { id, code: 'B-1', name, at }));
  return id;
}

/** A question about a cart with the rule that asks it, answered by nobody, and a deputy. */
async function aMarkedApproval(
  db: Kysely<DB>,
  people: Side['people'],
  of: { company: { id: string }; product: { id: string }; mark: string },
): Promise<{ approvalId: string; ruleId: string; deputyId: string }> {
  const { company, product, mark } = of;
  const [ruleId, deputyId] = [newId(), newId()];
  const { company_admin: admin, approver, buyer } = people;
  const conditions = {
    ...everyOrder,
  };
  const steps = [{ quorum: 1, people: [] }];
  const cart = await aCartOf(db, admin, company, [{ product, bars: 2 }], 'counter');
  const { key, shownTerms, payment } = await aSaleOf(db, cart);
  await transact(db, (tx) => addApprovalRule(tx, admin, { id: ruleId, ...conditions, steps, at }));
  const asked = { key, cartId: cart.id, shownTerms, payment, note: `${mark}-asked`, at };
  await transact(db, (tx) => askApproval(tx, buyer, { ...asked, placesItself: false }));
  const days = { fromDay: '2027-01-01', untilDay: '2027-01-02' };
  const stand = { id: deputyId, personId: approver.personId, deputyId: admin.personId, ...days };
  await transact(db, (tx) => nameDeputy(tx, admin, { ...stand, at }));
  return { approvalId: key, ruleId, deputyId };
}

/** A request with a version at the company's own price, our note on it, the next version in work, and a link to it. */
async function aMarkedQuote(
  db: Kysely<DB>,
  by: Buyer,
  of: { word: (kind: string) => string; price: number; product: { id: string } },
): Promise<{ quoteId: string; linkId: string; fileId: string }> {
  const { word, price, product } = of;
  const quoteId = newId();
  const manager = await aClerk(db, 'manager');
  const line = { productId: product.id, typed: '', quantityMilli: 3000, unit: 'pcs' } as const;
  const offer = {
    ...{
      position: 1,
      alternative: 1,
      productId: product.id,
      typed: '',
      takesMore: false,
      note: '',
    },
    ...{ quantity: { amountMilli: 3000, unit: 'pcs' as const }, pricePerTonneMinor: price * 100 },
  } as const;
  const validUntil = new Date(at.getTime() + 86_400_000);
  const drawing = { name: `${word('drawing')}.pdf`, bytes: Buffer.from(`%PDF- ${word('drawn')}`) };
  const kept = await transact(db, (tx) => keepFile(tx, { ...drawing, personId: by.personId, at }));
  const fileId = kept.ok ? kept.file.id : '';
  await transact(db, (tx) =>
    requestQuote(tx, by, {
      ...{ id: quoteId, wish: word('wish'), note: '', fileIds: [fileId], at },
      lines: [{ ...line, targetPerTonneMinor: price * 100 }],
    }),
  );
  await transact(db, async (tx) => {
    await beginQuoteDraft(tx, manager, { quoteId, at });
    await sendQuote(tx, manager, {
      ...{ quoteId, seenEdits: 1, validUntil, takesPart: true, offers: [offer], at },
      conditions: word('conditions'),
      delivery: { way: 'pick-up' },
    });
    await beginQuoteDraft(tx, manager, { quoteId, at });
    await noteOfQuote(tx, manager, { id: newId(), quoteId, text: word('internal'), at });
  });
  const to = { name: word('guest'), email: `${word('guest')}@firm.example` };
  const { linkId } = await transact(db, (tx) => sendQuoteLink(tx, manager, { quoteId, ...to, at }));
  return { quoteId, linkId, fileId };
}

/** A list with one line that may mean the product. */
async function aPastedList(
  db: Kysely<DB>,
  by: Buyer,
  typed: string,
  product: { id: string },
): Promise<string> {
  const [id, at] = [newId(), new Date()];
  const { companyId, personId } = by;
  const head = { id, companyId, pastedBy: personId, pastedAt: at, isCut: false, lineCount: 1 };
  await db.insertInto('pastedList').values(head).execute();
  await db
    .insertInto('pastedLine')
    .values({
      ...{ listId: id, position: 1, typed, words: typed, match: 'candidate' },
      candidateIds: [product.id],
      candidateCount: 1,
    })
    .execute();
  return id;
}

/** A list of what lies in a cart, which the administrator keeps and everybody of the company may change. */
async function aSavedList(
  db: Kysely<DB>,
  by: Buyer,
  of: { name: string; cartId: string },
): Promise<string> {
  const listId = newId();
  const shared = { buyer: 'change', approver: 'change', foreman: 'change' } as const;
  await transact(db, (tx) => saveCartAsList(tx, by, { listId, ...of, at }));
  await transact(db, (tx) =>
    shareSavedList(tx, by, { listId, seenEdits: 2, name: of.name, shared }),
  );
  return listId;
}

/** A job for an order of its own, which nobody has looked at yet. */
async function aCuttingJob(
  db: Kysely<DB>,
  of: { company: { id: string }; clerk: Staff; product: { id: string } },
): Promise<string> {
  const { orderId } = await place(db, of.clerk, await aCutCart(db, of.clerk, of));
  const job = db.selectFrom('cuttingJob').where('orderId', '=', orderId).select('id');
  return (await job.executeTakeFirstOrThrow()).id;
}

async function markedPeople(
  db: Kysely<DB>,
  company: { id: string; name: string },
  mark: string,
): Promise<Record<CompanyRole, Buyer>> {
  const people = {} as Record<CompanyRole, Buyer>;
  for (const role of companyRoles) {
    const person = await aBuyer(db, company, role);
    const name = `${mark}-person-${role}`;
    await db.updateTable('person').set({ name }).where('id', '=', person.personId).execute();
    people[role] = { ...person, name };
  }
  return people;
}

async function aMarkedPlace(
  db: Kysely<DB>,
  companyId: string,
  mark: string,
): Promise<{ siteId: string; contactId: string }> {
  const [siteId, contactId] = [newId(), newId()];
  await db
    .insertInto('site')
    .values({
      id: siteId,
      companyId,
      name: `${mark}-site`,
      city: 'Almaty',
      address: `${mark}-street`,
    })
    .execute();
  await db
    .insertInto('contact')
    .values({
      ...{ id: contactId, companyId, name: `${mark}-contact`, searchName: `${mark}contact` },
      duty: `${mark}-duty`,
    })
    .execute();
  return { siteId, contactId };
}

/** A claim that an order came late. */
async function aMarkedClaim(
  db: Kysely<DB>,
  by: Buyer,
  of: { orderId: string; words: string },
): Promise<string> {
  const { id: orderLineId } = await db
    .selectFrom('salesOrderLine')
    .where('orderId', '=', of.orderId)
    .select('id')
    .executeTakeFirstOrThrow();
  const complaint = aComplaint({ ...of, line: { id: orderLineId } }, { kind: 'late' });
  await transact(db, (tx) => openClaim(tx, by, { ...complaint, words: of.words, at: new Date() }));
  return complaint.id;
}

/** The marks of a side that stand in an answer, by kind; prices under whatever thousands are set apart with. */
export function marksIn(text: string, side: Side): string[] {
  const figures = text.replaceAll(/(\d)[\s\u00a0\u2009\u202f,.'](?=\d{3}(?!\d))/g, '$1');
  const prices = side.prices.filter((price) => new RegExp(`(?<!\\d)${price}(?!\\d)`).test(figures));
  return [
    ...side.words.filter((word) => text.includes(word)),
    ...prices.map((price) => `price ${price}`),
  ];
}
