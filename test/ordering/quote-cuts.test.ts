import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { acceptQuote, type QuoteAcceptance } from '../../src/ordering/accept-quote.ts';
import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { findOrder, listOrderLines } from '../../src/ordering/order-lines.queries.ts';
import type { WrittenOffer } from '../../src/ordering/price-offers.ts';
import { totalOfVersion } from '../../src/ordering/quote-delivery.ts';
import { differenceOf } from '../../src/ordering/quote-difference.ts';
import { findQuote, listQuotes } from '../../src/ordering/quote.queries.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { tellOfQuote } from '../../src/ordering/tell-of-quote.ts';
import { quoteLetter } from '../../views/mail/quote-letter.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { aCutList } from '../support/cutting.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const QUOTED_MINOR = 39_990_000;
const later = new Date(at.getTime() + 86_400_000);

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

type Asked = { quoteId: string; buyer: Buyer; company: { id: string }; productId: string };

/** A request for bars that are cut, and for goods in words that are cut too. */
async function aRequest(cutting: WantedCutting = aCutList): Promise<Asked> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const { id: productId } = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const quoteId = newId();
  const none = { targetPerTonneMinor: null, quantityMilli: null, unit: null };
  const lines = [
    { ...none, productId, typed: '', cutting },
    { ...none, productId: null, typed: 'rails', cutting: aCutList },
  ];
  await transact(db, (tx) =>
    requestQuote(tx, buyer, { id: quoteId, wish: '', note: '', lines, at }),
  );
  return { quoteId, buyer, company, productId };
}

const anOffer = ({ productId }: Asked, more: Partial<WrittenOffer> = {}): WrittenOffer => ({
  ...{ position: 1, alternative: 1, productId, typed: '', takesMore: false, note: '' },
  // What it says of the quantity counts for nothing beside a cut list.
  ...{ quantity: { amountMilli: 1000, unit: 'pcs' }, pricePerTonneMinor: QUOTED_MINOR },
  cutting: { pieces: aCutList.pieces, offcuts: 'leave' },
  ...more,
});

async function send(asked: Asked, offer: WrittenOffer) {
  const { quoteId } = asked;
  await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
  const versions = await listVersions(db, { quoteId, withDraft: true });
  const seenEdits = versions.at(-1)?.edits ?? 0;
  const written = { quoteId, seenEdits, validUntil: later, takesPart: true, conditions: '', at };
  const said = { ...written, delivery: null, offers: [offer] };
  await transact(db, (tx) => sendQuote(tx, manager, said));
  const sent = (await listVersions(db, { quoteId, withDraft: false })).at(-1);
  if (!sent) throw new Error('no version');
  return sent;
}

async function accept(asked: Asked, quantityMilli?: number) {
  const { quoteId, buyer } = asked;
  const quote = await findQuote(db, quoteId);
  const version = (await listVersions(db, { quoteId, withDraft: false })).at(-1);
  const said: QuoteAcceptance = {
    ...{ key: newId(), quoteId, seenVersion: quote?.version ?? 0, payment: 'on-account' },
    ...{ siteId: null, purchaseNumber: '', channel: 'web', at },
    wanted: (version?.offers ?? []).map(({ id }) => ({ offerId: id, quantityMilli })),
  };
  return (await transact(db, (tx) => acceptQuote(tx, buyer, said))).orderId;
}

const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.reason.code : String(error)),
  );

describe('a cut list in a quote', () => {
  test('is asked for, begins the answer as the bars that it takes, and in words where nothing of ours is named', async () => {
    const { quoteId } = await aRequest({ ...aCutList, offcuts: 'deliver' });
    const quote = await findQuote(db, quoteId);
    expect(quote?.lines.map(({ cutting }) => cutting?.offcuts)).toEqual([
      'deliver',
      aCutList.offcuts,
    ]);
    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
    const [draft] = await listVersions(db, { quoteId, withDraft: true });
    const [bars, words] = draft?.offers ?? [];
    expect(bars).toMatchObject({ unit: 'pcs', cutting: { offcuts: 'deliver' } });
    expect(bars?.services.map(({ kind }) => kind)).toEqual(['cutting']);
    expect(words).toMatchObject({ typed: 'rails', services: [], cutting: aCutList });
  });

  test('is ordered with exactly the cutting that was offered, whatever the saw costs by then', async () => {
    const asked = await aRequest();
    const version = await send(asked, anOffer(asked));
    const [offer] = version.offers;
    expect(offer?.services.map(({ kind }) => kind)).toEqual(['cutting', 'remnants']);
    const total = totalOfVersion(version).grossMinor;
    const [listed] = await listQuotes(db, { companyId: asked.company.id, limit: 1, offset: 0 });
    expect(listed?.grossMinor).toBe(total);

    await sql`
      update cutting_terms set least_charge_minor = least_charge_minor + 5000000`.execute(db);
    const orderId = await accept(asked);
    await sql`
      update cutting_terms set least_charge_minor = least_charge_minor - 5000000`.execute(db);

    const [line] = await listOrderLines(db, orderId);
    expect(line?.services).toEqual(offer?.services);
    expect(line).toMatchObject({ quantityMilli: offer?.quantityMilli, priceLevel: 'quote' });
    expect((await findOrder(db, orderId))?.grossMinor).toBe(total);
    const job = await db
      .selectFrom('cuttingJob')
      .where('orderId', '=', orderId)
      .selectAll()
      .execute();
    expect(job).toHaveLength(1);
  });

  test('is taken whole, also where single lines or parts may be taken', async () => {
    const asked = await aRequest();
    const version = await send(asked, anOffer(asked));
    const bars = version.offers[0]?.quantityMilli ?? 0;
    expect(bars).toBeGreaterThan(1000);
    expect(await refusal(accept(asked, bars - 1000))).toBe('quote-whole-only');
    expect(await refusal(accept(asked, bars + 1000))).toBe('quote-no-more');
    expect(await refusal(accept(asked))).toBe('done');
  });

  test('is not ordered once another saw would take other bars', async () => {
    const asked = await aRequest();
    const tight = { pieces: [{ count: 5, lengthMm: 2_338 }], offcuts: 'leave' } as const;
    await send(asked, anOffer(asked, { cutting: tight }));
    await sql`update cutting_terms set kerf_mm = kerf_mm + 12`.execute(db);
    expect(await refusal(accept(asked))).toBe('not-cut-so');
    await sql`update cutting_terms set kerf_mm = kerf_mm - 12`.execute(db);
  });

  test('that cannot be cut is refused in an answer, and begins one as whole bars', async () => {
    const tooLong = { pieces: [{ count: 1, lengthMm: 20_000 }], offcuts: 'leave' } as const;
    const asked = await aRequest(tooLong);
    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId: asked.quoteId, at }));
    const [draft] = await listVersions(db, { quoteId: asked.quoteId, withDraft: true });
    expect(draft?.offers[0]).toMatchObject({ cutting: null, services: [] });
    expect(await refusal(send(asked, anOffer(asked, { cutting: tooLong })))).toBe('not-cut-so');
  });

  test('differs from the version before by its pieces', async () => {
    const asked = await aRequest();
    const before = await send(asked, anOffer(asked));
    const [first, ...others] = aCutList.pieces;
    const pieces = [{ ...first!, count: first!.count + 1 }, ...others];
    const after = await send(asked, anOffer(asked, { cutting: { pieces, offcuts: 'leave' } }));
    const { offers } = differenceOf(before, after);
    expect(offers.map(({ parts }) => parts.includes('cutting'))).toEqual([true]);
  });
});

describe('what is left of the bars', () => {
  test('is offered by length, weight and money, whatever is chosen, and stays with the version', async () => {
    const asked = await aRequest();
    const left = await send(asked, anOffer(asked));
    const other = await aRequest({ ...aCutList, offcuts: 'deliver' });
    const delivered = await send(other, anOffer(other));
    const [kept, brought] = [left.offers[0], delivered.offers[0]];
    const credit = kept?.services.find(({ kind }) => kind === 'remnants');

    expect(kept?.rests).toMatchObject({
      ...{ remnants: [{ count: 1, lengthMm: 3_200 }], remnantsMm: 3_200 },
      creditMinor: -(credit?.grossMinor ?? 0),
    });
    expect(kept?.rests?.creditMinor).toBeGreaterThan(0);
    expect(brought?.services.map(({ kind }) => kind)).toEqual(['cutting']);
    expect(brought?.rests).toEqual(kept?.rests);
    // Bars of 11.7 m weigh the same along their length.
    const barsMm = 11_700 * ((kept?.quantityMilli ?? 0) / 1000);
    const share = ((kept?.weightG ?? 0) * 3_200) / barsMm;
    expect(kept?.rests?.remnantsG).toBe(Math.round(share));
  });

  test('is of nothing where nothing is cut or the goods are words', async () => {
    const asked = await aRequest();
    const whole = await send(asked, anOffer(asked, { cutting: null }));
    const words = await send(
      asked,
      anOffer(asked, { productId: null, typed: 'rails', pricePerTonneMinor: null }),
    );
    expect(whole.offers[0]?.rests).toBeNull();
    expect(words.offers[0]?.rests).toBeNull();
  });
});

test('the letter of a request tells the cut list of each line, and what becomes of the rest', async () => {
  await aClerk(db, 'head_of_sales');
  const { quoteId } = await aRequest({ ...aCutList, offcuts: 'deliver' });
  const asked = await db
    .selectFrom('event')
    .where('subjectId', '=', quoteId)
    .where('type', '=', 'quote.requested')
    .select('id')
    .executeTakeFirstOrThrow();
  const letters: string[] = [];
  await tellOfQuote(
    db,
    (notice) => {
      const letter = quoteLetter({ ...notice, language: 'en' });
      letters.push(letter.body);
      return letter;
    },
    { eventId: asked.id },
  );
  const [letter = ''] = letters;
  const list = 'cut into 12 × 2,000 mm, 5 × 1,500 mm';
  expect(letter).toContain(`; ${list}; remnants are delivered`);
  expect(letter).toContain(`rails; ${list}; usable remnants stay with us`);
});
