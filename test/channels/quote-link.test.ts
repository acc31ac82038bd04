import { beforeAll, describe, expect, test } from 'vitest';
import { openCostCentre, requireCostCentre } from '../../src/ordering/keep-cost-centres.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { readOfficeSide } from '../../src/ordering/quote-in-office.queries.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, anAppOn, fromOurPage, signedIn } from '../support/app.ts';
import { everyOrder } from '../support/approval.ts';
import { auditFindings } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const QUOTED_MINOR = 39_990_000;
const MINUTE_MS = 60_000;
const validUntil = new Date(at.getTime() + 60 * MINUTE_MS);

const { app, db } = await anApp({ at, config: { addressHeader: 'x-forwarded-for' } });
let manager: Staff;
let desk: string;

beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  desk = await signedIn(db, manager, at);
});

type Quoted = {
  company: { id: string; name: string };
  buyer: Buyer;
  quoteId: string;
  sku: string;
};

/** A version of an answer: ten bars at a price of its own. */
async function answer(quoteId: string, productId: string, more: { takesPart?: boolean } = {}) {
  await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
  const versions = await listVersions(db, { quoteId, withDraft: true });
  const offer = {
    ...{ position: 1, alternative: 1, productId, typed: '', takesMore: false, note: '' },
    ...{ quantity: { amountMilli: 10_000, unit: 'pcs' as const } },
    pricePerTonneMinor: QUOTED_MINOR,
  } as const;
  const written = {
    quoteId,
    seenEdits: versions.at(-1)!.edits,
    validUntil,
    conditions: '',
    delivery: null,
    at,
  };
  const { takesPart = false } = more;
  await transact(db, (tx) => sendQuote(tx, manager, { ...written, takesPart, offers: [offer] }));
}

async function aQuote(more: { takesPart?: boolean } = {}): Promise<Quoted & { productId: string }> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await db
    .updateTable('company')
    .set({ managerId: manager.personId, language: 'kk' })
    .where('id', '=', company.id)
    .execute();
  const buyer = await aBuyer(db, company);
  const { id: productId, sku } = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const quoteId = newId();
  const line = { productId, typed: '', quantityMilli: 2000, unit: 't', targetPerTonneMinor: null };
  const lines = [{ ...line, unit: 't' as const }];
  await transact(db, (tx) =>
    requestQuote(tx, buyer, { id: quoteId, wish: '', note: '', lines, at }),
  );
  await answer(quoteId, productId, more);
  return { company, buyer, quoteId, sku, productId };
}

type Fields = Record<string, string>;

/** A form as a browser sends it; each guest from a network of his own. */
async function send(path: string, fields: Fields = {}, cookie?: string, shop = app) {
  const answered = await shop.request(path, {
    method: 'POST',
    headers: {
      ...fromOurPage,
      ...(cookie && { cookie }),
      'Content-Type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': addressOf(path),
    },
    body: new URLSearchParams(fields).toString(),
  });
  return {
    status: answered.status,
    location: answered.headers.get('location') ?? '',
    text: await answered.text(),
  };
}

const addressOf = (path: string) =>
  `10.${[3, 7, 11].map((place) => (path.codePointAt(path.length - place) ?? 0) % 250).join('.')}`;

const lastLetterTo = async (recipient: string) =>
  db
    .selectFrom('outgoingMail')
    .where('recipient', '=', recipient)
    .select(['subject', 'body'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

/** Sends the quote to an address; gives the token that stands in its letter. */
async function linkTo(quoteId: string, email: string): Promise<string> {
  const fields = { guestName: 'Сәуле Омарова', guestEmail: email };
  const { status, text } = await send(`/office/quotes/${quoteId}/links`, fields, desk);
  expect({ status, text: status === 303 ? '' : text }).toEqual({ status: 303, text: '' });
  const { body } = await lastLetterTo(email);
  return /\/quote-link\/([\w-]+)/.exec(body)?.[1] ?? '';
}

const anAddress = () => `${newId()}@guest.example`;

async function codeFor(token: string, email: string): Promise<string> {
  const { status } = await send(`/quote-link/${token}/code`);
  expect(status).toBe(303);
  const { body } = await lastLetterTo(email);
  return /\b(\d{6})\b(?!-)/.exec(body.replaceAll(/Q\d\d-\d{6}/g, ''))?.[1] ?? '';
}

/** What the form of the page says that takes the first offer. */
async function aForm(quoteId: string, code: string): Promise<Fields> {
  const [versions, quote] = await Promise.all([
    listVersions(db, { quoteId, withDraft: false }),
    db.selectFrom('quote').where('id', '=', quoteId).select('version').executeTakeFirstOrThrow(),
  ]);
  return {
    ...{ key: newId(), seenVersion: String(quote.version), code, payment: 'prepaid' },
    ...{ purchaseNumber: 'PO-7', 'take.1': versions.at(-1)?.offers[0]?.id ?? '' },
  };
}

const accept = (token: string, fields: Fields) => send(`/quote-link/${token}/acceptance`, fields);

const ordersOf = (companyId: string) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('salesOrderLine', 'salesOrderLine.orderId', 'salesOrder.id')
    .where('salesOrder.companyId', '=', companyId)
    .select(['pricePerTonneMinor', 'placedBy', 'contactId', 'channel', 'purchaseNumber'])
    .execute();

async function aLinkedQuote(more: { takesPart?: boolean } = {}) {
  const quoted = await aQuote(more);
  const email = anAddress();
  const token = await linkTo(quoted.quoteId, email);
  return { ...quoted, email, token };
}

/** The kind of the refusal that a page shows. */
const refusalIn = (text: string) => /data-refusal="([\w-]+)"/.exec(text)?.[1];

describe('a quote that is sent to somebody without a membership', () => {
  test('is shown by its link without a sign-in, in the language of the company, to nobody’s cache', async () => {
    const { quoteId, token, sku } = await aLinkedQuote();
    const page = await app.request(`/quote-link/${token}`);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-language')).toBe('kk');
    expect(text.replaceAll(/[\s ]/g, '')).toContain('399900');
    expect(text).toContain(sku);
    // What the company’s own lists ask is for its buyers.
    expect(text.replaceAll(/[\s ]/g, '')).not.toContain('420000');
    const [link] = (await readOfficeSide(db, quoteId)).links;
    expect(link).toMatchObject({ openedAt: at, acceptedAt: null, withdrawnAt: null });
  });

  test('is accepted by the code of a letter at exactly its price, in the name of the contact', async () => {
    const { company, quoteId, token, email } = await aLinkedQuote();
    const code = await codeFor(token, email);
    const fields = await aForm(quoteId, code);
    expect(await accept(token, fields)).toMatchObject({
      ...{ status: 303, location: `/quote-link/${token}` },
    });
    const contact = await db
      .selectFrom('contact')
      .where('companyId', '=', company.id)
      .where('email', '=', email)
      .select(['id', 'personId', 'name'])
      .executeTakeFirstOrThrow();
    expect(await ordersOf(company.id)).toEqual([
      {
        ...{ pricePerTonneMinor: QUOTED_MINOR, placedBy: contact.personId, channel: 'web' },
        ...{ contactId: contact.id, purchaseNumber: 'PO-7' },
      },
    ]);
    const office = await (
      await app.request(`/office/quotes/${quoteId}`, { headers: { cookie: desk } })
    ).text();
    expect(office).toContain(`Сәуле Омарова (${email})`);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is ordered once, however often it is clicked: at once, again, and with the code used up', async () => {
    const { company, quoteId, token, email } = await aLinkedQuote();
    const fields = await aForm(quoteId, await codeFor(token, email));
    const clicks = await Promise.all(Array.from({ length: 4 }, () => accept(token, fields)));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect((await accept(token, fields)).status).toBe(303);
    const other = await accept(token, { ...fields, key: newId() });
    expect([other.status, refusalIn(other.text)]).toEqual([409, 'code-over']);
    expect(await ordersOf(company.id)).toHaveLength(1);
  });

  test('taken in part asks for a new code for the rest', async () => {
    const { company, quoteId, token, email } = await aLinkedQuote({ takesPart: true });
    const code = await codeFor(token, email);
    const first = await aForm(quoteId, code);
    const quantity = `quantity.${first['take.1']}`;
    expect((await accept(token, { ...first, [quantity]: '4' })).status).toBe(303);
    const again = await accept(token, { ...(await aForm(quoteId, code)), [quantity]: '1' });
    expect(refusalIn(again.text)).toBe('code-over');
    const next = await aForm(quoteId, await codeFor(token, email));
    expect((await accept(token, { ...next, [quantity]: '6' })).status).toBe(303);
    expect(await ordersOf(company.id)).toHaveLength(2);
  });

  test('declined, says why as members do', async () => {
    const { quoteId, token } = await aLinkedQuote();
    const { seenVersion = '' } = await aForm(quoteId, '');
    const silent = await send(`/quote-link/${token}/refusal`, {
      seenVersion,
      reason: 'other',
      note: '',
    });
    expect(silent.status).toBe(422);
    const said = { seenVersion, reason: 'too-late', note: '' };
    expect((await send(`/quote-link/${token}/refusal`, said)).status).toBe(303);
    const quote = db.selectFrom('quote').where('id', '=', quoteId).select(['state', 'closeReason']);
    expect(await quote.executeTakeFirst()).toEqual({ state: 'declined', closeReason: 'too-late' });
  });

  test('goes to no member of the company and to none of ours', async () => {
    const { quoteId, buyer } = await aQuote();
    const to = (email: string) =>
      send(`/office/quotes/${quoteId}/links`, { guestName: 'x', guestEmail: email }, desk);
    expect(refusalIn((await to(buyer.email)).text)).toBe('guest-is-member');
    expect(refusalIn((await to(manager.email)).text)).toBe('guest-is-staff');
    expect((await to('no address')).status).toBe(422);
    expect((await readOfficeSide(db, quoteId)).links).toEqual([]);
  });
});

describe('a link', () => {
  const looked = async (token: string, shop = app) =>
    refusalIn(await (await shop.request(`/quote-link/${token}`)).text());

  test('opens by its whole token alone', async () => {
    const { token } = await aLinkedQuote();
    const other = 'x'.repeat(43);
    for (const wrong of ['null', 'undefined', '[]', token.slice(0, 42), `${token}x`, other]) {
      expect({ wrong, refused: await looked(wrong) }).toEqual({ wrong, refused: 'token-invalid' });
      expect((await accept(wrong, {})).status).toBe(409);
    }
    expect((await app.request('/quote-link/')).status).toBe(404);
    expect(await looked(token)).toBeUndefined();
  });

  test('is void once it was withdrawn, or sent anew', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    const fields = await aForm(quoteId, await codeFor(token, email));
    const second = await linkTo(quoteId, email);
    expect(await looked(token)).toBe('token-invalid');
    expect(await looked(second)).toBeUndefined();
    const [link] = await readOfficeSide(db, quoteId).then(({ links }) =>
      links.filter(({ withdrawnAt }) => withdrawnAt === null),
    );
    const code = await codeFor(second, email);
    await send(`/office/quotes/${quoteId}/links/${link!.id}/withdrawal`, {}, desk);
    await send(`/office/quotes/${quoteId}/links/${link!.id}/withdrawal`, {}, desk);
    for (const one of [token, second]) {
      expect(refusalIn((await accept(one, { ...fields, code })).text)).toBe('token-invalid');
    }
    expect(await ordersOf(company.id)).toEqual([]);
  });

  test('shows nothing once the time of its quote is over, whatever was asked for before', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    const fields = await aForm(quoteId, await codeFor(token, email));
    const { app: afterwards } = anAppOn(db, { at: validUntil });
    expect(await looked(token, afterwards)).toBe('quote-expired');
    const late = await send(`/quote-link/${token}/acceptance`, fields, undefined, afterwards);
    expect([late.status, refusalIn(late.text)]).toEqual([409, 'quote-expired']);
    expect(await ordersOf(company.id)).toEqual([]);
  });

  test('accepts neither what another quote offers nor a version that was replaced', async () => {
    const { quoteId, company, token, email, productId } = await aLinkedQuote();
    const other = await aLinkedQuote();
    const code = await codeFor(token, email);
    const fields = await aForm(quoteId, code);
    const { 'take.1': theirs = '' } = await aForm(other.quoteId, '');
    const foreign = await accept(token, { ...fields, 'take.1': theirs });
    expect(refusalIn(foreign.text)).toBe('quote-changed');
    await answer(quoteId, productId);
    const old = await accept(token, fields);
    expect([old.status, refusalIn(old.text)]).toEqual([409, 'quote-changed']);
    // What was refused for another reason has not used the code up.
    expect((await accept(token, await aForm(quoteId, code))).status).toBe(303);
    expect(await ordersOf(company.id)).toHaveLength(1);
    expect(await ordersOf(other.company.id)).toEqual([]);
  });

  test('of somebody who became a member opens no more: he answers in his own right', async () => {
    const { company, token, email } = await aLinkedQuote();
    const { id: personId } = await db
      .selectFrom('person')
      .where('email', '=', email)
      .select('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('membership')
      .values({ personId, companyId: company.id, role: 'foreman' })
      .execute();
    expect(await looked(token)).toBe('token-invalid');
  });
});

describe('a code', () => {
  test('has five tries, all at once or one after another; then another one is needed', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    const code = await codeFor(token, email);
    const wrong = code === '000000' ? '111111' : '000000';
    const fields = await aForm(quoteId, wrong);
    const guesses = await Promise.all(Array.from({ length: 8 }, () => accept(token, fields)));
    expect(guesses.map(({ text }) => refusalIn(text) ?? '').toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'code-over'),
      ...Array.from({ length: 5 }, () => 'code-wrong'),
    ]);
    expect(refusalIn((await accept(token, { ...fields, code })).text)).toBe('code-over');
    const next = await codeFor(token, email);
    expect(await ordersOf(company.id)).toEqual([]);
    expect((await accept(token, { ...fields, code: next })).status).toBe(303);
  });

  test('holds for ten minutes, for its own link, and not after the next one', async () => {
    const { quoteId, token, email } = await aLinkedQuote();
    const other = await aLinkedQuote();
    const code = await codeFor(token, email);
    const theirs = await codeFor(other.token, other.email);
    const fields = await aForm(quoteId, theirs);
    expect(refusalIn((await accept(token, fields)).text)).toBe('code-wrong');
    const { app: later } = anAppOn(db, { at: new Date(at.getTime() + 10 * MINUTE_MS) });
    const late = await send(
      `/quote-link/${token}/acceptance`,
      { ...fields, code },
      undefined,
      later,
    );
    expect(refusalIn(late.text)).toBe('code-over');
    const next = await codeFor(token, email);
    expect(refusalIn((await accept(token, { ...fields, code })).text)).toBe('code-wrong');
    expect((await accept(token, { ...fields, code: next })).status).toBe(303);
  });

  test('is not told to the table: what is kept opens nothing without the link', async () => {
    const { quoteId, token, email } = await aLinkedQuote();
    const code = await codeFor(token, email);
    const kept = await db
      .selectFrom('quoteLink')
      .where('quoteId', '=', quoteId)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain(code);
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('is asked for five times an hour at most', async () => {
    const { token } = await aLinkedQuote();
    const asked: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      asked.push((await send(`/quote-link/${token}/code`)).status);
    }
    expect(asked).toEqual([303, 303, 303, 303, 303, 429]);
  });
});

describe('the rules of the company hold for a guest', () => {
  test('who must agree is named, and a member has to accept', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    const [keeper, approver] = [
      await aBuyer(db, company, 'company_admin'),
      await aBuyer(db, company, 'approver'),
    ];
    const rule = { id: newId(), ...everyOrder, steps: [{ quorum: 1, people: [] }], at };
    await transact(db, (tx) => addApprovalRule(tx, keeper, rule));
    const refused = await accept(token, await aForm(quoteId, await codeFor(token, email)));
    expect(refusalIn(refused.text)).toBe('guest-needs-colleague');
    expect(refused.text).toContain(approver.name);
    expect(await ordersOf(company.id)).toEqual([]);
  });

  test('an order that needs a cost centre needs a member', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    const keeper = await aBuyer(db, company, 'company_admin');
    const centre = { id: newId(), code: 'B-1', name: '', at };
    await transact(db, (tx) => openCostCentre(tx, keeper, centre));
    await transact(db, (tx) => requireCostCentre(tx, keeper, { isRequired: true, at }));
    const refused = await accept(token, await aForm(quoteId, await codeFor(token, email)));
    expect(refusalIn(refused.text)).toBe('guest-needs-details');
  });

  test('what the company owes and may owe is not told', async () => {
    const { quoteId, company, token, email } = await aLinkedQuote();
    await db
      .updateTable('companyAccount')
      .set({ creditKind: 'amount', limitMinor: 123_400 })
      .where('companyId', '=', company.id)
      .execute();
    const fields = await aForm(quoteId, await codeFor(token, email));
    const refused = await accept(token, { ...fields, payment: 'on-account' });
    expect(refusalIn(refused.text)).toBe('guest-credit');
    expect(refused.text.replaceAll(/[\s ]/g, '')).not.toMatch(/1234(?!\d)/);
  });
});
