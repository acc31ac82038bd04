import { sql } from 'kysely';
import type { Agreed } from '../customers/agreed.ts';
import { agreedSql } from '../customers/agreement.queries.ts';
import type { DueInstalment, Instalment } from '../customers/instalment.ts';
import type { Channel } from '../people/channel.ts';
import {
  heatsOfLine,
  type OrderHeat,
  readHeats,
} from '../certificates/bought-certificates.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type {
  CertificateKind,
  CuttingMethod,
  CuttingState,
  DocumentKind,
  DocumentState,
  FreightStanding,
  OrderStage,
  PaymentMethod,
  PaymentTerms,
  PriceLevel,
  SaleBasis,
  Unit,
} from '../platform/db/schema.ts';
import type { CancellationReason } from './order.ts';
import { type Derivation, readDerivation } from '../pricing/derivation.ts';
import { readServiceDerivation, type ServiceDerivation } from '../pricing/service-derivation.ts';
import { type Amendment, amendmentsOfOrder } from './amendments.queries.ts';
import { awaitedSql, isMissing } from './missing-goods.queries.ts';
import { type WhoOrdered, whoOrdered } from './who-ordered.queries.ts';
import type { WantedCutting } from './cut-line.ts';
import { lyingGSql, readyToldAtSql } from './storage.queries.ts';

/** An order as its page shows it. */
export type OrderHead = {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  companyBin: string;
  channel: Channel;
  source: string;
  externalNumber: string | null;
  placedBy: string | null;
  placedByName: string | null;
  /** Staff who placed it for the company act as themselves (R38). */
  isPlacedByStaff: boolean;
  contactName: string | null;
  /** Whom to call about it. */
  who: WhoOrdered;
  placedAt: Date;
  pricedOn: string;
  branchCode: string;
  siteId: string | null;
  siteName: string | null;
  siteAddress: string | null;
  payment: PaymentTerms;
  dueOn: string | null;
  /** What is due with each instalment; none where it is paid whole. */
  instalments: readonly DueInstalment[];
  purchaseNumber: string;
  /** What its company booked it to; null where to nothing. */
  costCentreCode: string | null;
  /** What the agreement that it was placed on says of every order; null without one. */
  agreed: Agreed | null;
  /** The inspection document that has to come with the goods (EN 10204). */
  certificateKind: CertificateKind | null;
  note: string;
  stage: OrderStage;
  weightG: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  /** By how much its goods came to more or less than was ordered; part of the sum. */
  weighingMinor: number;
  /** How bringing it was priced; null where its company collects. */
  freight: FreightStanding | null;
  /** What was named for bringing it, while its company has not answered. */
  freightOffer: FreightOffered | null;
  /** What is done for the whole order: bringing it, and storing what lay too long. */
  services: readonly ServiceDerivation[];
  /** What settles it now: what pays for it, and what was written off. */
  paidMinor: number;
  writtenOffMinor: number;
  /** Each payment that pays for it, the oldest first, with what of it does. */
  payments: readonly PaymentOfOrder[];
  /** What was issued for it, the oldest first. */
  documents: readonly DocumentOfOrder[];
  /** When its buyer was told that it is ready; null while no letter has gone out. */
  readyToldAt: Date | null;
  /** Somebody of ours forwent what its goods would pay for lying here. */
  isStorageWaived: boolean;
  /** What of it has not left yet. Grams. */
  lyingG: number;
  /** Whether some of it did not come and is held nowhere, and whether its buyer has said that he waits for that. */
  isMissing: boolean;
  isAwaited: boolean;
  /** Its versions after the first, the oldest first. */
  amendments: readonly Amendment[];
  /** Whether vehicles are planned for it, or have left. */
  hasShipments: boolean;
  /** Whether a page is open on which it can be paid by card, and whether it stands there among other orders. */
  isCardOpen: boolean;
  isCardShared: boolean;
  reservedUntil: Date | null;
  isHeld: boolean;
  version: number;
  cancelledAt: Date | null;
  cancellationReason: CancellationReason | null;
  cancellationNote: string;
};

/** Freight that waits for the company's answer. Minor units. */
export type FreightOffered = { id: string; netMinor: number; grossMinor: number; reason: string };

/** A payment as far as it pays for an order. Minor units; negative where it was taken back. */
type PaymentOfOrder = { paymentId: string; method: PaymentMethod; at: Date; amountMinor: number };

/** A document about an order. */
type DocumentOfOrder = {
  id: string;
  kind: DocumentKind;
  number: string;
  issuedOn: string;
  state: DocumentState;
};

const documentsOfOrder = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'number', number, 'issuedOn', issued_on,
                                                'state', state) order by issued_at, kind, serial), '[]')
   from document where order_id = placed.id)`;

/** An order by its id, whoever's it is: the caller asks whether the actor may see it. */
export async function findOrder(db: Db, orderId: string): Promise<OrderHead | undefined> {
  const found = await sql<
    Omit<OrderHead, 'instalments' | 'payments' | 'services'> &
      StoredInstalments &
      StoredPayments & { services: readonly unknown[] }
  >`
    select placed.id, placed.number, placed.company_id, company.name as company_name, company.bin as company_bin,
           placed.channel, placed.source, placed.external_number, placed.placed_by, person.name as placed_by_name,
           person.staff_role is not null as is_placed_by_staff, contact.name as contact_name, placed.placed_at,
           placed.priced_on, placed.branch_code, placed.site_id, site.name as site_name, site.address as site_address, placed.payment,
           placed.due_on, placed.purchase_number, placed.cost_centre_code, placed.certificate_kind, ${agreedSql} as agreed, placed.note, placed.stage, placed.weight_g, placed.net_minor,
           placed.vat_minor, placed.gross_minor, placed.weighing_net_minor + placed.weighing_vat_minor as weighing_minor,
           placed.freight,
           (select jsonb_build_object('id', id, 'netMinor', net_minor, 'grossMinor', gross_minor, 'reason', reason)
            from freight_offer where order_id = placed.id and state = 'offered') as freight_offer,
           (select coalesce(jsonb_agg(derivation order by kind, id), '[]') from sales_order_service
                            where order_id = placed.id and order_line_id is null) as services,
           placed.reserved_until,
           exists (select from reservation where order_id = placed.id and ended_at is null) as is_held,
           placed.version, placed.cancelled_at, placed.cancellation_reason,
           placed.cancellation_note, part.agreed_parts, part.due_minor, placed.paid_minor, paid.*,
           ${documentsOfOrder} as documents, ${amendmentsOfOrder} as amendments, ${whoOrdered} as who,
           ${isMissing} as is_missing, ${awaitedSql(sql`placed.id`)} as is_awaited,
           (select coalesce(sum(amount_minor), 0) from order_write_off where order_id = placed.id)::bigint as written_off_minor,
           exists (select from storage_waiver where order_id = placed.id) as is_storage_waived,
           ${readyToldAtSql} as ready_told_at, ${lyingGSql} as lying_g,
           exists (select from shipment where order_id = placed.id) as has_shipments,
           card.parts > 0 as is_card_open, card.parts > 1 as is_card_shared
    from sales_order as placed
    join company on company.id = placed.company_id
    left join person on person.id = placed.placed_by
    left join contact on contact.id = placed.contact_id
    left join agreement on agreement.id = placed.agreement_id
    left join site on site.id = placed.site_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('shareBp', share_bp, 'amountMinor', amount_minor, 'dueAfter', due_after, 'days', days, 'gate', gate)
                                order by position), '[]') as agreed_parts,
             coalesce(array_agg(due_minor order by position), '{}') as due_minor
      from order_instalment where order_id = placed.id
    ) as part
    cross join lateral (
      select coalesce(array_agg(payment.id order by allocated_at, one.id), '{}') as paid_ids,
             coalesce(array_agg(payment.method::text order by allocated_at, one.id), '{}') as paid_methods,
             coalesce(array_agg(allocated_at order by allocated_at, one.id), '{}') as paid_at,
             coalesce(array_agg(one.amount_minor order by allocated_at, one.id), '{}') as paid_amounts
      from payment_allocation as one join payment on payment.id = one.payment_id
      where one.order_id = placed.id
    ) as paid
    cross join lateral (
      select count(*) as parts
      from card_attempt_part as own join card_attempt_part as part on part.attempt_id = own.attempt_id
      where own.order_id = placed.id and own.is_open
    ) as card
    where placed.id = ${orderId}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { agreedParts, dueMinor, paidIds, paidMethods, paidAt, paidAmounts, ...head } = row;
  const instalments = agreedParts.map((part, i) => ({ ...part, dueMinor: dueMinor[i] ?? 0 }));
  const payments = paidMethods.map((method, i) => ({
    ...{
      paymentId: paidIds[i] ?? '',
      method,
      at: paidAt[i] ?? head.placedAt,
      amountMinor: paidAmounts[i] ?? 0,
    },
  }));
  const services = row.services.flatMap((stored) => readServiceDerivation(stored) ?? []);
  return { ...head, instalments, payments, services };
}

type StoredPayments = {
  paidIds: readonly string[];
  paidMethods: readonly PaymentMethod[];
  paidAt: readonly Date[];
  paidAmounts: readonly number[];
};

/** Amounts stand apart, since they would lose their guard on the way through JSON. */
type StoredInstalments = { agreedParts: readonly Instalment[]; dueMinor: readonly number[] };

/** A line of an order as it was frozen. */
export type OrderLine = {
  id: string;
  position: number;
  productId: string;
  sku: string;
  /** The number of the company's own books on the day of the order. */
  ownCode: string | null;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  quantityMilli: number;
  unit: Unit;
  pieces: number | null;
  lengthMm: number | null;
  weightG: number;
  saleBasis: SaleBasis;
  pricePerTonneMinor: number;
  priceLevel: PriceLevel;
  vatRateBp: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  /** Why this price; `undefined` for what was sold before us. */
  derivation: Derivation | undefined;
  /** What the bars are cut into, and how far that is; null: they stay whole. */
  cutting: OrderCutting | null;
  services: readonly ServiceDerivation[];
  /** What of it still comes from other branches, and on which day it is at that of the order. Grams. */
  coming: readonly { branchCode: string; weightG: number; arrivesOn: string }[];
};

/** The cutting of a line as it was agreed to, and its job. */
export type OrderCutting = WantedCutting & {
  bars: number;
  method: CuttingMethod;
  toleranceMm: number;
  state: CuttingState;
  /** Until then cancelling costs nothing. */
  startsFrom: Date;
  readyOn: string;
};

/** How a line of an order is cut; null where it stays whole. */
export const cuttingOfLine = sql<
  (Omit<OrderCutting, 'startsFrom'> & { startsFrom: string }) | null
>`(
  select jsonb_build_object('pieces', job.cut_list, 'offcuts', job.offcuts, 'bars', job.bars, 'method', job.method,
    'toleranceMm', job.tolerance_mm, 'state', job.state, 'startsFrom', job.starts_from, 'readyOn', job.ready_on)
  from cutting_job as job where job.order_line_id = sales_order_line.id)`.as('cutting');

const servicesOfLine = sql<unknown[]>`(
  select coalesce(jsonb_agg(service.derivation order by service.kind), '[]')
  from sales_order_service as service where service.order_line_id = sales_order_line.id)`.as(
  'services',
);

const comingOfLine = sql<OrderLine['coming']>`(
  select coalesce(jsonb_agg(jsonb_build_object('branchCode', held.branch_code, 'weightG', held.weight_g,
                                               'arrivesOn', held.arrives_on) order by held.arrives_on, held.branch_code), '[]')
  from reservation as held
  where held.order_line_id = sales_order_line.id and held.ended_at is null and held.arrives_on is not null)`.as(
  'coming',
);

/** The lines of an order in their order, with what is done to them, but for those that were left out. */
export async function listOrderLines(db: Db, orderId: string): Promise<OrderLine[]> {
  const rows = await selectOrderLines(db, orderId).execute();
  return rows.map(readLine);
}

/** The same with the heats that its lots are of, line by line. One statement. */
export async function listLinesAndHeats(
  db: Db,
  orderId: string,
): Promise<{ lines: OrderLine[]; heats: OrderHeat[] }> {
  const rows = await selectOrderLines(db, orderId).select(heatsOfLine.as('heats')).execute();
  const read = rows.map(({ heats, ...row }) => ({ line: readLine(row), heats: readHeats(heats) }));
  return { lines: read.map(({ line }) => line), heats: read.flatMap(({ heats }) => heats) };
}

/** The lines of an order with what is done to them, for a statement that tells more of each; `readLine` reads its rows. */
export const selectOrderLines = (db: Db, orderId: string) =>
  db
    .selectFrom('salesOrderLine')
    .where('orderId', '=', orderId)
    .where('weightG', '>', 0)
    .orderBy('position')
    .select([
      'id',
      'position',
      'productId',
      'sku',
      'ownCode',
      'nameEn',
      'nameRu',
      'nameKk',
      'quantityMilli',
      'unit',
      'pieces',
      'lengthMm',
      'weightG',
      'saleBasis',
      'pricePerTonneMinor',
      'priceLevel',
      'vatRateBp',
      'netMinor',
      'vatMinor',
      'grossMinor',
      'derivation',
      cuttingOfLine,
      servicesOfLine,
      comingOfLine,
    ]);

type LineRow = Awaited<ReturnType<ReturnType<typeof selectOrderLines>['execute']>>[number];

/** A line as `selectOrderLines` gave it. */
export const readLine = ({ cutting, services, ...row }: LineRow): OrderLine => ({
  ...row,
  derivation: readDerivation(row.derivation),
  cutting: cutting && { ...cutting, startsFrom: new Date(cutting.startsFrom) },
  services: services.flatMap((stored) => readServiceDerivation(stored) ?? []),
});
