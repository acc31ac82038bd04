import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { changeTerms, type TermsChange } from '../../src/credit/change-terms.ts';
import { findCreditStanding } from '../../src/credit/credit.queries.ts';
import { approveTerms, sendTermsBack, withdrawTerms } from '../../src/credit/decide-terms.ts';
import { listAgreements } from '../../src/customers/agreement.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { beyondManager, modestTerms } from '../support/terms.ts';
import { aClerk, aCompany, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const nextWeek = new Date('2026-12-03T06:00:00Z');

let db: Kysely<DB>;
let manager: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
});

type Company = { id: string };

const standingOf = (company: Company) =>
  findCreditStanding(db, { companyId: company.id, on: TODAY });

const changing = (company: Company, change: Partial<TermsChange> = {}, by = manager) =>
  transact(db, (tx) => changeTerms(tx, by, { ...beyondManager(company.id), ...change }));

const standings = async (company: Company) =>
  (await listAgreements(db, company.id)).map(({ version, state, from, until }) => [
    ...[version, state, from, until],
  ]);

async function aDraft(change: Partial<TermsChange> = {}, by = manager) {
  const company = await aCompany(db);
  await changing(company, change, by);
  const [draft] = await listAgreements(db, company.id);
  if (draft?.state !== 'draft') throw new Error('no draft came of it');
  const decision = { agreementId: draft.id, at };
  return {
    company,
    decision,
    approve: (who = head, when = at) =>
      transact(db, (tx) => approveTerms(tx, who, { ...decision, at: when })),
    sendBack: (who = head) =>
      transact(db, (tx) => sendTermsBack(tx, who, { ...decision, note: 'too much at once' })),
    withdraw: (who = manager) => transact(db, (tx) => withdrawTerms(tx, who, decision)),
  };
}

const refusedWith = (code: 'own-draft' | 'not-permitted' | 'draft-decided' | 'changed-meanwhile') =>
  new Refusal({ code });

test('what is beyond the manager’s authority waits and changes nothing', async () => {
  const { company } = await aDraft();

  expect(await standings(company)).toEqual([
    [2, 'draft', null, null],
    [1, 'agreed', '2025-01-01', null],
  ]);
  expect(await standingOf(company)).toMatchObject({ creditKind: 'none' });
});

test('a second person brings it into force, with the credit, in the same moment', async () => {
  const { company, approve } = await aDraft();

  await approve();

  expect(await standings(company)).toEqual([
    [2, 'agreed', TODAY, null],
    [1, 'agreed', '2025-01-01', TODAY],
  ]);
  expect(await standingOf(company)).toMatchObject({ limitMinor: 9_000_000_000 });
  const [newest] = await listAgreements(db, company.id);
  expect(newest).toMatchObject({ changedByName: manager.name, decidedByName: head.name });
});

test('a draft for a later day begins then; one whose day has passed begins today', async () => {
  const later = await aDraft({ from: '2026-12-20' });
  await later.approve();
  expect((await standings(later.company))[0]).toEqual([2, 'agreed', '2026-12-20', null]);

  const late = await aDraft();
  await late.approve(head, nextWeek);
  expect((await standings(late.company))[0]).toEqual([2, 'agreed', '2026-12-03', null]);
});

test('nobody approves or sends back what he drafted himself, whatever his rank', async () => {
  const terms = { ...modestTerms, creditLimitMinor: 90_000_000_000 };
  const { company, approve, sendBack } = await aDraft({ terms }, head);

  await expect(approve()).rejects.toEqual(refusedWith('own-draft'));
  await expect(sendBack()).rejects.toEqual(refusedWith('own-draft'));
  await approve(await aClerk(db, 'admin'));

  expect((await standings(company))[0]).toEqual([2, 'agreed', TODAY, null]);
});

test('the database itself refuses an approval by the author', async () => {
  const { decision } = await aDraft();
  const byAuthor = sql`
    update agreement set state = 'agreed', decided_by = changed_by, decided_at = ${at}
    where id = ${decision.agreementId}`.execute(db);

  await expect(byAuthor).rejects.toMatchObject({ constraint: 'four_eyes' });
});

test('a colleague of the same rank does not approve', async () => {
  const { approve, sendBack } = await aDraft();
  const colleague = await aClerk(db, 'manager');

  await expect(approve(colleague)).rejects.toEqual(refusedWith('not-permitted'));
  await expect(sendBack(colleague)).rejects.toEqual(refusedWith('not-permitted'));
});

test('a draft that newer terms have overtaken is not approved, but can be sent back', async () => {
  const { company, approve, sendBack } = await aDraft();
  await changing(company, { seenVersion: 2, terms: modestTerms });

  await expect(approve()).rejects.toEqual(refusedWith('changed-meanwhile'));
  await sendBack();

  expect(await standings(company)).toEqual([
    [3, 'agreed', TODAY, null],
    [2, 'sent-back', null, null],
    [1, 'agreed', '2025-01-01', TODAY],
  ]);
});

test('one draft of a company waits at a time; after it was sent back the next is drafted', async () => {
  const { company, sendBack } = await aDraft();

  await expect(changing(company, { seenVersion: 2 })).rejects.toEqual(
    new Refusal({ code: 'draft-waiting' }),
  );
  await sendBack();
  expect(await changing(company, { seenVersion: 2 })).toMatchObject({ version: 3 });
});

test('of two who decide at once one does, and the other is told', async () => {
  const { company, approve, sendBack } = await aDraft();

  const outcomes = await Promise.allSettled([approve(), sendBack(await aClerk(db, 'admin'))]);

  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toEqual([{ status: 'rejected', reason: refusedWith('draft-decided') }]);
  expect((await standings(company)).filter(([, state]) => state === 'draft')).toEqual([]);
});

test('a second click decides nothing twice', async () => {
  const approved = await aDraft();
  await Promise.all([approved.approve(), approved.approve()]);
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', approved.decision.agreementId)
    .orderBy('id')
    .select('type')
    .execute();
  expect(events.map(({ type }) => type)).toEqual(['agreement.drafted', 'agreement.approved']);

  const withdrawn = await aDraft();
  await withdrawn.withdraw();
  await withdrawn.withdraw();
  await expect(withdrawn.approve()).rejects.toEqual(refusedWith('draft-decided'));
});

test('only the author withdraws, and only a draft can be decided on', async () => {
  const { withdraw } = await aDraft();
  await expect(withdraw(head)).rejects.toEqual(refusedWith('not-permitted'));

  const company = await aCompany(db);
  for (const agreementId of [company.agreementId, newId()]) {
    const deciding = transact(db, (tx) => approveTerms(tx, head, { agreementId, at }));
    await expect(deciding).rejects.toThrow(NotFound);
  }
});

test('delivery that is given away in a company’s first terms waits for a second person too', async () => {
  const company = await aCompany(db);
  await db.deleteFrom('agreement').where('companyId', '=', company.id).execute();
  const terms = { ...modestTerms, freightPrice: 'included' as const };

  const { beyond } = await changing(company, { seenVersion: 0, terms });
  expect(beyond).toEqual(['freight']);
  const [draft] = await listAgreements(db, company.id);
  const decision = { agreementId: draft?.id ?? '', at };
  const own = transact(db, (tx) => approveTerms(tx, manager, decision));
  await expect(own).rejects.toEqual(refusedWith('not-permitted'));
  await transact(db, (tx) => approveTerms(tx, head, decision));

  const [agreed] = await listAgreements(db, company.id);
  expect(agreed).toMatchObject({ state: 'agreed', freightPrice: 'included', from: TODAY });
});
