import { recordEvent } from '../events/record-event.ts';
import { isDay } from '../measures/calendar.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  areApprovers,
  endApprovalRule,
  insertApprovalRule,
  setApprovalLimit,
  upsertApprovalTerms,
} from './approval-rule.queries.ts';
import { type ApprovalRule, type ApprovalTerms, STEPS_MAX } from './approval.ts';
import { endDeputy, insertDeputy } from './deputy.queries.ts';
import { rememberCompanyRule } from './remember-company-rule.ts';

/**
 * A company's administrator adds a rule: what asks for agreement, and of whom
 * (R16). The same id again does no harm. Refuses a step with more agreement than
 * it has people, and people who may not approve. Counts from the next order on.
 */
export async function addApprovalRule(
  tx: Tx,
  actor: Buyer,
  adding: ApprovalRule & { at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { steps, at, ...rule } = adding;
  const { companyId, personId: madeBy } = actor;
  if (steps.length === 0 || steps.length > STEPS_MAX) {
    throw new Refusal({ code: 'rule-without-approvers' });
  }
  if (steps.some(({ quorum, people }) => people.length > 0 && people.length < quorum)) {
    throw new Refusal({ code: 'rule-without-approvers' });
  }
  await demandApprovers(tx, { companyId, people: steps.flatMap(({ people }) => people) });
  const isNew = await insertApprovalRule(tx, { ...rule, steps, companyId, madeBy, at }).catch(
    refuseOn({ rule_of_own_site: { code: 'not-permitted' } }),
  );
  if (!isNew) return;
  const { id: ruleId } = rule;
  const event = { type: 'approval-rule.begun', ruleId } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: ruleId, at });
}

/** Ends a rule; questions that were asked by it go on. Repeated, it changes nothing; another company's is not found. */
export async function dropApprovalRule(
  tx: Tx,
  actor: Buyer,
  dropping: { ruleId: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: endedBy } = actor;
  const { ruleId, at } = dropping;
  const isEndedNow = await endApprovalRule(tx, { ...dropping, companyId, endedBy });
  if (isEndedNow === undefined) throw new NotFound('approval rule', ruleId);
  if (!isEndedNow) return;
  const event = { type: 'approval-rule.ended', ruleId } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: ruleId, at });
}

/** Says how the company approves; counts for the questions asked from now on. The same again changes nothing. */
export async function setApprovalTerms(
  tx: Tx,
  actor: Buyer,
  set: ApprovalTerms & { at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: setBy } = actor;
  const { at, ...is } = set;
  const was = await upsertApprovalTerms(tx, { ...set, companyId, setBy });
  const isSame =
    was.ownAllowed === is.ownAllowed &&
    was.lastsDays === is.lastsDays &&
    was.toleranceBp === is.toleranceBp;
  if (isSame) return;
  const event = { type: 'approval-terms.set', was, is } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: companyId, at });
}

/** Says up to which amount with VAT somebody may approve an order; null: any, zero: none. The same again changes nothing. */
export async function limitApprover(
  tx: Tx,
  actor: Buyer,
  set: { personId: string; limitMinor: number | null; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId } = actor;
  await demandApprovers(tx, { companyId, people: [set.personId] });
  const wasMinor = await setApprovalLimit(tx, { ...set, companyId, setBy: actor.personId });
  const { personId, limitMinor, at } = set;
  if (wasMinor === limitMinor) return;
  await recordEvent(
    tx,
    { type: 'membership.approval-limit-set', personId, limitMinor, wasMinor },
    { companyId, personId: actor.personId, channel: 'web', subjectId: personId, at },
  );
}

/**
 * Names who stands in for an approver from one day to another, both included: an
 * approver for himself, an administrator for anybody. The deputy must be somebody
 * who may approve. Refuses a second deputy for the same days.
 */
export async function nameDeputy(
  tx: Tx,
  actor: Buyer,
  naming: {
    id: string;
    personId: string;
    deputyId: string;
    fromDay: string;
    untilDay: string;
    at: Date;
  },
): Promise<void> {
  const { personId, deputyId, fromDay, untilDay } = naming;
  const { companyId } = actor;
  if (personId !== actor.personId) demandKeeper(actor);
  if (!isDay(fromDay) || !isDay(untilDay) || untilDay < fromDay) {
    throw new Refusal({ code: 'day-past' });
  }
  await demandApprovers(tx, { companyId, people: [personId, deputyId] });
  const isNew = await insertDeputy(tx, { ...naming, companyId, namedBy: actor.personId }).catch(
    refuseOn({
      one_deputy_at_a_time: { code: 'deputy-there' },
      deputy_of_another: { code: 'not-permitted' },
    }),
  );
  if (!isNew) return;
  const event = { type: 'deputy.named', personId, deputyId, fromDay, untilDay } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: personId, at: naming.at });
}

/** Ends a deputyship: his own an approver, anybody's an administrator. Repeated, it changes nothing. */
export async function dropDeputy(
  tx: Tx,
  actor: Buyer,
  dropping: { id: string; at: Date },
): Promise<void> {
  const ofPerson = may(actor, 'manage-approvals') ? undefined : actor.personId;
  const ended = await endDeputy(tx, { ...dropping, companyId: actor.companyId, ofPerson });
  if (!ended) throw new NotFound('deputy', dropping.id);
  const { deputyship, isEndedNow } = ended;
  if (!isEndedNow) return;
  const event = { type: 'deputy.ended', ...deputyship } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: deputyship.personId, at: dropping.at });
}

async function demandApprovers(
  tx: Tx,
  of: { companyId: string; people: readonly string[] },
): Promise<void> {
  if (!(await areApprovers(tx, of))) throw new Refusal({ code: 'not-permitted' });
}

function demandKeeper(actor: Buyer): void {
  if (!may(actor, 'manage-approvals')) throw new Refusal({ code: 'not-permitted' });
}
