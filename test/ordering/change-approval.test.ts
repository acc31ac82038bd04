import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approvalLetter } from '../../views/mail/approval-letter.ts';
import { changeLetter } from '../../views/mail/change-letter.ts';
import { listHappenings } from '../../src/history/history.queries.ts';
import { lessToldIn } from '../../src/ordering/asked-line.ts';
import { findApproval } from '../../src/ordering/approval-page.queries.ts';
import type { ApprovalRule } from '../../src/ordering/approval.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { askApprovers } from '../../src/ordering/ask-approvers.ts';
import { changeApproval } from '../../src/ordering/change-approval.ts';
import { closeApproval } from '../../src/ordering/close-approval.ts';
import { decideApproval, withdrawApproval } from '../../src/ordering/decide-approval.ts';
import { forwardApproval } from '../../src/ordering/forward-approval.ts';
import { addApprovalRule, setApprovalTerms } from '../../src/ordering/keep-approval-rules.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { readLess } from '../../src/ordering/read-less.ts';
import { tellOfChange } from '../../src/ordering/tell-of-change.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { setSpendingLimit } from '../../src/people/set-spending-limit.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, auditFindings, place } from '../support/sale.ts';
import {
  aBuyer,
  aCompany,
  aProduct,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
  stockOf,
} from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

/** Bars of 10.390 kg: from 100 kg on, ten bars, a tonne costs 400 000, below it 500 000; with 16 % VAT. */
const TEN_BARS_MINOR = 4_820_774;
const NINE_BARS_MINOR = 5_423_348;
/** One, two and three bars of 420 000 a tonne; bars weigh 10 389.6 g. */
const PLAIN_BAR_MINOR = 506_201;
const TWO_BARS_MINOR = 1_012_353;
const THREE_BARS_MINOR = 1_518_554;
const TONNE = 1_000_000;

let shop: Awaited<ReturnType<typeof freshDatabase>>;
let db: Kysely<DB>;
let company: Awaited<ReturnType<typeof aCompany>>;
let [admin, buyer, ana, bek]: Buyer[] = [];
let plain: { id: string };
let tiered: { id: string };

beforeAll(async () => {
  shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  plain = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  tiered = await aProduct(db);
  const breaks = [
    [0, 50_000_000],
    [100_000, 40_000_000],
  ] as const;
  await aPublishedList(db, {
    ...{ level: 'company', companyId: company.id, priority: 5 },
    prices: { [tiered.id]: breaks },
  });
  await stockOf(db, tiered, 100 * TONNE);
  admin = await aBuyer(db, company, 'company_admin');
  buyer = await aBuyer(db, company);
  ana = await aBuyer(db, company, 'approver');
  bek = await aBuyer(db, company, 'approver');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const who = (one: Buyer | undefined): Buyer => {
  if (!one) throw new Error('nobody');
  return one;
};

const aRule = (more: Partial<ApprovalRule> = {}) => {
  const rule = { id: newId(), ...everyOrder, steps: [{ quorum: 1, people: [] }], ...more, at };
  return transact(db, (tx) => addApprovalRule(tx, who(admin), rule));
};

/** Both approvers in one step. */
const bothAgree = () => [{ quorum: 2, people: [who(ana).personId, who(bek).personId] }];

async function asks(
  lines: readonly { product: { id: string }; bars: number }[],
  more: { placesItself?: boolean } = {},
) {
  const cart = await aCartOf(db, who(buyer), company, lines, 'counter');
  const { shownTerms, payment, key } = await aSaleOf(db, cart);
  const asked = { key, cartId: cart.id, shownTerms, payment, note: '', at, placesItself: false };
  await transact(db, (tx) => askApproval(tx, who(buyer), { ...asked, ...more }));
  return { requestId: key, cart };
}

async function question(requestId: string) {
  const found = await findApproval(db, {
    id: requestId,
    personId: who(ana).personId,
    on: '2026-11-25',
  });
  if (!found) throw new Error('no question');
  return found;
}

/** What a page sends that shows what remains when so many bars of each line are left. */
async function looksAt(requestId: string, bars: readonly number[]) {
  const asked = await question(requestId);
  const left = asked.lines.flatMap(({ lineId = '' }, index) => {
    const wanted = bars[index];
    return wanted === undefined ? [] : [{ lineId, leftMilli: wanted * 1000 }];
  });
  const less = await readLess(db, { asked, left, at });
  const { version: seenVersion } = asked;
  return {
    less,
    sent: { key: newId(), requestId, seenVersion, left, shownTerms: termsHash(less.cart) },
  };
}

type Sent = Awaited<ReturnType<typeof looksAt>>['sent'];

const leaves = (tx: Tx, by: Buyer | undefined, sent: Sent) => {
  const { personId, companyId } = who(by);
  return changeApproval(tx, { ...sent, personId, companyId, reason: 'enough for this month', at });
};

const changes = async (by: Buyer | undefined, requestId: string, bars: readonly number[]) => {
  const { sent } = await looksAt(requestId, bars);
  return transact(db, (tx) => leaves(tx, by, sent));
};

const agrees = (by: Buyer | undefined, requestId: string, seenVersion?: number) =>
  transact(db, (tx) => {
    const { personId, companyId } = who(by);
    const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
    return decideApproval(tx, { ...said, byMail: false, seenVersion, at });
  });

const isRefused = (deed: Promise<unknown>, code: string) =>
  expect(deed).rejects.toMatchObject({ reason: { code } });

const barsOf = async (cartId: string) => {
  const found = await db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .orderBy('addedAt')
    .select('pieces')
    .execute();
  return found.map(({ pieces }) => pieces);
};

const events = async (subjectId: string, type: string) => {
  const found = await sql<{ id: number }>`
    select id from event where subject_id = ${subjectId} and type = ${type} order by id`.execute(
    db,
  );
  return found.rows.map(({ id }) => id);
};

const lettersTo = (to: Buyer | undefined) =>
  db
    .selectFrom('outgoingMail')
    .where('recipient', '=', who(to).email)
    .select(['subject', 'body'])
    .execute();

describe('an approver who leaves less', () => {
  test('agrees to what remains, and the order is that and costs that', async () => {
    await aRule();
    const { requestId, cart } = await asks([
      { product: plain, bars: 5 },
      { product: tiered, bars: 2 },
    ]);

    expect(await changes(ana, requestId, [3, 0])).toEqual({ state: 'approved' });

    expect(await barsOf(cart.id)).toEqual([3]);
    const { orderId } = await place(db, who(buyer), cart, { approvalId: requestId });
    const order = db.selectFrom('salesOrder').where('id', '=', orderId).select('grossMinor');
    expect(await order.executeTakeFirst()).toEqual({ grossMinor: THREE_BARS_MINOR });
    const happened = await listHappenings(db, orderId);
    const told = happened.find(({ type }) => type === 'approval.changed');
    expect(told?.personName).toBe(who(ana).name);
    expect(lessToldIn(told?.facts)).toMatchObject([
      { wasMilli: 5000, leftMilli: 3000 },
      { wasMilli: 2000, leftMilli: 0 },
    ]);
  });

  test('leaves both versions to be seen: what was asked, and what he agreed to', async () => {
    await aRule();
    const { requestId } = await asks([{ product: plain, bars: 5 }]);
    const { grossMinor: askedMinor, lines } = await question(requestId);
    await changes(ana, requestId, [2]);

    const asked = await question(requestId);
    expect(asked).toMatchObject({ version: 2, changes: [{ byName: who(ana).name }] });
    const [change] = asked.changes;
    expect(change).toMatchObject({ reason: 'enough for this month', wasGrossMinor: askedMinor });
    expect(change?.wasLines).toEqual(lines);
    expect(change?.lines).toEqual(asked.lines);
    expect(asked.lines).toMatchObject([{ quantityMilli: 2000 }]);
    expect(asked.decisions).toMatchObject([{ verdict: 'approved', version: 2 }]);
  });

  test('sees first that a break of the price is lost, and what it comes to then', async () => {
    await aRule();
    const { requestId } = await asks([{ product: tiered, bars: 10 }]);
    expect((await question(requestId)).grossMinor).toBe(TEN_BARS_MINOR);

    const { less, sent } = await looksAt(requestId, [9]);

    expect(less.before[0]?.price?.pricePerTonneMinor).toBe(40_000_000);
    expect(less.cart.lines[0]?.price?.pricePerTonneMinor).toBe(50_000_000);
    expect(less.cart.lines[0]?.price?.grossMinor).toBe(NINE_BARS_MINOR);
    await isRefused(
      transact(db, (tx) => leaves(tx, ana, { ...sent, shownTerms: 'as it was before' })),
      'terms-changed',
    );
    await transact(db, (tx) => leaves(tx, ana, sent));
    expect((await question(requestId)).grossMinor).toBe(NINE_BARS_MINOR);
  });

  test.each([
    { bars: [6], code: 'approval-only-less' },
    { bars: [5], code: 'approval-nothing-less' },
    { bars: [0], code: 'approval-nothing-left' },
  ])(
    'raises nothing, changes nothing for nothing, and strikes not all: $bars',
    async ({ bars, code }) => {
      await aRule();
      const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
      await isRefused(changes(ana, requestId, bars), code);
      expect(await barsOf(cart.id)).toEqual([5]);
    },
  );

  test('touches no line of another cart', async () => {
    await aRule();
    const mine = await asks([{ product: plain, bars: 5 }]);
    const other = await asks([{ product: plain, bars: 4 }]);
    const { sent } = await looksAt(other.requestId, [1]);
    const crossed = { ...sent, requestId: mine.requestId };
    await expect(transact(db, (tx) => leaves(tx, ana, crossed))).rejects.toThrow('cart line');
    expect(await barsOf(other.cart.id)).toEqual([4]);
  });

  test('is somebody who is asked: not the buyer, not who has answered, not of another company', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const stranger = await aBuyer(db, await aCompany(db), 'approver');
    await isRefused(changes(buyer, requestId, [1]), 'not-permitted');
    await isRefused(changes(admin, requestId, [1]), 'approval-not-yours');
    await expect(changes(stranger, requestId, [1])).rejects.toThrow('approval');
    await agrees(ana, requestId);
    await isRefused(changes(ana, requestId, [1]), 'approval-not-yours');
    expect(await barsOf(cart.id)).toEqual([5]);
  });

  test('changes once, however often he presses', async () => {
    await aRule();
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const { sent } = await looksAt(requestId, [2]);
    const both = await Promise.all([
      transact(db, (tx) => leaves(tx, ana, sent)),
      transact(db, (tx) => leaves(tx, ana, sent)),
    ]);
    expect(both).toEqual([{ state: 'approved' }, { state: 'approved' }]);
    expect(await barsOf(cart.id)).toEqual([2]);
    expect((await question(requestId)).changes).toHaveLength(1);
    expect(await events(requestId, 'approval.changed')).toHaveLength(1);
  });

  test('may be whoever it was passed on to', async () => {
    await aRule({ steps: [{ quorum: 1, people: [who(ana).personId] }] });
    const { requestId } = await asks([{ product: plain, bars: 5 }]);
    const { personId, companyId } = who(ana);
    const given = { requestId, personId, companyId, toId: who(bek).personId, note: 'away', at };
    await transact(db, (tx) => forwardApproval(tx, given));
    await isRefused(changes(ana, requestId, [1]), 'approval-not-yours');
    expect(await changes(bek, requestId, [1])).toEqual({ state: 'approved' });
  });
});

describe('those who agreed before', () => {
  test('to a larger amount have agreed to the smaller one', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    await agrees(bek, requestId);

    expect(await changes(ana, requestId, [2])).toEqual({ state: 'approved' });

    const asked = await question(requestId);
    const versions = asked.decisions.map(({ version }) => version);
    expect(versions.toSorted((one, other) => one - other)).toEqual([1, 2]);
    expect(await place(db, who(buyer), cart, { approvalId: requestId })).toBeTruthy();
  });

  test('are asked again where what remains costs more than they agreed to', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId } = await asks([{ product: tiered, bars: 10 }]);
    await agrees(bek, requestId);

    const { less } = await looksAt(requestId, [9]);
    expect(less.after.annulled).toHaveLength(1);
    expect(await changes(ana, requestId, [9])).toEqual({ state: 'pending' });

    const asked = await question(requestId);
    expect(asked.changes).toMatchObject([{ annulled: [who(bek).name] }]);
    expect(asked.decisions.map(({ decidedBy }) => decidedBy)).toEqual([who(ana).personId]);
    expect(await agrees(bek, requestId, 2)).toEqual({ state: 'approved' });
  });

  test('have agreed still where the company tolerates so much more', async () => {
    await aRule({ steps: bothAgree() });
    const terms = { ownAllowed: false, lastsDays: 7, toleranceBp: 2000, at };
    await transact(db, (tx) => setApprovalTerms(tx, who(admin), terms));
    const { requestId } = await asks([{ product: tiered, bars: 10 }]);
    await agrees(bek, requestId);
    expect(await changes(ana, requestId, [9])).toEqual({ state: 'approved' });
  });
});

describe('the rules of the company', () => {
  test('ask no more where what remains does not meet them', async () => {
    await aRule({ steps: [{ quorum: 1, people: [who(ana).personId] }] });
    await aRule({
      ...{ aboveMinor: 4 * PLAIN_BAR_MINOR },
      steps: [{ quorum: 1, people: [who(bek).personId] }],
    });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);

    expect(await changes(ana, requestId, [2])).toEqual({ state: 'approved' });

    const asked = await question(requestId);
    expect(asked.needs.filter(({ hasLapsed }) => hasLapsed)).toHaveLength(1);
    expect(await place(db, who(buyer), cart, { approvalId: requestId })).toBeTruthy();
  });

  test('end the question where none of them asks any more', async () => {
    await aRule({ aboveMinor: 4 * PLAIN_BAR_MINOR });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    expect(await changes(ana, requestId, [1])).toEqual({ state: 'approved' });
    expect(await events(requestId, 'approval.closed')).toHaveLength(1);
    expect(await place(db, who(buyer), cart, { approvalId: requestId })).toBeTruthy();
  });

  test('that lapsed are not agreed to: once prices rise they ask again', async () => {
    await aRule({ steps: [{ quorum: 1, people: [who(ana).personId] }] });
    await aRule({
      ...{ aboveMinor: 3 * PLAIN_BAR_MINOR },
      steps: [{ quorum: 1, people: [who(bek).personId] }],
    });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    expect(await changes(ana, requestId, [2])).toEqual({ state: 'approved' });
    const prices = { [plain.id]: 84_000_000 };
    const list = { level: 'company', companyId: company.id, priority: 9, prices } as const;
    await aPublishedList(db, list);

    await isRefused(place(db, who(buyer), cart, { approvalId: requestId }), 'approval-outgrown');
  });

  test('ask for the first time where a lost break makes it dearer than they let pass', async () => {
    await aRule({ steps: [{ quorum: 1, people: [who(ana).personId] }] });
    await aRule({
      ...{ aboveMinor: TEN_BARS_MINOR },
      steps: [{ quorum: 1, people: [who(bek).personId] }],
    });
    const { requestId } = await asks([{ product: tiered, bars: 10 }]);
    expect((await question(requestId)).needs).toHaveLength(1);

    expect(await changes(ana, requestId, [9])).toEqual({ state: 'pending' });
    expect((await question(requestId)).needs).toHaveLength(2);
    expect(await agrees(bek, requestId, 2)).toEqual({ state: 'approved' });
  });

  test('count what remains against the limit of whoever asked', async () => {
    await aRule({ beyondLimit: true });
    const { personId } = who(buyer);
    const limit = { period: 'month', limitMinor: 6 * PLAIN_BAR_MINOR } as const;
    await transact(db, (tx) => setSpendingLimit(tx, who(admin), { personId, ...limit, at }));
    const { requestId } = await asks([{ product: plain, bars: 7 }]);
    await changes(ana, requestId, [3]);

    const free = await aCartOf(db, who(buyer), company, [{ product: plain, bars: 3 }], 'counter');
    expect(await place(db, who(buyer), free)).toBeTruthy();
    const beyond = await aCartOf(db, who(buyer), company, [{ product: plain, bars: 1 }], 'counter');
    await isRefused(place(db, who(buyer), beyond), 'approval-needed');
  });
});

describe('at the same moment', () => {
  test('two approvers change it: the second sees what the first left', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const [one, other] = [await looksAt(requestId, [4]), await looksAt(requestId, [2])];

    const { second } = await inTurn(
      shop,
      (tx) => leaves(tx, ana, one.sent),
      () => transact(db, (tx) => leaves(tx, bek, other.sent)),
    );

    await isRefused(second, 'approval-changed');
    expect(await barsOf(cart.id)).toEqual([4]);
    expect(await changes(bek, requestId, [2])).toEqual({ state: 'approved' });
    expect((await question(requestId)).changes.map(({ version }) => version)).toEqual([2, 3]);
  });

  test('one changes what another agrees to as he saw it: he looks again', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId } = await asks([{ product: plain, bars: 5 }]);
    const { sent } = await looksAt(requestId, [4]);

    const { second } = await inTurn(
      shop,
      (tx) => leaves(tx, ana, sent),
      () => agrees(bek, requestId, 1),
    );

    await isRefused(second, 'approval-changed');
    expect(await agrees(bek, requestId, 2)).toEqual({ state: 'approved' });
  });

  test('one agrees and that decides it: nothing is changed any more', async () => {
    await aRule();
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const { sent } = await looksAt(requestId, [4]);

    const { second } = await inTurn(
      shop,
      (tx) => {
        const { personId, companyId } = who(bek);
        const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
        return decideApproval(tx, { ...said, byMail: false, at });
      },
      () => transact(db, (tx) => leaves(tx, ana, sent)),
    );

    await isRefused(second, 'approval-decided');
    expect(await barsOf(cart.id)).toEqual([5]);
  });

  test('the buyer takes it back: his cart is as he filled it', async () => {
    await aRule();
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const { sent } = await looksAt(requestId, [4]);

    const { second } = await inTurn(
      shop,
      (tx) => withdrawApproval(tx, who(buyer), { requestId, at }),
      () => transact(db, (tx) => leaves(tx, ana, sent)),
    );

    await isRefused(second, 'approval-decided');
    expect(await barsOf(cart.id)).toEqual([5]);
  });

  test('the buyer takes back what was changed a moment before: he finds what was left', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId, cart } = await asks([{ product: plain, bars: 5 }]);
    const { sent } = await looksAt(requestId, [4]);

    const { second } = await inTurn(
      shop,
      (tx) => leaves(tx, ana, sent),
      () => transact(db, (tx) => withdrawApproval(tx, who(buyer), { requestId, at })),
    );

    await second;
    expect(await barsOf(cart.id)).toEqual([4]);
    expect((await question(requestId)).state).toBe('withdrawn');
  });
});

describe('letters', () => {
  const tell = async (requestId: string) => {
    for (const eventId of await events(requestId, 'approval.changed')) {
      await tellOfChange(db, (notice) => changeLetter(notice), { eventId });
      await askApprovers(db, (notice, to) => approvalLetter(notice, to), { eventId }, at);
    }
  };

  test('tell whoever asked what was left, by whom, why and at what total, once', async () => {
    await aRule();
    const { requestId } = await asks([{ product: plain, bars: 5 }]);
    await changes(ana, requestId, [2]);
    await tell(requestId);
    await tell(requestId);

    const [letter, ...more] = await lettersTo(buyer);
    expect(more).toEqual([]);
    expect(letter?.body).toContain(who(ana).name);
    expect(letter?.body).toContain('enough for this month');
    expect(letter?.body).toMatch(/5\D.*2\D/);
    expect(letter?.body).toContain('10,123.53');
  });

  test('ask those again who have not answered, of what remains', async () => {
    await aRule({ steps: bothAgree() });
    const { requestId } = await asks([{ product: plain, bars: 5 }]);
    const [asked] = await events(requestId, 'approval.asked');
    await askApprovers(db, (notice, to) => approvalLetter(notice, to), { eventId: asked }, at);
    await changes(ana, requestId, [2]);
    await tell(requestId);
    await tell(requestId);

    const letters = await lettersTo(bek);
    expect(letters).toHaveLength(2);
    expect(letters[1]?.body).toContain('enough for this month');
    expect(letters[1]?.body).toContain('10,123.53');
    expect(await lettersTo(ana)).toHaveLength(1);
  });

  test('the order that places itself is the one that was left', async () => {
    await aRule();
    const { requestId } = await asks([{ product: plain, bars: 5 }], { placesItself: true });
    await changes(ana, requestId, [2]);
    const [eventId] = await events(requestId, 'approval.closed');
    await closeApproval(db, () => ({ subject: 's', body: 'b' }), { eventId }, at);

    const placed = await question(requestId);
    expect(placed.state).toBe('placed');
    const order = db
      .selectFrom('salesOrder')
      .where('id', '=', placed.orderId ?? '')
      .select('grossMinor');
    expect(await order.executeTakeFirst()).toEqual({ grossMinor: TWO_BARS_MINOR });
  });
});
