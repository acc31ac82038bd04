import { sql } from 'kysely';
import { eventParts } from '../events/record-event.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type {
  ClaimKind,
  ClaimOutcome,
  ClaimState,
  ClaimStepKind,
  ClaimVerdict,
  StaffRole,
} from '../platform/db/schema.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type { ClaimRule } from './claim-clock.ts';

/** A line of a complaint. Grams, minor units with VAT. */
export type NewClaimLine = {
  id: string;
  orderLineId: string;
  shipmentLineId: string | null;
  lotId: string | null;
  claimedG: number | null;
  claimedPieces: number | null;
  claimedMinor: number;
};

/** A complaint to be written; its number comes with it. */
export type NewClaim = {
  id: string;
  companyId: string;
  orderId: string;
  kind: ClaimKind;
  wanted: ClaimOutcome | null;
  words: string;
  channel: Channel;
  openedBy: string;
  personId: string | null;
  discoveredOn: string | null;
  claimableUntil: string | null;
  lateReason: string;
  dueAt: Date;
  lines: readonly NewClaimLine[];
  files: readonly { id: string; sha256: Buffer; name: string }[];
  at: Date;
};

/**
 * Writes a complaint with its lines and files under the next number of the year,
 * `R26-000012`, and remembers that it came. The counter is the last lock, so nothing may follow.
 */
export async function insertClaim(tx: Tx, claim: NewClaim, year: number): Promise<void> {
  const { id, companyId, orderId, kind, openedBy, channel, lines, files, at } = claim;
  const disputedMinor = lines.reduce((sum, line) => sum + line.claimedMinor, 0);
  const facts = sql`jsonb_build_object('claimId', ${id}::uuid, 'kind', ${kind}::text, 'number', (select number from opened))`;
  const circumstances = { companyId, personId: openedBy, channel, subjectId: id, at };
  await sql`
    with ${counterPart({ series: 'claim', year })}, opened as (
      insert into claim (id, number, company_id, order_id, kind, wanted, words, channel, opened_by, person_id, received_at,
                         discovered_on, claimable_until, late_reason, disputed_minor, due_at)
      select ${id}::uuid, 'R' || lpad((${year}::integer % 100)::text, 2, '0') || '-' || lpad(last_number::text, 6, '0'),
        ${companyId}::uuid, ${orderId}::uuid, ${kind}::claim_kind, ${claim.wanted}::claim_outcome, ${claim.words}, ${channel}::channel,
        ${openedBy}::uuid, ${claim.personId}::uuid, ${at}::timestamptz, ${claim.discoveredOn}::date, ${claim.claimableUntil}::date,
        ${claim.lateReason}, ${disputedMinor}::bigint, ${claim.dueAt}::timestamptz
      from counter
      returning id, number
    ), lined as (
      insert into claim_line (id, company_id, claim_id, order_id, order_line_id, shipment_line_id, lot_id, claimed_g,
                              claimed_pieces, claimed_minor)
      select line.id, ${companyId}::uuid, opened.id, ${orderId}::uuid, line.order_line_id, line.shipment_line_id, line.lot_id,
             line.claimed_g, line.claimed_pieces, line.claimed_minor
      from opened, unnest(
        ${lines.map((line) => line.id)}::uuid[],
        ${lines.map((line) => line.orderLineId)}::uuid[],
        ${lines.map((line) => line.shipmentLineId)}::uuid[],
        ${lines.map((line) => line.lotId)}::uuid[],
        ${lines.map((line) => line.claimedG)}::bigint[],
        ${lines.map((line) => line.claimedPieces)}::integer[],
        ${lines.map((line) => line.claimedMinor)}::bigint[]
      ) as line (id, order_line_id, shipment_line_id, lot_id, claimed_g, claimed_pieces, claimed_minor)
    ), stepped as (
      insert into claim_step (company_id, claim_id, kind, person_id, words, at)
      select ${companyId}::uuid, id, 'received', ${openedBy}::uuid, ${claim.words}, ${at}::timestamptz from opened
      returning id
    ), filed as (
      insert into claim_file (id, company_id, claim_id, step_id, sha256, name, at)
      select file.id, ${companyId}::uuid, ${id}::uuid, stepped.id, file.sha256, file.name, ${at}::timestamptz
      from stepped, unnest(
        ${files.map((file) => file.id)}::uuid[],
        ${files.map((file) => file.sha256)}::bytea[],
        ${files.map((file) => file.name)}::text[]
      ) as file (id, sha256, name)
    ), ${eventParts({ type: 'claim.opened', facts }, circumstances)}
    select (select count(*) from reacted) as jobs`.execute(tx);
}

/** Whose complaint it is and of which order, before anything is locked. */
export async function findClaimFacts(
  db: Db,
  claimId: string,
): Promise<{ companyId: string; orderId: string } | undefined> {
  return db
    .selectFrom('claim')
    .where('id', '=', claimId)
    .select(['companyId', 'orderId'])
    .executeTakeFirst();
}

/** A complaint under lock, as far as deeds ask. Minor units. */
export type LockedClaim = {
  id: string;
  number: string;
  companyId: string;
  orderId: string;
  /** Of its order: who sees it. */
  siteId: string | null;
  placedBy: string | null;
  kind: ClaimKind;
  state: ClaimState;
  version: number;
  verdict: ClaimVerdict | null;
  outcome: ClaimOutcome | null;
  acceptedMinor: number | null;
  isProposed: boolean;
  decidedBy: string | null;
  promisedOn: string | null;
  disputedMinor: number;
  closedAt: Date | null;
  /** When it came, or came again. */
  since: Date;
  rule: ClaimRule;
};

type Row = Omit<LockedClaim, 'rule'> & ClaimRule;

/** Locks a complaint; after the account and the order where those are locked too. */
export async function lockClaim(tx: Tx, claimId: string): Promise<LockedClaim | undefined> {
  const found = await sql<Row>`
    select claim.id, claim.number, claim.company_id, claim.order_id, placed.site_id, placed.placed_by, claim.kind, claim.state,
           claim.version, claim.verdict,
           claim.outcome, claim.accepted_minor,
           claim.verdict is not null and claim.needs_second and claim.seconded_by is null as is_proposed,
           claim.decided_by, claim.promised_on, claim.disputed_minor, claim.closed_at,
           (select max(at) from claim_step where claim_id = claim.id and claim_step.kind in ('received', 'reopened')) as since,
           rule.claim_days, rule.counts_from_discovery, rule.decide_days, rule.settle_days
    from claim join claim_rule as rule on rule.kind = claim.kind
    join sales_order as placed on placed.id = claim.order_id
    where claim.id = ${claimId} for update of claim`.execute(tx);
  const [row] = found.rows;
  if (!row) return undefined;
  const { claimDays, countsFromDiscovery, decideDays, settleDays, ...claim } = row;
  return { ...claim, rule: { claimDays, countsFromDiscovery, decideDays, settleDays } };
}

/** What a deed changes of a locked complaint. Minor units. */
type ClaimChange = {
  state?: ClaimState;
  dueAt?: Date | null;
  handledBy?: string;
  acknowledgedAt?: Date;
  verdict?: ClaimVerdict | null;
  outcome?: ClaimOutcome | null;
  acceptedMinor?: number | null;
  reasons?: string;
  needsSecond?: boolean;
  decidedBy?: string | null;
  decidedAt?: Date | null;
  secondedBy?: string | null;
  promisedOn?: string | null;
  disputedMinor?: number;
  closedAt?: Date | null;
  reopened?: number;
};

/** Changes a locked complaint, which counts its version on; a new clock is late for nobody yet. */
export async function setClaim(tx: Tx, claimId: string, changed: ClaimChange): Promise<void> {
  await tx
    .updateTable('claim')
    .set((eb) => ({
      ...changed,
      version: eb('version', '+', 1),
      ...(changed.dueAt === undefined ? {} : { toldLateAt: null }),
      ...(changed.state === 'reopened' ? { reopened: eb('reopened', '+', 1) } : {}),
    }))
    .where('id', '=', claimId)
    .execute();
}

/** Something said or done, with the files that came with it. */
export type NewStep = {
  claimId: string;
  companyId: string;
  kind: ClaimStepKind;
  personId: string | null;
  words: string;
  key?: string | null;
  files?: readonly { id: string; sha256: Buffer; name: string }[];
  at: Date;
};

/** Notes what was said or done. Returns false where a step under this key stands already. */
export async function insertStep(tx: Tx, step: NewStep): Promise<boolean> {
  const { files = [], key = null, ...row } = step;
  const written = await tx
    .insertInto('claimStep')
    .values({ ...row, key })
    .onConflict((oc) => oc.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) return false;
  if (files.length > 0) {
    const { claimId, companyId, at } = step;
    const rows = files.map((file) => ({ ...file, claimId, companyId, stepId: written.id, at }));
    await tx.insertInto('claimFile').values(rows).execute();
  }
  return true;
}

/** A line of a complaint with the order's line. Grams, minor units. */
export type ClaimedLine = {
  id: string;
  orderLineId: string;
  position: number;
  productId: string;
  branchCode: string;
  lotId: string | null;
  claimedG: number | null;
  claimedMinor: number;
  acceptedMinor: number | null;
  /** What was given for it by credit notes so far. */
  settledMinor: number;
  /** What the order's line comes to. */
  grossMinor: number;
  weightG: number;
};

/** The lines of a complaint in the order of the order's. */
export async function listClaimedLines(db: Db, claimId: string): Promise<ClaimedLine[]> {
  const found = await sql<ClaimedLine>`
    select claim_line.id, claim_line.order_line_id, line.position, line.product_id, placed.branch_code, claim_line.lot_id,
           claim_line.claimed_g, claim_line.claimed_minor, claim_line.accepted_minor, claim_line.settled_minor, line.gross_minor, line.weight_g
    from claim_line
    join sales_order_line as line on line.id = claim_line.order_line_id
    join sales_order as placed on placed.id = line.order_id
    where claim_line.claim_id = ${claimId} order by line.position`.execute(db);
  return found.rows;
}

/** Writes what is given for each line of a complaint; null where nothing is decided any more. Minor units. */
export async function setAccepted(
  tx: Tx,
  lines: readonly { id: string; acceptedMinor: number | null }[],
): Promise<void> {
  await sql`
    update claim_line set accepted_minor = given.accepted_minor
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map((line) => line.acceptedMinor)}::bigint[])
      as given (id, accepted_minor)
    where claim_line.id = given.id`.execute(tx);
}

/** What somebody in a role may give of his own accord for one complaint, minor units. */
export async function findGoodwill(db: Db, role: StaffRole): Promise<number> {
  const found = await db
    .selectFrom('claimAuthority')
    .where('role', '=', role)
    .select('goodwillMinor')
    .executeTakeFirst();
  return found?.goodwillMinor ?? 0;
}

/** Complaints whose next step is late and whose head was not told, so many at most; marked as told. */
export async function markToldLate(
  tx: Tx,
  of: { at: Date; limit: number },
): Promise<{ id: string; number: string; companyId: string }[]> {
  const found = await sql<{ id: string; number: string; companyId: string }>`
    update claim set told_late_at = ${of.at}
    from (
      select id from claim where closed_at is null and due_at < ${of.at} and told_late_at is null
      order by due_at, id limit ${of.limit} for update skip locked
    ) as late
    where claim.id = late.id
    returning claim.id, claim.number, claim.company_id`.execute(tx);
  return found.rows;
}
