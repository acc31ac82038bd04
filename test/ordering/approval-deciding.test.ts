import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCreditInSight } from '../../src/credit/credit-in-sight.queries.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { approveSeveral } from '../../src/ordering/approve-several.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { closeApproval, expireApprovals } from '../../src/ordering/close-approval.ts';
import { decideApproval, withdrawApproval } from '../../src/ordering/decide-approval.ts';
import {
  addApprovalRule,
  limitApprover,
  nameDeputy,
  setApprovalTerms,
} from '../../src/ordering/keep-approval-rules.ts';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import type { ApprovalRule } from '../../src/ordering/approval.ts';
import { placeOrder, type Sale } from '../../src/ordering/place-order.ts';
import { removeLines } from '../../src/ordering/remove-lines.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { setSpendingLimit } from '../../src/people/set-spending-limit.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';
import { everyOrder } from '../support/approval.ts';

const DAY_MS = 86_400_000;
/** A bar of 10.390 kg at 420 000 a tonne with 16 % VAT. */
const BAR_MINOR = 506_201;

let db: Kysely<DB>;
let shop: Awaited<ReturnType<typeof freshDatabase>>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string };
let admin: Buyer;
let buyer: Buyer;
let ana: Buyer;
let bek: Buyer;
let priority = 0;
const soon = new Date(at.getTime() + 1000);

beforeAll(async () => {
  shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  admin = await aBuyer(db, company, 'company_admin');
  buyer = await aBuyer(db, company);
  ana = await aBuyer(db, company, 'approver');
  bek = await aBuyer(db, company, 'approver');
});

const aRule = async (more: Partial<ApprovalRule> = {}) => {
  const steps = [{ quorum: 1, people: [] }];
  const nothing = {
    ...everyOrder,
  };
  const rule = { id: newId(), ...nothing, steps, ...more, at };
  await transact(db, (tx) => addApprovalRule(tx, admin, rule));
};

const aCart = (bars = 1, by = buyer) => aCartOf(db, by, company, [{ product: rebar, bars }], 'web');

/** A cart of nobody's web cart, of which a buyer may have several. */
const aCartAtDesk = (bars: number) =>
  aCartOf(db, buyer, company, [{ product: rebar, bars }], 'counter');

const asksFor = async (
  cart: { id: string },
  more: Partial<Sale> & { placesItself?: boolean } = {},
) => {
  const { shownTerms, payment, key } = await aSaleOf(db, cart, more);
  const asked = { key, cartId: cart.id, shownTerms, payment, note: '', at, placesItself: false };
  return transact(db, (tx) => askApproval(tx, buyer, { ...asked, ...more }));
};

const says = (
  verdict: 'approved' | 'declined',
  by: Buyer,
  requestId: string,
  when = at,
): Promise<{ state: string }> =>
  transact(db, (tx) => {
    const { personId, companyId } = by;
    const note = verdict === 'declined' ? 'too much' : '';
    return decideApproval(tx, {
      ...{ requestId, personId, companyId, verdict, note },
      byMail: false,
      at: when,
    });
  });

const refused = (code: string) =>
  expect.objectContaining({ reason: expect.objectContaining({ code }) });
const isRefused = (deed: Promise<unknown>, code: string) =>
  expect(deed).rejects.toEqual(refused(code));

const stateOf = async (id: string) =>
  (await db.selectFrom('approvalRequest').where('id', '=', id).select('state').executeTakeFirst())
    ?.state;

describe('an order that a rule meets', () => {
  test('is not placed before somebody has agreed, and is placed then', async () => {
    await aRule();
    const cart = await aCart();
    await isRefused(place(db, buyer, cart), 'approval-needed');
    const { requestId } = await asksFor(cart);
    await isRefused(place(db, buyer, cart), 'cart-in-approval');
    await isRefused(place(db, buyer, cart, { approvalId: requestId }), 'approval-decided');
    expect(await says('approved', ana, requestId)).toEqual({ state: 'approved' });
    const { orderId } = await place(db, buyer, cart, { approvalId: requestId });
    expect(orderId).toBeTruthy();
    expect(await stateOf(requestId)).toBe('placed');
  });

  test('that nobody must agree to is placed as ever, and asked about in vain', async () => {
    await aRule({ aboveMinor: 2 * BAR_MINOR });
    const cart = await aCart(2);
    await isRefused(asksFor(cart), 'approval-not-needed');
    expect(await place(db, buyer, cart)).toHaveProperty('orderId');
  });

  test('is stuck where nobody may agree, and that is said before anything is sent', async () => {
    await aRule();
    for (const { personId } of [ana, bek]) {
      await transact(db, (tx) => limitApprover(tx, admin, { personId, limitMinor: 0, at }));
    }
    const cart = await aCart();
    expect(await asksFor(cart)).toHaveProperty('requestId');
    const own = await aCart(1, admin);
    const { shownTerms, payment, key } = await aSaleOf(db, own);
    const asked = { key, cartId: own.id, shownTerms, payment, note: '', placesItself: false, at };
    await isRefused(
      transact(db, (tx) => askApproval(tx, admin, asked)),
      'approval-stuck',
    );
  });

  test('keeps its cart as it was sent, while its buyer fills another', async () => {
    await aRule();
    const { id: cartId } = await aCart();
    const own = () => transact(db, (tx) => openWebCart(tx, buyer, { companyId: company.id, at }));
    expect(await own()).toEqual({ id: cartId });
    const { requestId } = await asksFor({ id: cartId });
    await isRefused(
      transact(db, (tx) => removeLines(tx, buyer, { cartId, lineIds: [newId()], at })),
      'cart-in-approval',
    );
    expect(await own()).not.toEqual({ id: cartId });
    await transact(db, (tx) => withdrawApproval(tx, buyer, { requestId, at }));
    await transact(db, (tx) => removeLines(tx, buyer, { cartId, lineIds: [newId()], at }));
  });

  test('takes no line that somebody adds at the same moment', async () => {
    await aRule();
    const cart = await aCart();
    const { shownTerms, payment, key } = await aSaleOf(db, cart);
    const asked = { key, cartId: cart.id, shownTerms, payment, note: '', placesItself: false, at };
    const line = {
      ...{ id: newId(), productId: rebar.id },
      quantity: { amountMilli: 1000, unit: 'pcs' } as const,
    };
    const adding = { cartId: cart.id, channel: 'web', lines: [line], at } as const;
    const outcome = await inTurn(
      shop,
      (tx) => askApproval(tx, buyer, asked),
      () => transact(db, (tx) => addLines(tx, buyer, adding)),
    );
    await isRefused(outcome.second, 'cart-in-approval');
    const lines = await db
      .selectFrom('cartLine')
      .where('cartId', '=', cart.id)
      .select('id')
      .execute();
    expect(lines).toHaveLength(1);
  });

  test('is no matter of a clerk, who sells by his own rights, but not what waits for an answer', async () => {
    await aRule();
    const clerk = await aClerk(db);
    expect(await place(db, clerk, await aCart())).toHaveProperty('orderId');
    const cart = await aCart();
    await asksFor(cart);
    await isRefused(place(db, clerk, cart), 'cart-in-approval');
  });
});

describe('who agrees', () => {
  test('are as many as the rule says, in the order of its steps', async () => {
    await aRule({
      steps: [
        { quorum: 2, people: [ana.personId, bek.personId] },
        { quorum: 1, people: [admin.personId] },
      ],
    });
    const { requestId } = await asksFor(await aCart());
    await isRefused(says('approved', admin, requestId), 'approval-not-yours');
    expect(await says('approved', ana, requestId)).toEqual({ state: 'pending' });
    expect(await says('approved', ana, requestId)).toEqual({ state: 'pending' });
    expect(await says('approved', bek, requestId)).toEqual({ state: 'pending' });
    expect(await says('approved', admin, requestId)).toEqual({ state: 'approved' });
    expect(await says('approved', admin, requestId)).toEqual({ state: 'approved' });
  });

  test('speaks for all steps that are his in one go', async () => {
    await aRule({
      steps: [
        { quorum: 1, people: [] },
        { quorum: 1, people: [ana.personId] },
      ],
    });
    const { requestId } = await asksFor(await aCart());
    expect(await says('approved', ana, requestId)).toEqual({ state: 'approved' });
  });

  test('is never who ordered, and nobody of another company', async () => {
    await aRule();
    const stranger = await aBuyer(db, await aCompany(db), 'approver');
    const { requestId } = await asksFor(await aCart());
    await isRefused(says('approved', buyer, requestId), 'not-permitted');
    await expect(says('approved', stranger, requestId)).rejects.toThrow('not found');
    await db
      .updateTable('membership')
      .set({ role: 'approver' })
      .where('personId', '=', buyer.personId)
      .execute();
    await isRefused(says('approved', buyer, requestId), 'approval-not-yours');
  });

  test('may be who ordered, where the company lets him', async () => {
    await aRule();
    await db
      .updateTable('membership')
      .set({ role: 'approver' })
      .where('personId', '=', buyer.personId)
      .execute();
    const terms = { ownAllowed: true, lastsDays: 7, toleranceBp: 200, at };
    await transact(db, (tx) => setApprovalTerms(tx, admin, terms));
    const { requestId } = await asksFor(await aCart());
    expect(await stateOf(requestId)).toBe('approved');
  });

  test('may be a deputy on his days and on no other, who speaks once', async () => {
    await aRule({ steps: [{ quorum: 1, people: [ana.personId] }] });
    const days = { fromDay: '2026-11-26', untilDay: '2026-11-27' };
    const naming = { id: newId(), personId: ana.personId, deputyId: bek.personId, ...days, at };
    await transact(db, (tx) => nameDeputy(tx, ana, naming));
    await isRefused(
      transact(db, (tx) => nameDeputy(tx, ana, { ...naming, id: newId() })),
      'deputy-there',
    );
    const { requestId } = await asksFor(await aCart());
    const later = new Date(at.getTime() + 2 * DAY_MS);
    await isRefused(says('approved', bek, requestId, later), 'approval-not-yours');
    expect(await says('approved', bek, requestId)).toEqual({ state: 'approved' });
  });

  test('ends it by declining, with a reason; the cart is the buyer’s again', async () => {
    await aRule();
    const cart = await aCart();
    const { requestId } = await asksFor(cart);
    expect(await says('declined', ana, requestId)).toEqual({ state: 'declined' });
    await isRefused(says('approved', bek, requestId), 'approval-decided');
    expect(await asksFor(cart)).toHaveProperty('requestId');
  });

  test('of two at the same time, one is heard first and the other finds it decided', async () => {
    await aRule();
    const { requestId } = await asksFor(await aCart());
    const of = ({ personId, companyId }: Buyer, verdict: 'approved' | 'declined') =>
      ({ ...{ requestId, personId, companyId, verdict }, note: 'no', byMail: false, at }) as const;
    const outcome = await inTurn(
      shop,
      (tx) => decideApproval(tx, of(ana, 'declined')),
      () => transact(db, (tx) => decideApproval(tx, of(bek, 'approved'))),
    );
    await isRefused(outcome.second, 'approval-decided');
    expect(await stateOf(requestId)).toBe('declined');
  });
});

describe('an order beyond what its buyer may spend', () => {
  const limited = (limitMinor: number) =>
    transact(db, (tx) =>
      setSpendingLimit(tx, admin, {
        ...{ personId: buyer.personId, limitMinor, period: 'month', at },
      }),
    );

  test('is refused where no rule asks anybody, and passes when approved where one does', async () => {
    await limited(BAR_MINOR);
    await isRefused(place(db, buyer, await aCartAtDesk(2)), 'spending-limit-exceeded');
    await aRule({ beyondLimit: true });
    expect(await place(db, buyer, await aCartAtDesk(1))).toHaveProperty('orderId');
    const beyond = await aCartAtDesk(1);
    await isRefused(place(db, buyer, beyond), 'approval-needed');
    const { requestId: approvalId } = await asksFor(beyond);
    await says('approved', ana, approvalId);
    expect(await place(db, buyer, beyond, { approvalId })).toHaveProperty('orderId');
  });

  test('counts what he has sent for approval, but not the order itself', async () => {
    await limited(2 * BAR_MINOR);
    await aRule({ beyondLimit: true });
    await aRule();
    const first = await aCartAtDesk(2);
    const { requestId: approvalId } = await asksFor(first);
    const needs = await db
      .selectFrom('approvalNeed')
      .where('requestId', '=', approvalId)
      .select('ruleId')
      .execute();
    expect(needs).toHaveLength(1);
    const { requestId: second } = await asksFor(await aCartAtDesk(1), { at: soon });
    expect(
      await db
        .selectFrom('approvalNeed')
        .where('requestId', '=', second)
        .select('ruleId')
        .execute(),
    ).toHaveLength(2);
    await says('approved', ana, approvalId);
    expect(await place(db, buyer, first, { approvalId })).toHaveProperty('orderId');
  });
});

describe('approved is not placed', () => {
  const approvedAt = async (cart: { id: string }) => {
    const { requestId } = await asksFor(cart);
    await says('approved', ana, requestId);
    return requestId;
  };
  /** A list of the company's own asks so much more. */
  const dearerBy = async (share: number) => {
    const pricePerTonneMinor = Math.round(42_000_000 * share);
    await aPublishedList(db, {
      ...{ level: 'company', companyId: company.id, prices: { [rebar.id]: pricePerTonneMinor } },
      priority: (priority += 1),
    });
  };

  test('dearer within what the company tolerates, it is placed', async () => {
    await aRule();
    const cart = await aCart();
    const approvalId = await approvedAt(cart);
    await dearerBy(1.01);
    expect(await place(db, buyer, cart, { approvalId })).toHaveProperty('orderId');
  });

  test('dearer beyond it, the steps concerned are asked again, and only those', async () => {
    await aRule({ aboveMinor: BAR_MINOR + 5_000, steps: [{ quorum: 1, people: [bek.personId] }] });
    await aRule();
    const cart = await aCart();
    const approvalId = await approvedAt(cart);
    await dearerBy(1.015);
    await isRefused(place(db, buyer, cart, { approvalId }), 'approval-outgrown');
    const { requestId } = await asksFor(cart);
    expect(await stateOf(approvalId)).toBe('withdrawn');
    await isRefused(says('approved', admin, requestId), 'approval-not-yours');
    expect(await says('approved', bek, requestId)).toEqual({ state: 'approved' });
    expect(await place(db, buyer, cart, { approvalId: requestId })).toHaveProperty('orderId');
  });

  test('with other terms than were shown it is refused first, as ever', async () => {
    await aRule();
    const cart = await aCart();
    const sale = await aSaleOf(db, cart);
    const approvalId = await approvedAt(cart);
    await dearerBy(1.01);
    const placing = transact(db, (tx) => placeOrder(tx, buyer, { ...sale, approvalId }));
    await expect(placing).rejects.toEqual(refused('terms-changed'));
  });

  test('places itself where that was wished, once, however often the job runs', async () => {
    await aRule();
    const cart = await aCart();
    const { requestId } = await asksFor(cart, { placesItself: true });
    await says('approved', ana, requestId);
    const event = await db
      .selectFrom('event')
      .where('subjectId', '=', requestId)
      .where('type', '=', 'approval.closed')
      .select('id')
      .executeTakeFirstOrThrow();
    const letters: (string | null)[] = [];
    for (let run = 0; run < 2; run += 1) {
      await closeApproval(
        db,
        (_, { orderNumber }) => {
          letters.push(orderNumber);
          return { subject: 'approved', body: orderNumber ?? '' };
        },
        { eventId: event.id },
        at,
      );
    }
    expect(letters[0]).toMatch(/^26-/);
    const orders = await db
      .selectFrom('salesOrder')
      .where('cartId', '=', cart.id)
      .select('id')
      .execute();
    expect(orders).toHaveLength(1);
    const mails = await db
      .selectFrom('outgoingMail')
      .where('recipient', '=', buyer.email)
      .where('subject', '=', 'approved')
      .select('id')
      .execute();
    expect(mails).toHaveLength(1);
  });

  test('tells what stands in the way where it cannot place itself', async () => {
    await aRule();
    const cart = await aCart();
    const { requestId } = await asksFor(cart, { placesItself: true });
    await says('approved', ana, requestId);
    await dearerBy(1.5);
    const event = await db
      .selectFrom('event')
      .where('subjectId', '=', requestId)
      .where('type', '=', 'approval.closed')
      .select('id')
      .executeTakeFirstOrThrow();
    let told: unknown;
    const write = (_: unknown, outcome: unknown) => {
      told = outcome;
      return { subject: 's', body: 'b' };
    };
    await closeApproval(db, write, { eventId: event.id }, at);
    expect(told).toEqual({ orderNumber: null, refused: { code: 'terms-changed' } });
  });

  test('not answered in time it ends, whether or not the job ran, and the cart is free', async () => {
    await aRule();
    const cart = await aCart();
    const { requestId } = await asksFor(cart);
    const late = new Date(at.getTime() + 7 * DAY_MS);
    await isRefused(says('approved', ana, requestId, late), 'approval-decided');
    await expireApprovals(db, late);
    await expireApprovals(db, late);
    expect(await stateOf(requestId)).toBe('expired');
    expect(await asksFor(cart)).toHaveProperty('requestId');
  });
});

describe('an order on account that waits for approval', () => {
  test('takes of the credit, is shown apart, and is not counted twice when it is placed', async () => {
    const short = await aCompany(db, { creditLimitMinor: 2 * BAR_MINOR });
    const metal = await rebarFor(db, short, { pricePerTonneMinor: 42_000_000 });
    const [keeper, asker, approver] = [
      await aBuyer(db, short, 'company_admin'),
      await aBuyer(db, short),
      await aBuyer(db, short, 'approver'),
    ];
    const steps = [{ quorum: 1, people: [] }];
    const rule = { id: newId(), ...everyOrder, steps, at };
    await transact(db, (tx) => addApprovalRule(tx, keeper, rule));
    const aBar = () => aCartOf(db, asker, short, [{ product: metal, bars: 1 }], 'counter');
    const asked = async () => {
      const cart = await aBar();
      const { shownTerms, payment, key } = await aSaleOf(db, cart);
      const said = { key, cartId: cart.id, shownTerms, payment, note: '', placesItself: false, at };
      await transact(db, (tx) => askApproval(tx, asker, said));
      return { cart, approvalId: key };
    };
    const [first] = [await asked(), await asked()];
    const sight = () => readCreditInSight(db, { companyId: short.id, on: '2026-11-26' });
    expect(await sight()).toMatchObject({
      exposureMinor: 2 * BAR_MINOR,
      buckets: { awaitingApprovalMinor: 2 * BAR_MINOR, toHandOverMinor: 0 },
    });
    const clerk = await aClerk(db);
    await isRefused(place(db, clerk, await aBar()), 'credit-limit-exceeded');
    await says('approved', approver, first.approvalId);
    await place(db, asker, first.cart, { approvalId: first.approvalId });
    expect(await sight()).toMatchObject({
      exposureMinor: 2 * BAR_MINOR,
      buckets: { awaitingApprovalMinor: BAR_MINOR, toHandOverMinor: BAR_MINOR },
    });
  });
});

describe('a second click', () => {
  test('asks once', async () => {
    await aRule();
    const cart = await aCart();
    const { shownTerms, payment, key } = await aSaleOf(db, cart);
    const asked = { key, cartId: cart.id, shownTerms, payment, note: '', placesItself: false, at };
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => transact(db, (tx) => askApproval(tx, buyer, asked))),
    );
    expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ requestId: key })));
  });

  test('of two questions about one cart the second is refused', async () => {
    await aRule();
    const cart = await aCart();
    const outcomes = await Promise.allSettled([asksFor(cart), asksFor(cart)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('places once', async () => {
    await aRule();
    const cart = await aCart();
    const { requestId: approvalId } = await asksFor(cart);
    await says('approved', ana, approvalId);
    const sale = await aSaleOf(db, cart, { approvalId });
    const [first, second] = await Promise.all(
      [1, 2].map(() => transact(db, (tx) => placeOrder(tx, buyer, sale))),
    );
    expect(first).toEqual(second);
  });
});

test('the database refuses that anybody approves his own', async () => {
  await aRule();
  const { requestId } = await asksFor(await aCart());
  const need = await db
    .selectFrom('approvalNeedPerson')
    .where('requestId', '=', requestId)
    .select(['ruleId', 'step'])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('approvalNeedPerson')
    .values({ requestId, ...need, personId: buyer.personId })
    .execute();
  const { personId } = buyer;
  const decision = { requestId, ...need, principalId: personId, decidedBy: personId };
  const own = { ...decision, requestedBy: personId, ownAllowed: false, decidedAt: at };
  await expect(
    db
      .insertInto('approvalDecision')
      .values({ ...own, verdict: 'approved' })
      .execute(),
  ).rejects.toThrow('nobody_approves_his_own');
});

test('only an administrator keeps the rules', async () => {
  const rule = {
    id: newId(),
    ...everyOrder,
  };
  const steps = [{ quorum: 1, people: [] }];
  await expect(
    transact(db, (tx) => addApprovalRule(tx, ana, { ...rule, steps, at })),
  ).rejects.toEqual(new Refusal({ code: 'not-permitted' }));
  await isRefused(aRule({ steps: [{ quorum: 1, people: [buyer.personId] }] }), 'not-permitted');
  await isRefused(
    aRule({ steps: [{ quorum: 2, people: [ana.personId] }] }),
    'rule-without-approvers',
  );
});

describe('several orders agreed to with one press', () => {
  const agreeToAll = (requestIds: readonly string[], { personId, companyId }: Buyer) =>
    approveSeveral(db, { requestIds, personId, companyId, at });

  const threeQuestions = async () => {
    await aRule();
    const asked: string[] = [];
    for (const bars of [1, 2, 3]) {
      asked.push((await asksFor(await aCartAtDesk(bars))).requestId);
    }
    return asked;
  };

  test('are decided each for itself: what one is refused holds none of the others', async () => {
    const [first = '', second = '', third = ''] = await threeQuestions();
    await transact(db, (tx) => withdrawApproval(tx, buyer, { requestId: second, at }));

    const notAgreed = await agreeToAll([first, second, third], ana);

    expect(notAgreed).toEqual([
      { requestId: second, reason: { code: 'approval-decided', state: 'withdrawn' } },
    ]);
    expect(await Promise.all([first, second, third].map(stateOf))).toEqual([
      'approved',
      'withdrawn',
      'approved',
    ]);
  });

  test('sent twice at once, or with one marked twice, are agreed to once', async () => {
    const asked = await threeQuestions();

    const twice = [...asked, ...asked];
    const [one, other] = await Promise.all([agreeToAll(twice, ana), agreeToAll(twice, ana)]);

    expect([...one, ...other]).toEqual([]);
    const { count } = await db
      .selectFrom('approvalDecision')
      .where('requestId', 'in', asked)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(3);
  });

  test('are refused to who may not agree, and are not there for another company', async () => {
    const asked = await threeQuestions();
    const stranger = await aBuyer(db, await aCompany(db), 'approver');

    expect((await agreeToAll(asked, buyer)).map(({ reason }) => reason.code)).toEqual([
      'not-permitted',
      'not-permitted',
      'not-permitted',
    ]);
    await expect(agreeToAll(asked, stranger)).rejects.toThrow('approval');
    expect(await Promise.all(asked.map(stateOf))).toEqual(['pending', 'pending', 'pending']);
  });
});
