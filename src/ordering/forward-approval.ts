import { recordEvent } from '../events/record-event.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { voicesOf } from './approval.ts';
import { lockForApprover } from './decide-approval.ts';
import { findForwardTargets, givePlace, isPassedOn } from './forward-approval.queries.ts';

/** Who gives his place in a question to whom, and why. */
export type Forwarding = {
  requestId: string;
  personId: string;
  companyId: string;
  toId: string;
  note: string;
  at: Date;
};

/**
 * An approver gives his place in the open steps of a question to another, who may
 * approve so much and is not asked there already (R16): that one is asked from now
 * on, and he is not. What he has said stays said, and the steps that open later are
 * his still. The same form again changes nothing. Locks the cart and the question.
 */
export async function forwardApproval(tx: Tx, forwarding: Forwarding): Promise<void> {
  const { requestId, personId, companyId, toId, note, at } = forwarding;
  const asked = await lockForApprover(tx, forwarding);
  if (asked.state !== 'pending') {
    throw new Refusal({ code: 'approval-decided', state: asked.state });
  }
  if (asked.expiresAt <= at) throw new Refusal({ code: 'approval-decided', state: 'expired' });
  const excludedId = asked.ownAllowed ? null : asked.requestedBy;
  const places = voicesOf(personId, { ...asked, standsInFor: [], excludedId });
  if (places.length === 0 && (await isPassedOn(tx, { requestId, personId, toId }))) return;
  if (places.length === 0) throw new Refusal({ code: 'approval-not-yours' });
  const targets = await findForwardTargets(tx, { requestId, personId });
  if (!targets.some((target) => target.personId === toId)) {
    throw new Refusal({ code: 'approval-not-for-them' });
  }
  await givePlace(tx, { requestId, fromId: personId, toId, places });
  await recordEvent(
    tx,
    { type: 'approval.forwarded', requestId, toId, note },
    { companyId, personId, channel: 'web', subjectId: requestId, at },
  );
}
