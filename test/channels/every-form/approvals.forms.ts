import { insertApprovalLink } from '../../../src/ordering/approval.queries.ts';
import { tradingDay } from '../../../src/measures/calendar.ts';
import { findApproval } from '../../../src/ordering/approval-page.queries.ts';
import { askApproval } from '../../../src/ordering/ask-approval.ts';
import { decideApproval } from '../../../src/ordering/decide-approval.ts';
import { addApprovalRule, nameDeputy } from '../../../src/ordering/keep-approval-rules.ts';
import { termsHash } from '../../../src/ordering/order.ts';
import { readLess } from '../../../src/ordering/read-less.ts';
import { readCart } from '../../../src/ordering/read-cart.ts';
import type { Buyer } from '../../../src/people/actor.ts';
import { hashToken, newSessionToken } from '../../../src/people/session-token.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import { everyOrder } from '../../support/approval.ts';
import {
  type Field,
  anyId,
  anything,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  exactlyOrNone,
  number,
  optional,
  quantity,
  tick,
  words,
} from '../../support/every-form.ts';
import { aCartOf } from '../../support/sale.ts';
import { aBuyer, aCompany, at } from '../../support/world.ts';
import {
  type Company,
  type Forms,
  admin,
  cookies,
  db,
  onceInCast,
  rebar,
  theirAdmin,
  them,
  us,
} from './cast.ts';
import { amountOrNone, blankOr, branch } from './fields.ts';

type Approving = { company: Company; admin: Buyer; buyer: Buyer; approver: Buyer };

/** A company in which an approver agrees to every order. */
export const theApproving = onceInCast(async (): Promise<Approving> => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const [keeper, buyer, approver] = await Promise.all([
    aBuyer(db, company, 'company_admin'),
    aBuyer(db, company),
    aBuyer(db, company, 'approver'),
  ]);
  const steps = [{ quorum: 1, people: [] }];
  await transact(db, (tx) => addApprovalRule(tx, keeper, { ...aRule(), steps, at }));
  return { company, admin: keeper, buyer, approver };
});

export const aRule = () => ({
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

/** A question that one of two approvers is asked. */
async function aQuestionToPassOn() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const [keeper, buyer] = [
    await aBuyer(db, company, 'company_admin'),
    await aBuyer(db, company, 'buyer'),
  ];
  const [approver, other] = [
    await aBuyer(db, company, 'approver'),
    await aBuyer(db, company, 'approver'),
  ];
  const steps = [{ quorum: 1, people: [approver.personId] }];
  await transact(db, (tx) => addApprovalRule(tx, keeper, { ...aRule(), steps, at }));
  const { id: cartId } = await aCartOf(
    db,
    buyer,
    company,
    [{ product: rebar, bars: 2 }],
    'counter',
  );
  const cart = await readCart(db, { cartId }, at);
  const asked = { cartId, shownTerms: cart ? termsHash(cart) : '', note: '', at };
  const key = newId();
  await transact(db, (tx) =>
    askApproval(tx, buyer, { ...asked, key, payment: 'on-account', placesItself: false }),
  );
  return { approver, other, approvalId: key };
}

/** What the page shows when one bar of two is left. */
async function oneBarLeft(id: string): Promise<{ lineId: string; shownTerms: string }> {
  const { approver } = await theApproving();
  const asked = await findApproval(db, { id, personId: approver.personId, on: tradingDay(at) });
  const lineId = asked?.lines[0]?.lineId;
  if (!asked || !lineId) throw new Error('nothing is asked');
  const less = await readLess(db, { asked, left: [{ lineId, leftMilli: 1000 }], at });
  return { lineId, shownTerms: termsHash(less.cart) };
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

/** The version of a question that the page writes into its forms. */
const seenVersion = (): Field => ({
  ...number('1', { min: 1, max: 32_767, decimals: 0 }),
  comesBack: 'never',
});

const answer = (): Record<string, Field> => ({
  verdict: choice('declined', ['approved', 'declined']),
  note: words('too much', { min: 1, max: 500 }),
  seen: optional(seenVersion()),
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

/** Orders that somebody in the company must agree to, and the rules of that. */
export const approvalsForms: Forms = {
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
  'POST /approvals/decisions': async () => {
    const approval = await aQuestion('pending');
    return {
      cookie: await cookieOf('approver'),
      fields: { approval: exactly(approval), [`seen.${approval}`]: anything('1') },
    };
  },
  'POST /approvals/:approvalId/change': async () => {
    const approvalId = await aQuestion('pending');
    const { lineId, shownTerms } = await oneBarLeft(approvalId);
    return {
      cookie: await cookieOf('approver'),
      params: { approvalId: exactly(approvalId) },
      fields: {
        ...{ key: anyId(newId()), shownTerms: optional(exactlyOrNone(shownTerms)) },
        seen: seenVersion(),
        reason: words('enough for now', { min: 3, max: 500 }),
        [`q.${lineId}`]: optional(quantity('1')),
      },
    };
  },
  'POST /approvals/:approvalId/decision': async () => ({
    cookie: await cookieOf('approver'),
    params: { approvalId: exactly(await aQuestion('pending')) },
    fields: answer(),
  }),
  'POST /approval-link/:token': async () => ({
    params: { token: exactly(await aLinkToAnswer()) },
    fields: answer(),
  }),
  'POST /approvals/:approvalId/forwarding': async () => {
    const { approver, other, approvalId } = await aQuestionToPassOn();
    return {
      cookie: await signedIn(db, approver, at),
      params: { approvalId: exactly(approvalId) },
      fields: {
        toId: exactly(other.personId, theirAdmin.personId),
        why: words('on leave', { min: 3, max: 500 }),
      },
    };
  },
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
      aboveProducts: optional(blankOr(number('5', { min: 1, max: 10_000, decimals: 0 }))),
      ...{ neverBought: tick(), beyondLimit: tick() },
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
