import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { AgreementState } from '../platform/db/schema.ts';

/** A draft as far as deciding on it needs it. */
export type TermsDraft = {
  id: string;
  companyId: string;
  version: number;
  state: AgreementState;
  /** The first day that its author wished for. */
  plannedFrom: string;
  draftedBy: string;
  /** Something newer was written since: what it would replace was not what its author saw. */
  isOutdated: boolean;
};

/** A version that was once a draft; `undefined` for any other. */
export async function findTermsDraft(db: Db, agreementId: string): Promise<TermsDraft | undefined> {
  const found = await sql<TermsDraft>`
    select id, company_id, version, state, planned_from, changed_by as drafted_by,
           exists (select from agreement as newer
                   where newer.company_id = draft.company_id and newer.version > draft.version) as is_outdated
    from agreement as draft
    where id = ${agreementId} and planned_from is not null`.execute(db);
  return found.rows[0];
}

/** Companies with a draft that waits, the oldest draft first, with the newest version of each. One statement. */
export async function listWaitingDrafts(
  db: Db,
  rowsMax: number,
): Promise<readonly { companyId: string; companyName: string; managerName: string | null }[]> {
  const found = await sql<{ companyId: string; companyName: string; managerName: string | null }>`
    select draft.company_id, company.name as company_name, manager.name as manager_name
    from agreement as draft
    join company on company.id = draft.company_id
    left join person as manager on manager.id = company.manager_id
    where draft.state = 'draft'
    order by draft.changed_at, draft.id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}

/** Notes what became of a draft; an approved one is in force from a day on without an end. */
export async function decideDraft(
  tx: Tx,
  decision: { id: string; by: string; note: string; at: Date } & (
    | { state: 'agreed'; from: string }
    | { state: 'sent-back' | 'withdrawn' }
  ),
): Promise<void> {
  const { id, state, by, note, at } = decision;
  const days =
    decision.state === 'agreed' ? sql`daterange(${decision.from}::date, null)` : sql`'empty'`;
  await sql`
    update agreement
    set state = ${state}, valid_during = ${days}, decided_by = ${by}, decided_at = ${at}, decision_note = ${note}
    where id = ${id}`.execute(tx);
}
