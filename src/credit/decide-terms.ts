import { findTermsDraft, decideDraft, type TermsDraft } from '../customers/terms-draft.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bringIntoForce } from './agree-terms.ts';
import { lockAccount } from './credit.queries.ts';

type Decision = { agreementId: string; at: Date };

/**
 * Approves a draft of terms: it is in force from the day its author wished for,
 * or from today where that day has passed meanwhile. Never by its author, and
 * not once something newer was agreed that he had not seen. A second approval
 * changes nothing. Locks the company's account.
 */
export async function approveTerms(tx: Tx, approver: Staff, decision: Decision): Promise<void> {
  const { at } = decision;
  const draft = await lockDraft(tx, decision);
  refuseUnlessSecond(approver, draft);
  if (draft.state === 'agreed') return;
  refuseDecided(draft);
  if (draft.isOutdated) throw new Refusal({ code: 'changed-meanwhile' });

  const { id, companyId, plannedFrom, version } = draft;
  const today = tradingDay(at);
  const from = plannedFrom < today ? today : plannedFrom;
  const by = approver.personId;
  await bringIntoForce(tx, { companyId, from, today }, () =>
    decideDraft(tx, { id, state: 'agreed', from, by, note: '', at }),
  );
  const event = { type: 'agreement.approved', agreementId: id, version, note: '' } as const;
  await recordEvent(tx, event, { companyId, personId: by, channel: null, subjectId: id, at });
}

/** Sends a draft back to its author with the reason, even one that something newer has overtaken. Sending back again changes nothing. */
export async function sendTermsBack(
  tx: Tx,
  approver: Staff,
  decision: Decision & { note: string },
): Promise<void> {
  const { note, at } = decision;
  const draft = await lockDraft(tx, decision);
  refuseUnlessSecond(approver, draft);
  if (draft.state === 'sent-back') return;
  refuseDecided(draft);
  const { id, companyId, version } = draft;
  const by = approver.personId;
  await decideDraft(tx, { id, state: 'sent-back', by, note, at });
  const event = { type: 'agreement.sent-back', agreementId: id, version, note } as const;
  await recordEvent(tx, event, { companyId, personId: by, channel: null, subjectId: id, at });
}

/** Takes an own draft back before anybody decided. Taking it back again changes nothing. */
export async function withdrawTerms(tx: Tx, author: Staff, decision: Decision): Promise<void> {
  const { at } = decision;
  const draft = await lockDraft(tx, decision);
  if (draft.draftedBy !== author.personId) throw new Refusal({ code: 'not-permitted' });
  if (draft.state === 'withdrawn') return;
  refuseDecided(draft);
  const { id, companyId, version } = draft;
  const by = author.personId;
  await decideDraft(tx, { id, state: 'withdrawn', by, note: '', at });
  const event = { type: 'agreement.withdrawn', agreementId: id, version } as const;
  await recordEvent(tx, event, { companyId, personId: by, channel: null, subjectId: id, at });
}

/** The draft as it stands once the account is locked, so that no two decide and no newer version slips in. */
async function lockDraft(tx: Tx, { agreementId }: Decision): Promise<TermsDraft> {
  const seen = await findTermsDraft(tx, agreementId);
  if (seen) await lockAccount(tx, seen.companyId);
  const draft = seen && (await findTermsDraft(tx, agreementId));
  if (!draft) throw new NotFound('agreement', agreementId);
  return draft;
}

function refuseUnlessSecond(approver: Staff, draft: TermsDraft): void {
  if (!may(approver, 'approve-terms')) throw new Refusal({ code: 'not-permitted' });
  if (draft.draftedBy === approver.personId) throw new Refusal({ code: 'own-draft' });
}

function refuseDecided(draft: TermsDraft): void {
  if (draft.state !== 'draft') throw new Refusal({ code: 'draft-decided' });
}
