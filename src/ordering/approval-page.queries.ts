import { sql } from 'kysely';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { ApprovalState, PaymentTerms } from '../platform/db/schema.ts';
import type { AskedLine } from './asked-line.ts';
import type { Budget } from './budget.ts';
import { budgetOfCartSql } from './cost-centre.queries.ts';
import { type ApprovalChange, changesSql } from './change-approval.queries.ts';
import { decisionsSql, needsSql, type ShownDecision, type ShownNeed } from './approval.queries.ts';
import { type Forward, forwardsSql } from './forward-approval.queries.ts';

/** A question as its company sees it. Minor units with VAT, grams. */
export type Approval = {
  id: string;
  companyId: string;
  cartId: string;
  cartCode: string;
  requestedBy: string;
  requesterName: string;
  requestedAt: Date;
  expiresAt: Date;
  closedAt: Date | null;
  state: ApprovalState;
  /** One, and one more with each change by an approver. */
  version: number;
  ownAllowed: boolean;
  note: string;
  payment: PaymentTerms;
  placesItself: boolean;
  shownTerms: string;
  grossMinor: number;
  weightG: number;
  lineCount: number;
  /** The goods that the company never bought before, where a rule asked for them. */
  newGoods: readonly { nameEn: string; nameRu: string; nameKk: string }[];
  siteName: string | null;
  purchaseNumber: string;
  /** What it is booked to; null: to nothing. */
  costCentre: { code: string; name: string } | null;
  /** What is left of that, this order not counted, while it is open; null where nothing bounds it. */
  budget: Budget | null;
  /** The quote that is accepted with it; null for a cart of the buyer's own. */
  quoteId: string | null;
  /** What the cart became; null while it is none. */
  orderId: string | null;
  orderNumber: string | null;
  needs: readonly ShownNeed[];
  decisions: readonly ShownDecision[];
  /** Whose deputy the reader is today. */
  standsInFor: readonly string[];
};

/** The same with what it is about, and who passed his place on to whom. */
export type ApprovalWithLines = Approval & {
  lines: readonly AskedLine[];
  forwards: readonly Forward[];
  /** What approvers left of it, the first change first. */
  changes: readonly ApprovalChange[];
};

const columns = (reader: { personId: string; on: string }) => sql`
  request.id, request.company_id, request.cart_id, cart.code as cart_code, request.requested_by,
  requester.name as requester_name, request.requested_at, request.expires_at, request.closed_at, request.state, request.version,
  request.own_allowed, request.note, request.payment, request.places_itself, request.shown_terms, request.gross_minor, request.quote_id,
  request.weight_g, jsonb_array_length(request.lines) as line_count,
  (select coalesce(jsonb_agg(distinct jsonb_build_object('nameEn', line -> 'nameEn', 'nameRu', line -> 'nameRu',
            'nameKk', line -> 'nameKk')), '[]')
   from jsonb_array_elements(request.lines) as line where (line ->> 'isNew')::boolean) as new_goods, site.name as site_name, cart.purchase_number,
  case when centre.id is not null then jsonb_build_object('code', centre.code, 'name', centre.name) end as cost_centre,
  case when request.closed_at is null then ${budgetOfCartSql({
    ...{ costCentreId: sql`cart.cost_centre_id`, cartId: sql`cart.id`, on: reader.on },
  })} end as budget,
  placed.id as order_id, placed.number as order_number, ${needsSql} as needs, ${decisionsSql} as decisions,
  (select coalesce(jsonb_agg(deputy.person_id), '[]') from approval_deputy as deputy
   where deputy.company_id = request.company_id and deputy.deputy_id = ${reader.personId} and deputy.ended_at is null
     and deputy.during @> ${reader.on}::date) as stands_in_for`;

const tables = sql`
  approval_request as request
  join cart on cart.id = request.cart_id
  join person as requester on requester.id = request.requested_by
  left join site on site.id = cart.site_id
  left join cost_centre as centre on centre.id = cart.cost_centre_id
  left join sales_order as placed on placed.cart_id = cart.id`;

/**
 * The newest questions of a company, open ones first, with a state only those that are in it; of one who approves
 * nothing only his own. One statement.
 */
export async function listApprovals(
  db: Db,
  of: {
    companyId: string;
    personId: string;
    seesAll: boolean;
    state?: ApprovalState;
    on: string;
    limit: number;
  },
): Promise<Approval[]> {
  const found = await sql<Approval>`
    select ${columns(of)} from ${tables}
    where request.company_id = ${of.companyId} and (${of.seesAll} or request.requested_by = ${of.personId})
      and (${of.state ?? null}::approval_state is null or request.state = ${of.state ?? null}::approval_state)
    order by request.closed_at is null desc, request.requested_at desc, request.id
    limit ${of.limit}`.execute(db);
  return found.rows;
}

/** One question; `undefined` where there is none. One statement. */
export async function findApproval(
  db: Db,
  of: { id: string; personId: string; on: string },
): Promise<ApprovalWithLines | undefined> {
  const found = await sql<ApprovalWithLines>`
    select ${columns(of)}, request.lines, ${forwardsSql} as forwards,
           ${changesSql} as changes from ${tables} where request.id = ${of.id}`.execute(db);
  return found.rows[0];
}

/** Whom a link of a letter knows, and of which question. */
export type ApprovalLink = {
  requestId: string;
  companyId: string;
  personId: string;
  name: string;
};

/** So long after its end a question is still shown to whoever was asked by mail. */
const SHOWN_DAYS = 30;

/**
 * What a link leads to; `undefined` for one that leads nowhere, that is long over, or whose person is blocked or
 * may not approve for the company any more.
 */
export async function findApprovalLink(
  db: Db,
  of: { tokenHash: Buffer; at: Date },
): Promise<ApprovalLink | undefined> {
  const found = await sql<ApprovalLink>`
    select request.id as request_id, request.company_id, person.id as person_id, person.name
    from approval_link as link
    join approval_request as request on request.id = link.request_id
    join person on person.id = link.person_id and person.disabled_at is null
    join membership on membership.person_id = person.id and membership.company_id = request.company_id
      and membership.ended_at is null and ${membershipMaySql('approve-orders')}
    where link.token_hash = ${of.tokenHash}
      and (request.closed_at is null or request.closed_at > ${of.at}::timestamptz - ${SHOWN_DAYS} * interval '1 day')`.execute(
    db,
  );
  return found.rows[0];
}
