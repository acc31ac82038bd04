import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { OrderScope } from '../people/order-scope.ts';
import { inScopeSql } from '../people/order-scope.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type {
  ClaimKind,
  ClaimOutcome,
  ClaimState,
  ClaimStepKind,
  ClaimVerdict,
} from '../platform/db/schema.ts';
import type { FileContent, FileNamed } from '../platform/stored-file.queries.ts';

/** A claim in a list. Minor units. */
export type ClaimRow = {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  orderId: string;
  orderNumber: string;
  kind: ClaimKind;
  state: ClaimState;
  /** A decision of goodwill that waits for a second person; a buyer is not told. */
  isProposed: boolean;
  receivedAt: Date;
  dueAt: Date | null;
  handlerName: string | null;
  disputedMinor: number;
};

const rowColumns = sql`
  claim.id, claim.number, claim.company_id, company.name as company_name, claim.order_id, placed.number as order_number,
  claim.kind, claim.state, claim.verdict is not null and claim.needs_second and claim.seconded_by is null as is_proposed,
  claim.received_at, claim.due_at, handler.name as handler_name, claim.disputed_minor`;

const rowTables = sql`
  claim
  join company on company.id = claim.company_id
  join sales_order as placed on placed.id = claim.order_id
  left join person as handler on handler.id = claim.handled_by`;

/** The claims of a company that a reader sees by his orders, the newest first, from behind one of them; of one order where it is named. */
export async function listOwnClaims(
  db: Db,
  of: {
    companyId: string;
    scope?: OrderScope | undefined;
    orderId?: string;
    afterId?: string | undefined;
    limit: number;
  },
): Promise<ClaimRow[]> {
  const { companyId, orderId, afterId, limit } = of;
  const found = await sql<ClaimRow>`
    select ${rowColumns} from ${rowTables}
    where claim.company_id = ${companyId} and ${inScopeSql(of.scope)}
      and (${orderId ?? null}::uuid is null or claim.order_id = ${orderId ?? null})
      and (${afterId ?? null}::uuid is null or (claim.received_at, claim.id) <
           (select received_at, id from claim where id = ${afterId ?? null} and company_id = ${companyId}))
    order by claim.received_at desc, claim.id desc limit ${limit}`.execute(db);
  return found.rows;
}

/** The claims of all companies for our own people: those that are open, the most urgent first, or all, the newest first; so many at most. */
export async function listClaims(
  db: Db,
  of: { isLiveOnly: boolean; limit: number },
): Promise<ClaimRow[]> {
  const found = await sql<ClaimRow>`
    select ${rowColumns} from ${rowTables}
    where ${of.isLiveOnly ? sql`claim.closed_at is null` : sql`true`}
    order by ${of.isLiveOnly ? sql`claim.due_at, claim.id` : sql`claim.received_at desc, claim.id desc`}
    limit ${of.limit}`.execute(db);
  return found.rows;
}

/** A line of a claim as pages show it. Grams, minor units. */
export type ShownClaimLine = {
  id: string;
  position: number;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  sku: string;
  claimedG: number | null;
  claimedPieces: number | null;
  claimedMinor: number;
  acceptedMinor: number | null;
  heatNumber: string | null;
  lotId: string | null;
  /** Lots of its product that the order got: which of them may come back. */
  lots: readonly { id: string; heatNumber: string }[];
};

/** What was said or done, by whom. Times of a page that is read come as text. */
type ShownStep = {
  id: number;
  kind: ClaimStepKind;
  personName: string | null;
  isOurs: boolean;
  words: string;
  at: string;
};

/** How a claim was made good. Minor units. */
export type ShownSettlement = {
  outcome: ClaimOutcome;
  amountMinor: number;
  words: string;
  followUpId: string | null;
  followUpNumber: string | null;
  notes: readonly { id: string; number: string; isRefunded: boolean }[];
  returns: readonly { heatNumber: string; weightG: number; isSound: boolean }[];
};

/** A claim with all that belongs to it. */
export type ClaimShown = ClaimRow & {
  version: number;
  wanted: ClaimOutcome | null;
  words: string;
  channel: Channel;
  openedByName: string;
  personName: string | null;
  discoveredOn: string | null;
  claimableUntil: string | null;
  lateReason: string;
  acknowledgedAt: Date | null;
  verdict: ClaimVerdict | null;
  outcome: ClaimOutcome | null;
  acceptedMinor: number | null;
  reasons: string;
  decidedBy: string | null;
  decidedByName: string | null;
  promisedOn: string | null;
  closedAt: Date | null;
  lines: readonly ShownClaimLine[];
  steps: readonly ShownStep[];
  files: readonly (FileNamed & { stepId: number })[];
  settlements: readonly ShownSettlement[];
};

/** Steps among ourselves, which no customer reads. */
const OURS = sql`('proposed', 'sent-back', 'overdue')`;

/**
 * A claim, of one company for its own people or of any for ours. Its own people read
 * nothing of a decision that is only proposed. One statement.
 */
export async function findClaim(
  db: Db,
  of: { claimId: string; companyId: string | undefined; scope?: OrderScope | undefined },
): Promise<ClaimShown | undefined> {
  const { claimId, companyId = null } = of;
  const found = await sql<ClaimShown>`
    select ${rowColumns}, claim.version, claim.wanted, claim.words, claim.channel, opener.name as opened_by_name,
           person.name as person_name, claim.discovered_on, claim.claimable_until, claim.late_reason, claim.acknowledged_at,
           claim.verdict, claim.outcome, claim.accepted_minor, claim.reasons, claim.decided_by, decider.name as decided_by_name,
           claim.promised_on, claim.closed_at,
           (select jsonb_agg(jsonb_build_object('id', one.id, 'position', line.position, 'nameEn', line.name_en,
              'nameRu', line.name_ru, 'nameKk', line.name_kk, 'sku', line.sku, 'claimedG', one.claimed_g,
              'claimedPieces', one.claimed_pieces, 'claimedMinor', one.claimed_minor, 'acceptedMinor', one.accepted_minor,
              'heatNumber', lot.heat_number, 'lotId', one.lot_id,
              'lots', (select coalesce(jsonb_agg(jsonb_build_object('id', got.id, 'heatNumber', got.heat_number)
                                                 order by got.received_on, got.id), '[]')
                       from order_lot join lot as got on got.id = order_lot.lot_id
                       where order_lot.order_id = claim.order_id and got.product_id = line.product_id)) order by line.position)
            from claim_line as one join sales_order_line as line on line.id = one.order_line_id
            left join lot on lot.id = one.lot_id where one.claim_id = claim.id) as lines,
           (select jsonb_agg(jsonb_build_object('id', step.id, 'kind', step.kind, 'personName', actor.name,
              'isOurs', actor.staff_role is not null, 'words', step.words, 'at', step.at) order by step.id)
            from claim_step as step left join person as actor on actor.id = step.person_id
            where step.claim_id = claim.id and (${companyId}::uuid is null or step.kind not in ${OURS})) as steps,
           (select coalesce(jsonb_agg(jsonb_build_object('id', file.id, 'name', file.name, 'kind', stored.kind,
              'sizeBytes', stored.size_bytes, 'stepId', file.step_id) order by file.step_id, file.name, file.id), '[]')
            from claim_file as file join stored_file as stored on stored.sha256 = file.sha256
            where file.claim_id = claim.id) as files,
           (select coalesce(jsonb_agg(jsonb_build_object('outcome', settled.outcome, 'amountMinor', settled.amount_minor,
              'words', settled.words, 'followUpId', settled.follow_up_order_id, 'followUpNumber', next.number,
              'notes', (select coalesce(jsonb_agg(jsonb_build_object('id', note.id, 'number', note.number,
                          'isRefunded', credit.refund_id is not null) order by note.number), '[]')
                        from claim_credit as credit join document as note on note.id = credit.document_id
                        where credit.settlement_id = settled.id),
              'returns', (select coalesce(jsonb_agg(jsonb_build_object('heatNumber', source.heat_number, 'weightG', back.weight_g,
                            'isSound', back.lot_id is not null)), '[]')
                          from claim_return as back join lot as source on source.id = back.from_lot_id
                          where back.settlement_id = settled.id)) order by settled.settled_at, settled.id), '[]')
            from claim_settlement as settled left join sales_order as next on next.id = settled.follow_up_order_id
            where settled.claim_id = claim.id) as settlements
    from ${rowTables}
    join person as opener on opener.id = claim.opened_by
    left join person on person.id = claim.person_id
    left join person as decider on decider.id = claim.decided_by
    where claim.id = ${claimId} and (${companyId}::uuid is null or claim.company_id = ${companyId})
      and ${inScopeSql(of.scope)}`.execute(db);
  const [claim] = found.rows;
  return claim && companyId !== null && claim.isProposed ? withoutProposal(claim) : claim;
}

const withoutProposal = (claim: ClaimShown): ClaimShown => ({
  ...claim,
  ...{ isProposed: false, verdict: null, outcome: null, acceptedMinor: null, reasons: '' },
  ...{ decidedBy: null, decidedByName: null, promisedOn: null },
  lines: claim.lines.map((line) => ({ ...line, acceptedMinor: null })),
});

/** What is in a file of a claim, for a reader of one company, or for one of ours without one. */
export async function findClaimFile(
  db: Db,
  of: {
    claimId: string;
    fileId: string;
    companyId: string | undefined;
    scope?: OrderScope | undefined;
  },
): Promise<FileContent | undefined> {
  const { claimId, fileId, companyId = null } = of;
  const found = await sql<FileContent>`
    select file.name, stored.kind, stored.bytes
    from claim_file as file join stored_file as stored on stored.sha256 = file.sha256
    join claim on claim.id = file.claim_id join sales_order as placed on placed.id = claim.order_id
    where file.id = ${fileId} and file.claim_id = ${claimId}
      and (${companyId}::uuid is null or file.company_id = ${companyId}) and ${inScopeSql(of.scope)}`.execute(
    db,
  );
  return found.rows[0];
}
