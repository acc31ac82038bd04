import type { CompanyRuleEvent } from '../events/company-rule-event.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Buyer } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';

/** Remembers what an administrator, or an approver of his own deputy, changed of how his company buys; `subjectId` is what it was changed of. */
export async function rememberCompanyRule(
  tx: Tx,
  actor: Buyer,
  event: CompanyRuleEvent,
  of: { subjectId: string; at: Date },
): Promise<void> {
  const { companyId, personId } = actor;
  await recordEvent(tx, event, { companyId, personId, channel: 'web', ...of });
}
