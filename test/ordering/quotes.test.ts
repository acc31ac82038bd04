import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  acceptQuote,
  askApprovalOfQuote,
  placeApproved,
  type QuoteAcceptance,
} from '../../src/ordering/accept-quote.ts';
import type { ApprovalConditions } from '../../src/ordering/approval-conditions.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { openCostCentre, requireCostCentre } from '../../src/ordering/keep-cost-centres.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import { declineQuote, expireQuotes, withdrawQuote } from '../../src/ordering/close-quote.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import type { WrittenOffer } from '../../src/ordering/price-offers.ts';
import { type Offer, standingForBuyer, standingForStaff } from '../../src/ordering/quote.ts';
import type { WrittenDelivery } from '../../src/ordering/quote-delivery.ts';
import { findQuote } from '../../src/ordering/quote.queries.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { noteOfQuote, sayOfQuote } from '../../src/ordering/say-of-quote.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import { tellOfQuote } from '../../src/ordering/tell-of-quote.ts';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { quoteLetter } from '../../views/mail/quote-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
  stockOf,
  TONNE,
} from '../support/world.ts';
import { everyOrder } from '../support/approval.ts';

const LISTED_MINOR = 42_000_000;
const QUOTED_MINOR = 39_990_000;
const DAY_MS = 86_400_000;
const later = new Date(at.getTime() + DAY_MS);

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

type Asked = {
  quoteId: string;
  buyer: Buyer;
  company: { id: string; name: string };
  rebar: { id: string; sku: string };
};

/** A request of a company whose manager we know, for 2 t of rebar at its own price. */
async function aRequest(): Promise<Asked> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await db
    .updateTable('company')
    .set({ managerId: manager.personId })
    .where('id', '=', company.id)
    .execute();
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: LISTED_MINOR });
  const quoteId = newId();
  const lines = [
    {
      productId: rebar.id,
      typed: '',
      quantityMilli: 2000,
      unit: 't' as const,
      targetPerTonneMinor: 38_000_000,
    },
  ];
  await transact(db, (tx) =>
    requestQuote(tx, buyer, { id: quoteId, wish: 'by Friday', note: '', lines, at }),
  );
  return { quoteId, buyer, company, rebar };
}

const anOffer = (
  product: { id: string } | null,
  more: Partial<WrittenOffer> = {},
): WrittenOffer => ({
  ...{ position: 1, alternative: 1, productId: product?.id ?? null, typed: '' },
  ...{ quantity: { amountMilli: 10_000, unit: 'pcs' }, pricePerTonneMinor: QUOTED_MINOR },
  ...{ takesMore: false, note: '' },
  ...more,
});

async function send(
  quoteId: string,
  offers: readonly WrittenOffer[],
  more: { validUntil?: Date; takesPart?: boolean; when?: Date; delivery?: WrittenDelivery } = {},
) {
  const { validUntil = later, takesPart = false, when = at } = more;
  const { delivery = { way: 'pick-up' } } = more;
  await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at: when }));
  const versions = await listVersions(db, { quoteId, withDraft: true });
  const written = { quoteId, seenEdits: versions.at(-1)!.edits, validUntil, takesPart, offers };
  return transact(db, (tx) =>
    sendQuote(tx, manager, { ...written, delivery, conditions: '', at: when }),
  );
}

async function currentOf(quoteId: string) {
  const quote = await findQuote(db, quoteId);
  const versions = await listVersions(db, { quoteId, withDraft: false });
  if (!quote) throw new Error('no quote');
  return { quote, offers: versions.at(-1)?.offers ?? ([] as readonly Offer[]) };
}

/** What a buyer's form says who takes all first offers. */
async function anAcceptance(
  quoteId: string,
  more: Partial<QuoteAcceptance> = {},
): Promise<QuoteAcceptance> {
  const { quote, offers } = await currentOf(quoteId);
  return {
    ...{ key: newId(), quoteId, seenVersion: quote.version, payment: 'on-account', siteId: null },
    ...{ purchaseNumber: '', channel: 'web', at },
    wanted: offers
      .filter(({ alternative }) => alternative === 1)
      .map(({ id }) => ({ offerId: id, quantityMilli: undefined })),
    ...more,
  };
}

const accept = (actor: Actor, said: QuoteAcceptance) =>
  transact(db, (tx) => acceptQuote(tx, actor, said));
const codeOf = (error: unknown) =>
  (error as { reason?: { code: string } }).reason?.code ?? String(error);
const refusal = (deed: Promise<unknown>) => deed.then(() => 'done', codeOf);
const ordersOf = (companyId: string) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('salesOrderLine', 'orderId', 'salesOrder.id')
    .where('salesOrder.companyId', '=', companyId)
    .select(['salesOrder.id', 'priceLevel', 'pricePerTonneMinor', 'salesOrderLine.quantityMilli'])
    .select('salesOrderLine.grossMinor')
    .execute();

describe('a request', () => {
  test('is made once, gets the next number, and the manager is told what is asked', async () => {
    const { quoteId, buyer, company } = await aRequest();
    const lines = [
      { productId: null, typed: 'x', quantityMilli: null, unit: null, targetPerTonneMinor: null },
    ];
    const again = () =>
      transact(db, (tx) => requestQuote(tx, buyer, { id: quoteId, wish: '', note: '', lines, at }));
    await Promise.all([again(), again()]);
    const { quote } = await currentOf(quoteId);

    expect(quote).toMatchObject({
      state: 'requested',
      wish: 'by Friday',
      companyName: company.name,
    });
    expect(quote.number).toMatch(/^Q26-\d{6}$/);
    expect(quote.lines).toHaveLength(1);
    expect(standingForBuyer(quote, at)).toBe('with-us');
    expect(standingForStaff(quote, at)).toBe('to-answer');
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', quoteId)
      .select(['id', 'type'])
      .execute();
    expect(events.map(({ type }) => type)).toEqual(['quote.requested']);
    for (const { id: eventId } of [...events, ...events])
      await tellOfQuote(db, quoteLetter, { eventId });
    const letters = await db
      .selectFrom('outgoingMail')
      .where('recipient', '=', manager.email)
      .where('subject', 'like', `%${quote.number}%`)
      .selectAll()
      .execute();
    expect(letters).toHaveLength(1);
    expect(letters[0]!.body).toContain('Rebar 12 A500C 11.7 m: 2.000 t');
  });
});

describe('an answer', () => {
  test('begins at the own list prices of the company, and is frozen with its derivation', async () => {
    const { quoteId, rebar } = await aRequest();
    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
    const [draft] = await listVersions(db, { quoteId, withDraft: true });
    expect(draft!.offers[0]).toMatchObject({
      ...{ listPerTonneMinor: LISTED_MINOR, pricePerTonneMinor: LISTED_MINOR, quantityMilli: 2000 },
    });
    expect(await send(quoteId, [anOffer(rebar)])).toBe(1);
    expect(await send(quoteId, [anOffer(rebar, { pricePerTonneMinor: 38_500_000 })])).toBe(2);

    const { quote } = await currentOf(quoteId);
    expect(quote).toMatchObject({ state: 'sent', currentVersion: 2 });
    const stored = await db
      .selectFrom('quoteOffer')
      .innerJoin('quoteVersion', 'quoteVersion.id', 'versionId')
      .where('quoteId', '=', quoteId)
      .orderBy('number')
      .select(['number', 'pricePerTonneMinor', 'listPerTonneMinor', 'derivation', 'grossMinor'])
      .execute();
    expect(stored).toMatchObject([
      { number: 1, pricePerTonneMinor: QUOTED_MINOR, listPerTonneMinor: LISTED_MINOR },
      { number: 2, pricePerTonneMinor: 38_500_000, listPerTonneMinor: LISTED_MINOR },
    ]);
    expect(stored[1]!.derivation).toMatchObject({
      ...{ grossMinor: stored[1]!.grossMinor, fixed: { kind: 'quote', quoteVersion: 2 } },
    });
  });

  test('that was sent changes no more, whoever tries, and two drafts of one quote cannot be', async () => {
    const { quoteId, rebar } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    const { offers } = await currentOf(quoteId);
    const attempts = [
      sql`update quote_offer set price_per_tonne_minor = 1 where id = ${offers[0]!.id}`,
      sql`delete from quote_offer where id = ${offers[0]!.id}`,
      sql`update quote_version set conditions = 'x' where quote_id = ${quoteId}`,
      sql`delete from quote_version where quote_id = ${quoteId}`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(db)).rejects.toThrow(/change/);
    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
    await expect(
      sql`insert into quote_version (id, quote_id, company_id, begun_by, begun_at)
        select ${newId()}, id, company_id, requested_by, ${at} from quote where id = ${quoteId}`.execute(
        db,
      ),
    ).rejects.toThrow('one_draft_of_a_quote');
  });

  test('is not sent without a price, an offer, or a time to come', async () => {
    const { quoteId, rebar } = await aRequest();
    expect(await refusal(send(quoteId, []))).toBe('quote-empty');
    expect(await refusal(send(quoteId, [anOffer(rebar, { pricePerTonneMinor: null })]))).toBe(
      'price-on-request',
    );
    expect(await refusal(send(quoteId, [anOffer(rebar)], { validUntil: at }))).toBe(
      'quote-validity',
    );
    const clerk = await aClerk(db, 'counter');
    expect(await refusal(transact(db, (tx) => beginQuoteDraft(tx, clerk, { quoteId, at })))).toBe(
      'not-permitted',
    );
  });
});

describe('an acceptance', () => {
  test('becomes an order at exactly the quoted price, whatever the lists say by then', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    const prices = { [rebar.id]: LISTED_MINOR + 8_000_000 };
    await aPublishedList(db, { level: 'contract', companyId: company.id, prices });
    const { offers } = await currentOf(quoteId);
    const { orderId } = await accept(buyer, await anAcceptance(quoteId));

    expect(await ordersOf(company.id)).toEqual([
      {
        ...{ id: orderId, priceLevel: 'quote', pricePerTonneMinor: QUOTED_MINOR },
        ...{ quantityMilli: 10_000, grossMinor: offers[0]!.grossMinor },
      },
    ]);
    const { quote } = await currentOf(quoteId);
    expect(standingForBuyer(quote, at)).toBe('ordered');
    expect(await auditFindings(db)).toEqual([]);
  });

  test('happens once, however many click at once: two tabs, two people, buyer and clerk', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    const [colleague, clerk] = [await aBuyer(db, company), await aClerk(db, 'manager')];
    const people: Actor[] = [buyer, colleague, clerk, buyer];
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        anAcceptance(quoteId, { channel: people[index % 4] === clerk ? 'phone' : 'web' }),
      ),
    );
    const answers = await Promise.all(said.map((one, index) => accept(people[index % 4]!, one)));

    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
    expect(await ordersOf(company.id)).toHaveLength(1);
  });

  test('of a part leaves the rest open; the same tonne is not taken twice', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar)], { takesPart: true });
    const { offers } = await currentOf(quoteId);
    const take = (bars: number) => [{ offerId: offers[0]!.id, quantityMilli: bars * 1000 }];
    const said = await Promise.all(
      Array.from({ length: 8 }, () => anAcceptance(quoteId, { wanted: take(6) })),
    );
    const answers = await Promise.all(said.map((one) => refusal(accept(buyer, one))));
    expect(answers.toSorted()).toEqual([
      'done',
      ...Array.from({ length: 7 }, () => 'quote-changed'),
    ]);
    expect(standingForBuyer((await currentOf(quoteId)).quote, at)).toBe('part-ordered');

    expect(await refusal(accept(buyer, await anAcceptance(quoteId, { wanted: take(5) })))).toBe(
      'quote-no-more',
    );
    await accept(buyer, await anAcceptance(quoteId));
    expect(
      (await ordersOf(company.id))
        .map(({ quantityMilli }) => quantityMilli)
        .toSorted((one, other) => one - other),
    ).toEqual([4000, 6000]);
    expect((await currentOf(quoteId)).quote.state).toBe('accepted');
  });

  test('takes one offer a line, all lines where it is a whole, and more only where that is offered', async () => {
    const { quoteId, rebar, buyer } = await aRequest();
    const offers = [
      anOffer(rebar),
      anOffer(rebar, {
        alternative: 2,
        quantity: { amountMilli: 50_000, unit: 'pcs' },
        pricePerTonneMinor: 39_000_000,
        takesMore: true,
      }),
      anOffer(rebar, { position: 2 }),
    ];
    await send(quoteId, offers);
    const [first, second, third] = (await currentOf(quoteId)).offers;
    const of = (...wanted: [Offer | undefined, number?][]) =>
      wanted.map(([offer, bars]) => ({ offerId: offer!.id, quantityMilli: bars && bars * 1000 }));
    const tried = async (wanted: QuoteAcceptance['wanted']) =>
      refusal(accept(buyer, await anAcceptance(quoteId, { wanted })));

    expect(await tried(of([first], [second], [third]))).toBe('quote-one-offer-a-line');
    expect(await tried(of([first]))).toBe('quote-whole-only');
    expect(await tried(of([first, 5], [third]))).toBe('quote-whole-only');
    expect(await tried(of([first, 11], [third]))).toBe('quote-no-more');
    expect(await tried([])).toBe('quote-nothing-chosen');
    expect(await tried([{ offerId: newId(), quantityMilli: undefined }])).toBe('quote-changed');
    expect(await tried(of([second, 60], [third]))).toBe('done');
  });

  test('ends to the minute, whether or not the job has been there', async () => {
    const { quoteId, rebar, buyer } = await aRequest();
    await send(quoteId, [anOffer(rebar)], { takesPart: true });
    const wanted = [{ offerId: (await currentOf(quoteId)).offers[0]!.id, quantityMilli: 1000 }];
    const before = new Date(later.getTime() - 1);
    expect(await refusal(accept(buyer, await anAcceptance(quoteId, { wanted, at: before })))).toBe(
      'done',
    );
    expect(await refusal(accept(buyer, await anAcceptance(quoteId, { wanted, at: later })))).toBe(
      'quote-expired',
    );
    expect(standingForBuyer((await currentOf(quoteId)).quote, later)).toBe('expired');

    await expireQuotes(db, before);
    expect((await currentOf(quoteId)).quote.state).toBe('sent');
    await expireQuotes(db, later);
    await expireQuotes(db, later);
    expect((await currentOf(quoteId)).quote.state).toBe('expired');
    expect(await refusal(accept(buyer, await anAcceptance(quoteId, { wanted, at: before })))).toBe(
      'quote-expired',
    );
    const told = await db
      .selectFrom('event')
      .where('subjectId', '=', quoteId)
      .where('type', '=', 'quote.expired')
      .select('id')
      .execute();
    expect(told).toHaveLength(1);
  });

  test('of a version that was replaced is refused, and so is what was withdrawn meanwhile', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    const ofFirst = await anAcceptance(quoteId);
    await send(quoteId, [anOffer(rebar, { pricePerTonneMinor: 41_000_000 })]);
    expect(await refusal(accept(buyer, ofFirst))).toBe('quote-changed');

    const said = await anAcceptance(quoteId);
    const deeds = await Promise.all([
      refusal(accept(buyer, said)),
      refusal(transact(db, (tx) => withdrawQuote(tx, manager, { quoteId, note: 'sold out', at }))),
    ]);
    const { quote } = await currentOf(quoteId);
    const isAccepted = quote.state === 'accepted';
    expect(deeds).toEqual(isAccepted ? ['done', 'quote-closed'] : ['quote-closed', 'done']);
    expect(await ordersOf(company.id)).toHaveLength(isAccepted ? 1 : 0);
  });

  test('for more than its branch has is asked for the day on which the rest comes, and is ordered for no later one', async () => {
    const { quoteId, rebar, buyer } = await aRequest();
    await stockOf(db, rebar, 500 * TONNE, 'NQZ');
    await send(quoteId, [anOffer(rebar, { quantity: { amountMilli: 300_000, unit: 't' } })]);
    const said = await anAcceptance(quoteId);
    const told = await accept(buyer, said).catch((error: unknown) => error);
    expect(told).toMatchObject({
      reason: { code: 'comes-later', sku: rebar.sku, branchCode: 'NQZ', arrivesOn: '2026-11-30' },
    });
    const early = { ...said, comesOn: '2026-11-29' };
    expect(await refusal(accept(buyer, early))).toBe('comes-later');
    const { orderId } = await accept(buyer, { ...said, comesOn: '2026-11-30' });
    const held = await db
      .selectFrom('reservation')
      .where('orderId', '=', orderId)
      .select(['branchCode', 'arrivesOn'])
      .orderBy('branchCode')
      .execute();
    expect(held).toEqual([
      { branchCode: 'ALA', arrivesOn: null },
      { branchCode: 'NQZ', arrivesOn: '2026-11-30' },
    ]);
  });

  test('asks stock, credit and the right to buy as any order does, and nothing is lost when refused', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar, { quantity: { amountMilli: 500_000, unit: 't' } })]);
    expect(await refusal(accept(buyer, await anAcceptance(quoteId)))).toBe('insufficient-stock');
    await stockOf(db, rebar, 1000 * TONNE);
    await db
      .updateTable('companyAccount')
      .set({ creditKind: 'amount', limitMinor: 1000 })
      .where('companyId', '=', company.id)
      .execute();
    expect(await refusal(accept(buyer, await anAcceptance(quoteId)))).toBe('credit-limit-exceeded');
    const foreman = await aBuyer(db, company, 'foreman');
    expect(await refusal(accept(foreman, await anAcceptance(quoteId)))).toBe('not-permitted');
    const stranger = await aBuyer(db, await aCompany(db));
    await expect(accept(stranger, await anAcceptance(quoteId))).rejects.toThrow('not found');
    expect((await currentOf(quoteId)).quote.state).toBe('sent');
    expect(await refusal(accept(buyer, await anAcceptance(quoteId, { payment: 'prepaid' })))).toBe(
      'done',
    );
  });

  test('leaves the cart that the buyer fills on the web as it is', async () => {
    const { quoteId, rebar, buyer, company } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    await sql`insert into cart (id, code, company_id, opened_on, opened_by, branch_code, created_at, changed_at)
      values (${newId()}, 'WEBCAR', ${company.id}, 'web', ${buyer.personId}, 'ALA', ${at}, ${at})`.execute(
      db,
    );
    await accept(buyer, await anAcceptance(quoteId));
    const open = await db
      .selectFrom('cart')
      .where('companyId', '=', company.id)
      .where('placedAt', 'is', null)
      .select('code')
      .execute();
    expect(open).toEqual([{ code: 'WEBCAR' }]);
  });
});

describe('the end of a quote', () => {
  test('declining asks why, and a closed one is reopened with today’s prices beside the old', async () => {
    const { quoteId, rebar, buyer } = await aRequest();
    await send(quoteId, [anOffer(rebar)]);
    const { version: seenVersion } = (await currentOf(quoteId)).quote;
    const declining = { quoteId, seenVersion, reason: 'too-dear', note: '', at } as const;
    const decline = () => transact(db, (tx) => declineQuote(tx, buyer, declining));
    await decline();
    await decline();
    expect((await currentOf(quoteId)).quote).toMatchObject({
      state: 'declined',
      closeReason: 'too-dear',
    });
    expect(await refusal(accept(buyer, await anAcceptance(quoteId)))).toBe('quote-closed');

    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
    const draft = (await listVersions(db, { quoteId, withDraft: true })).at(-1);
    expect(draft?.offers[0]).toMatchObject({
      ...{ pricePerTonneMinor: QUOTED_MINOR, listPerTonneMinor: LISTED_MINOR },
    });
    expect(await send(quoteId, [anOffer(rebar)])).toBe(2);
    expect((await currentOf(quoteId)).quote).toMatchObject({ state: 'sent', closeReason: '' });
  });
});

test('messages reach both sides and their letters; a note of ours is in neither', async () => {
  const { quoteId, buyer } = await aRequest();
  const say = (actor: Actor, id: string, text: string) =>
    transact(db, (tx) => sayOfQuote(tx, actor, { id, quoteId, text, position: 1, at }));
  const id = newId();
  await say(buyer, id, 'can it be cheaper?');
  await say(buyer, id, 'can it be cheaper?');
  await say(manager, newId(), 'a little');
  await transact(db, (tx) =>
    noteOfQuote(tx, manager, { id: newId(), quoteId, text: 'floor is 370', at }),
  );
  const quote = await findQuote(db, quoteId);
  expect(quote?.messages.map(({ text, isOurs, position }) => [text, isOurs, position])).toEqual([
    ['can it be cheaper?', false, 1],
    ['a little', true, 1],
  ]);
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', quoteId)
    .where('type', '=', 'quote.said')
    .select('id')
    .orderBy('id')
    .execute();
  for (const { id: eventId } of events) await tellOfQuote(db, quoteLetter, { eventId });
  const letters = await db
    .selectFrom('outgoingMail')
    .where('subject', 'like', `%${quote?.number}%`)
    .select(['recipient', 'body'])
    .execute();
  expect(letters.map(({ recipient }) => recipient).toSorted()).toEqual(
    [buyer.email, manager.email].toSorted(),
  );
  expect(JSON.stringify([quote, letters])).not.toContain('floor is 370');
});

test('a message about a line that the quote does not have is not sent', async () => {
  const { quoteId, buyer, rebar } = await aRequest();
  const say = (position: number) =>
    refusal(
      transact(db, (tx) =>
        sayOfQuote(tx, buyer, { id: newId(), quoteId, text: 'this one', position, at }),
      ),
    );
  expect(await say(2)).toBe('quote-line-missing');
  await send(quoteId, [anOffer(rebar), anOffer(rebar, { position: 2 })]);
  expect(await say(2)).toBe('done');
  expect(await say(3)).toBe('quote-line-missing');
  const { quote } = await currentOf(quoteId);
  expect(quote.messages.map(({ position }) => position)).toEqual([2]);
});

test('a quote is booked to a cost centre, where the company wants one with every order', async () => {
  const { company, buyer, quoteId, rebar } = await aRequest();
  const keeper = await aBuyer(db, company, 'company_admin');
  const costCentreId = newId();
  const centre = { id: costCentreId, code: 'B-1', name: '', at };
  await transact(db, (tx) => openCostCentre(tx, keeper, centre));
  await transact(db, (tx) => requireCostCentre(tx, keeper, { isRequired: true, at }));
  await send(quoteId, [anOffer(rebar)]);
  expect(await refusal(accept(buyer, await anAcceptance(quoteId)))).toBe('cost-centre-required');
  const { orderId } = await accept(buyer, await anAcceptance(quoteId, { costCentreId }));
  const order = db.selectFrom('salesOrder').where('id', '=', orderId).select('costCentreCode');
  expect(await order.executeTakeFirst()).toEqual({ costCentreCode: 'B-1' });
});

describe('a quote that the company must agree to', () => {
  async function asked(conditions: Partial<ApprovalConditions> = {}) {
    const made = await aRequest();
    const { company, buyer, quoteId } = made;
    const [keeper, approver] = [
      await aBuyer(db, company, 'company_admin'),
      await aBuyer(db, company, 'approver'),
    ];
    const everything = {
      ...everyOrder,
      ...conditions,
    };
    const rule = { id: newId(), ...everything, steps: [{ quorum: 1, people: [] }], at };
    await transact(db, (tx) => addApprovalRule(tx, keeper, rule));
    await send(quoteId, [anOffer(made.rebar)]);
    const acceptance = await anAcceptance(quoteId);
    await expect(accept(buyer, acceptance)).rejects.toMatchObject({
      reason: { code: 'approval-needed', people: expect.stringContaining(approver.name) },
    });
    const { requestId } = await transact(db, (tx) => askApprovalOfQuote(tx, buyer, acceptance));
    const { personId, companyId } = approver;
    const says = (verdict: 'approved' | 'declined') =>
      transact(db, (tx) =>
        decideApproval(tx, {
          ...{ requestId, personId, companyId, verdict, note: 'no', byMail: false, at },
        }),
      );
    const placing = async (when = at) => {
      const question = await db
        .selectFrom('approvalRequest')
        .where('id', '=', requestId)
        .select(['cartId', 'payment', 'shownTerms'])
        .executeTakeFirstOrThrow();
      const sale = { key: requestId, approvalId: requestId, channel: 'web', ...question } as const;
      return transact(db, (tx) => placeApproved(tx, buyer, { ...sale, at: when }));
    };
    return { ...made, acceptance, requestId, says, placing };
  }

  test('stays open until its order is placed, and is ordered once at exactly its price', async () => {
    const { quoteId, says, placing } = await asked();
    await says('approved');
    expect((await currentOf(quoteId)).quote.state).toBe('sent');
    const [first, second] = [await placing(), await placing()];
    expect(first).toEqual(second);
    expect((await currentOf(quoteId)).quote.state).toBe('accepted');
    const line = await db
      .selectFrom('salesOrderLine')
      .where('orderId', '=', first.orderId)
      .select('pricePerTonneMinor')
      .executeTakeFirstOrThrow();
    expect(line.pricePerTonneMinor).toBe(QUOTED_MINOR);
  });

  test('because its goods were never bought before is ordered when somebody has agreed', async () => {
    const { says, placing } = await asked({ neverBought: true });
    await says('approved');
    expect(await placing()).toHaveProperty('orderId');
  });

  test('holds no longer than it is valid, whoever approved it', async () => {
    const { quoteId, says, placing } = await asked();
    await says('approved');
    await expect(placing(later)).rejects.toMatchObject({ reason: { code: 'quote-expired' } });
    expect((await currentOf(quoteId)).quote.state).toBe('sent');
  });

  test('that is answered anew meanwhile is not ordered at the old price', async () => {
    const { quoteId, rebar, says, placing } = await asked();
    await says('approved');
    await send(quoteId, [anOffer(rebar, { pricePerTonneMinor: QUOTED_MINOR + 1 })]);
    await expect(placing()).rejects.toMatchObject({ reason: { code: 'quote-changed' } });
  });

  test('declined, leaves no cart with its prices, and may be asked again', async () => {
    const { buyer, quoteId, requestId, says } = await asked();
    await says('declined');
    const left = await db
      .selectFrom('cartLine')
      .innerJoin('approvalRequest', 'approvalRequest.cartId', 'cartLine.cartId')
      .where('approvalRequest.id', '=', requestId)
      .select('cartLine.id')
      .execute();
    expect(left).toEqual([]);
    const again = await anAcceptance(quoteId);
    const { requestId: next } = await transact(db, (tx) => askApprovalOfQuote(tx, buyer, again));
    expect(next).not.toBe(requestId);
  });

  test('asked twice by one form is asked once', async () => {
    const { buyer, acceptance, requestId } = await asked();
    const again = await transact(db, (tx) => askApprovalOfQuote(tx, buyer, acceptance));
    expect(again).toEqual({ requestId });
  });
});
