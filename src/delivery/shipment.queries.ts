import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type {
  DocumentKind,
  DocumentState,
  OrderStage,
  SaleBasis,
  ShipmentStage,
  ShipmentWay,
  TrackSource,
  WeighingSource,
} from '../platform/db/schema.ts';
import { readServiceDerivation, type StorageService } from '../pricing/service-derivation.ts';
import { certificatesOfLot } from '../stock/lot-papers.queries.ts';
import type { CarriedPart } from './shipment.ts';
import type { TrackEntry } from './track.ts';

/** A lot on a vehicle, and whether a certificate speaks of it or the buyer took it without. Grams. */
export type LoadedLot = {
  lotId: string;
  heatNumber: string;
  millName: string | null;
  weightG: number;
  pieces: number | null;
  certificates: readonly { id: string; number: string; hasFile: boolean }[];
  isWaived: boolean;
};

/** A line on a vehicle, against what was ordered. Grams, minor units. */
export type ShipmentLine = Omit<CarriedPart, 'stage'> & {
  id: string;
  orderLineId: string;
  position: number;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  ownCode: string | null;
  saleBasis: SaleBasis;
  lengthMm: number | null;
  orderedG: number;
  orderedPieces: number | null;
  taggedG: number | null;
  netMinor: number | null;
  vatMinor: number | null;
  grossMinor: number | null;
  lots: readonly LoadedLot[];
};

/** A weigh ticket; the one that no other supersedes counts. Grams. */
export type WeighTicket = {
  id: string;
  number: string;
  tareG: number;
  grossG: number;
  netG: number;
  divisionG: number;
  source: WeighingSource;
  taredAt: Date;
  weighedAt: Date;
  weighedByName: string;
  confirmedByName: string | null;
  supersedesId: string | null;
  reason: string;
};

/** Who took the goods over. */
type HandOver = {
  takenByName: string;
  plate: string;
  authorityNumber: string;
  discrepancy: string;
  signature: string | null;
  handedAt: Date;
  handedByName: string | null;
  source: TrackSource;
};

/** A shipment with everything that pages show of it. */
export type Shipment = ShipmentHead & {
  lines: readonly ShipmentLine[];
  /** The newest first; the first one counts. */
  tickets: readonly WeighTicket[];
  /** In the order in which it happened. */
  track: readonly TrackEntry[];
  handOver: HandOver | null;
  /** What its goods were charged for having lain ready too long; null where nothing. */
  storage: StorageService | null;
  /** Its papers, and the tax invoice for it, in the order in which they were issued. */
  documents: readonly PaperOfShipment[];
};

/** A document that goes with a shipment. */
type PaperOfShipment = {
  id: string;
  kind: DocumentKind;
  number: string;
  issuedOn: string;
  state: DocumentState;
};

/** A shipment as lists show it. */
export type ShipmentHead = {
  id: string;
  companyId: string;
  companyName: string;
  orderId: string;
  orderNumber: string;
  orderStage: OrderStage;
  position: number;
  branchCode: string;
  way: ShipmentWay;
  siteId: string | null;
  siteName: string | null;
  siteAddress: string | null;
  stage: ShipmentStage;
  loadFrom: Date;
  loadUntil: Date;
  arriveFrom: Date | null;
  arriveUntil: Date | null;
  vehiclePlate: string;
  driverName: string;
  driverPhone: string;
  carrierName: string;
  authorityNumber: string;
  authorityUntil: string | null;
  note: string;
  /** Where in the yard it is loaded; empty until it is told at the gate. */
  loadingPlace: string;
  version: number;
};

const headColumns = sql`
  shipment.id, shipment.company_id, company.name as company_name, shipment.order_id, placed.number as order_number,
  placed.stage as order_stage, shipment.position, shipment.branch_code, shipment.way, shipment.site_id,
  site.name as site_name, site.address as site_address, shipment.stage, shipment.load_from, shipment.load_until,
  shipment.arrive_from, shipment.arrive_until, shipment.vehicle_plate, shipment.driver_name, shipment.driver_phone,
  shipment.carrier_name, shipment.authority_number, shipment.authority_until, shipment.note, shipment.loading_place, shipment.version`;

const headTables = sql`
  shipment
  join company on company.id = shipment.company_id
  join sales_order as placed on placed.id = shipment.order_id
  left join site on site.id = shipment.site_id`;

/** The lots of a line as JSON, with their certificates and whether the buyer waived them. */
const lotsOfLine = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'lotId', lot.id, 'heatNumber', lot.heat_number, 'millName', mill.name, 'weightG', loaded.weight_g,
      'pieces', loaded.pieces,
      'certificates', ${certificatesOfLot},
      'isWaived', exists (select from certificate_waiver where order_id = shipment.order_id and lot_id = lot.id)
    ) order by lot.received_on, lot.id), '[]')
   from shipment_lot as loaded
   join lot on lot.id = loaded.lot_id
   left join mill on mill.id = lot.mill_id
   where loaded.shipment_line_id = line.id)`;

const linesOfShipment = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', line.id, 'orderLineId', line.order_line_id, 'position', ordered.position, 'productId', ordered.product_id,
      'sku', ordered.sku, 'nameEn', ordered.name_en, 'nameRu', ordered.name_ru, 'nameKk', ordered.name_kk,
      'ownCode', ordered.own_code, 'saleBasis', ordered.sale_basis, 'lengthMm', ordered.length_mm,
      'orderedG', ordered.weight_g, 'orderedPieces', ordered.pieces, 'plannedG', line.planned_g,
      'plannedPieces', line.planned_pieces, 'loadedG', line.loaded_g, 'loadedPieces', line.loaded_pieces,
      'taggedG', line.tagged_g, 'weighedG', line.weighed_g, 'billedG', line.billed_g, 'netMinor', line.net_minor,
      'vatMinor', line.vat_minor, 'grossMinor', line.gross_minor,
      'lots', ${lotsOfLine}
    ) order by ordered.position), '[]')
   from shipment_line as line join sales_order_line as ordered on ordered.id = line.order_line_id
   where line.shipment_id = shipment.id)`;

const ticketsOfShipment = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', ticket.id, 'number', ticket.number, 'tareG', tare_g, 'grossG', gross_g, 'netG', net_g, 'divisionG', division_g,
      'source', source, 'taredAt', tared_at, 'weighedAt', weighed_at, 'weighedByName', weigher.name,
      'confirmedByName', second.name, 'supersedesId', supersedes_id, 'reason', reason
    ) order by weighed_at desc, ticket.id desc), '[]')
   from weigh_ticket as ticket
   join person as weigher on weigher.id = ticket.weighed_by
   left join person as second on second.id = ticket.confirmed_by
   where ticket.shipment_id = shipment.id)`;

const trackOfShipment = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', track.id, 'kind', kind, 'happenedAt', happened_at, 'toldAt', told_at, 'source', source, 'place', place,
      'note', track.note, 'arriveFrom', track.arrive_from, 'arriveUntil', track.arrive_until, 'personName', person.name
    ) order by happened_at, track.id), '[]')
   from shipment_track as track left join person on person.id = track.person_id
   where track.shipment_id = shipment.id)`;

const handOverOfShipment = sql`
  (select jsonb_build_object(
      'takenByName', taken_by_name, 'plate', plate, 'authorityNumber', hand_over.authority_number,
      'discrepancy', discrepancy, 'signature', signature, 'handedAt', handed_at, 'handedByName', person.name,
      'source', source)
   from hand_over left join person on person.id = handed_by
   where hand_over.shipment_id = shipment.id)`;

const storageOfShipment = sql`
  (select derivation from sales_order_service as service
   where service.order_id = shipment.order_id and service.shipment_id = shipment.id)`;

const papersOfShipment = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', paper.id, 'kind', paper.kind, 'number', paper.number, 'issuedOn', paper.issued_on, 'state', paper.state
    ) order by paper.issued_at, paper.kind, paper.serial), '[]')
   from document as paper
   where paper.order_id = shipment.order_id and (paper.shipment_id = shipment.id or paper.cause = shipment.id::text))`;

/** A shipment with its lines, lots, tickets, papers, what happened and who took it over, whoever's it is: the caller asks whether it may be seen. One statement. */
export async function findShipment(db: Db, id: string): Promise<Shipment | undefined> {
  const found = await sql<Omit<Shipment, 'storage'> & { storage: unknown }>`
    select ${headColumns}, ${linesOfShipment} as lines, ${ticketsOfShipment} as tickets, ${trackOfShipment} as track,
           ${handOverOfShipment} as hand_over, ${storageOfShipment} as storage, ${papersOfShipment} as documents
    from ${headTables} where shipment.id = ${id}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const storage = readServiceDerivation(row.storage);
  return withDates({ ...row, storage: storage?.kind === 'storage' ? storage : null });
}

/** JSON of the database knows no moments. */
const withDates = (row: Shipment): Shipment => ({
  ...row,
  tickets: row.tickets.map((ticket) => ({
    ...ticket,
    taredAt: new Date(ticket.taredAt),
    weighedAt: new Date(ticket.weighedAt),
  })),
  track: row.track.map((entry) => ({
    ...entry,
    happenedAt: new Date(entry.happenedAt),
    toldAt: new Date(entry.toldAt),
    arriveFrom: entry.arriveFrom && new Date(entry.arriveFrom),
    arriveUntil: entry.arriveUntil && new Date(entry.arriveUntil),
  })),
  handOver: row.handOver && { ...row.handOver, handedAt: new Date(row.handOver.handedAt) },
});

/** A shipment of a locked order as far as its deeds need it. */
export type LockedShipment = {
  id: string;
  companyId: string;
  orderId: string;
  position: number;
  branchCode: string;
  way: ShipmentWay;
  stage: ShipmentStage;
  authorityNumber: string;
  authorityUntil: string | null;
  vehiclePlate: string;
  version: number;
};

const lockedColumns = [
  'id',
  'companyId',
  'orderId',
  'position',
  'branchCode',
  'way',
  'stage',
  'authorityNumber',
  'authorityUntil',
  'vehiclePlate',
  'version',
] as const;

/** A shipment without a lock: whose it is, and of which order, before these are locked. */
export function findShipmentFacts(db: Db, id: string): Promise<LockedShipment | undefined> {
  return db.selectFrom('shipment').where('id', '=', id).select(lockedColumns).executeTakeFirst();
}

/** Locks a shipment until the commit; after its order, before stock. */
export function lockShipment(tx: Tx, id: string): Promise<LockedShipment | undefined> {
  return tx
    .selectFrom('shipment')
    .where('id', '=', id)
    .select(lockedColumns)
    .forUpdate()
    .executeTakeFirst();
}

/** Brings a locked shipment to a stage and its version on. */
export async function setShipmentStage(
  tx: Tx,
  set: { shipmentId: string; stage: ShipmentStage },
): Promise<void> {
  await tx
    .updateTable('shipment')
    .set((row) => ({ stage: set.stage, version: row('version', '+', 1) }))
    .where('id', '=', set.shipmentId)
    .execute();
}

/** The shipments of an order, the first planned first. One statement. */
export async function listShipmentsOfOrder(db: Db, orderId: string): Promise<ShipmentHead[]> {
  const found = await sql<ShipmentHead>`
    select ${headColumns} from ${headTables}
    where shipment.order_id = ${orderId} order by shipment.position`.execute(db);
  return found.rows;
}
