import { z } from 'zod';
import { Consignment, head, lined, sale } from './document-head.ts';
import { Day, Named, PaperNamed } from './document-parties.ts';

/** The vehicle and who drives it, as it was written down in the yard; empty where nobody said it. */
const Vehicle = z.object({
  plate: z.string(),
  driverName: z.string(),
  driverPhone: z.string(),
  carrierName: z.string(),
});

/** What the scale said of a vehicle that counts for its goods. Grams. */
const Weighed = z.object({
  number: z.string(),
  tareG: z.int().positive(),
  grossG: z.int().positive(),
  netG: z.int().positive(),
  weighedAt: z.iso.datetime(),
});

/** The vehicle of an order that a paper goes with, and how. */
const travelling = {
  order: PaperNamed,
  /** The number of the shipment: its order's with its place. */
  shipmentNumber: z.string(),
  way: z.enum(['pick-up', 'own-vehicle', 'carrier']),
  vehicle: Vehicle,
};

/** The power of attorney by which the driver takes the goods, with its last day (R22). */
const Authority = z.object({ number: z.string(), until: Day.nullable() });

/** Of which heats a line is: pieces and theoretical grams of each, and what speaks of it. */
const Lot = z.object({
  heatNumber: z.string(),
  millName: z.string().nullable(),
  pieces: z.int().nullable(),
  theoreticalG: z.int(),
  certificates: z.array(z.string()),
});

/** What lies on the vehicle of a line of the note. Grams. */
const Load = z.object({
  position: z.int().positive(),
  pieces: z.int().nullable(),
  theoreticalG: z.int().nonnegative(),
  /** Its share of the ticket; null where the vehicle was not weighed. */
  actualG: z.int().nonnegative().nullable(),
  lots: z.array(Lot),
});

/**
 * The delivery note of one vehicle (накладная на отпуск запасов на сторону, form З-2):
 * what was handed out, of which heats, by theory and by the scale, at which sums.
 */
export const DeliveryNote = z.object({
  kind: z.literal('delivery-note'),
  ...{ ...head, ...sale, ...lined, ...travelling },
  leftAt: z.iso.datetime(),
  authority: Authority.nullable(),
  loads: z.array(Load).min(1),
  ticket: Weighed.nullable(),
  /** Where the certificates of exactly these goods are read: a path of the shop, printed as a code. */
  certificatesPath: z.string().regex(/^\//),
});
export type DeliveryNote = z.infer<typeof DeliveryNote>;

/** The waybill of one vehicle (товарно-транспортная накладная): from whom to whom by whom, what, how much it weighs. */
export const Waybill = z.object({
  kind: z.literal('waybill'),
  ...{ ...head, ...travelling },
  leftAt: z.iso.datetime(),
  consignor: Consignment,
  consignee: Consignment,
  loadingPoint: z.object({ name: Named, address: z.string() }),
  /** Null: the buyer carries the goods away himself. */
  unloadingPoint: z.object({ name: z.string(), address: z.string() }).nullable(),
  authority: Authority.nullable(),
  deliveryNote: PaperNamed.nullable(),
  goods: z
    .array(
      z.object({
        position: z.int().positive(),
        name: Named,
        sku: z.string(),
        pieces: z.int().nullable(),
        /** Bundles as they were loaded: one for each heat of the line. */
        places: z.int().positive(),
        massG: z.int().nonnegative(),
      }),
    )
    .min(1),
  places: z.int().positive(),
  massG: z.int().nonnegative(),
  /** Null: the masses are theoretical. */
  ticket: Weighed.nullable(),
  certificates: z.array(z.string()),
});
export type Waybill = z.infer<typeof Waybill>;

/** A weigh ticket as the driver gets it (R5): two weighings of one visit, by the scale or by two people. Grams. */
export const WeighTicketPaper = z.object({
  kind: z.literal('weigh-ticket'),
  ...{ ...head, ...travelling },
  ticket: Weighed.extend({
    divisionG: z.int().positive(),
    source: z.enum(['scale', 'by-hand']),
    taredAt: z.iso.datetime(),
    weighedByName: z.string(),
    confirmedByName: z.string().nullable(),
  }),
  /** The ticket in whose place this one stands, and why it was weighed again. */
  supersedes: z.object({ number: z.string(), reason: z.string() }).nullable(),
  goods: z.array(Named),
});
export type WeighTicketPaper = z.infer<typeof WeighTicketPaper>;

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

const isNet = ({ tareG, grossG, netG }: z.infer<typeof Weighed>) => grossG - tareG === netG;

/** Whether each load belongs to a line, its heats are all of it, and the loads are what the scale said. */
export function deliveryNoteAddsUp({ lines, loads, ticket }: DeliveryNote): boolean {
  const positions = new Set(lines.map(({ position }) => position));
  const isWhole = (load: DeliveryNote['loads'][number]) =>
    positions.has(load.position) &&
    sum(load.lots.map(({ theoreticalG }) => theoreticalG)) === load.theoreticalG;
  if (!loads.every(isWhole)) return false;
  if (ticket === null) return loads.every(({ actualG }) => actualG === null);
  return isNet(ticket) && sum(loads.map(({ actualG }) => actualG ?? 0)) === ticket.netG;
}

/** Whether places and masses of the goods are those of the whole, and that is what the scale said. */
export function waybillAddsUp({ goods, places, massG, ticket }: Waybill): boolean {
  return (
    sum(goods.map((one) => one.places)) === places &&
    sum(goods.map((one) => one.massG)) === massG &&
    (ticket === null || (isNet(ticket) && ticket.netG === massG))
  );
}

/** Whether net is gross less tare, and what was typed by hand a second person confirmed. */
export const weighTicketAddsUp = ({ ticket }: WeighTicketPaper): boolean =>
  isNet(ticket) && (ticket.source === 'scale' || ticket.confirmedByName !== null);
