import { tradingDay } from '../measures/calendar.ts';
import type { OrderHead } from '../ordering/order-lines.queries.ts';
import type { DocumentLine } from '../payments/document-lines.ts';
import type { PaperNamed } from '../payments/document-parties.ts';
import type { DeliveryNote, Waybill, WeighTicketPaper } from '../payments/goods-documents.ts';
import { linesOnTurnover } from '../payments/lines-on-turnover.ts';
import type { PaperParties } from '../payments/paper-parties.queries.ts';
import { headOnPaper, saleOnPaper } from '../payments/sale-on-paper.ts';
import { isBrought, shipmentNumber } from './shipment.ts';
import type { Shipment, ShipmentLine, WeighTicket } from './shipment.queries.ts';

/** Between whom, on which day, made out by whom. */
type Issued = { parties: PaperParties; issuedOn: string; issuedByName: string };

/** A vehicle that has left, with the lines that it is billed for and the VAT of its day. */
type Left = {
  order: OrderHead;
  shipment: Shipment;
  billed: readonly DocumentLine[];
  rateBp: number;
  leftAt: Date;
};

/**
 * The delivery note of a vehicle: the lines and sums of its tax invoice, with what
 * lies on it of each, heat by heat, by theory and by the scale (R4, R5, R20).
 */
export function deliveryNoteOf(
  { order, shipment, billed, rateBp, leftAt }: Left,
  issued: Issued & { certificatesPath: string },
): DeliveryNote {
  const ticket = ticketOfGoods(shipment);
  const lined = linesOnTurnover(billed, rateBp);
  return {
    kind: 'delivery-note',
    ...{ ...headOnPaper(issued), ...saleOnPaper(order, issued.parties), ...lined },
    ...{ ...travelling(shipment, order), deliverTo: destinationOf(shipment), note: shipment.note },
    ...{ leftAt: leftAt.toISOString(), authority: authorityOf(shipment) },
    loads: lined.lines.flatMap((line) => {
      const loaded = shipment.lines.find(({ position }) => position === line.sourcePosition);
      return line.kind === 'goods' && loaded
        ? [{ position: line.position, ...loadOf(loaded, ticket !== null) }]
        : [];
    }),
    ...{ ticket: ticket && weighedOf(ticket), certificatesPath: issued.certificatesPath },
  };
}

const loadOf = (line: ShipmentLine, isWeighed: boolean) => ({
  pieces: line.loadedPieces,
  theoreticalG: line.loadedG ?? 0,
  actualG: isWeighed ? (line.weighedG ?? 0) : null,
  lots: line.lots.map(({ heatNumber, millName, pieces, weightG, certificates }) => ({
    ...{ heatNumber, millName, pieces, theoreticalG: weightG },
    certificates: certificates.map(({ number }) => number),
  })),
});

/** The waybill of a vehicle: what weighs how much goes from whom to whom by whom. Sums are on its note. */
export function waybillOf(
  { order, shipment, leftAt }: Pick<Left, 'order' | 'shipment' | 'leftAt'>,
  issued: Issued & { deliveryNote: PaperNamed | null },
): Waybill {
  const { seller, buyer } = issued.parties;
  const { branch } = seller;
  const ticket = ticketOfGoods(shipment);
  const goods = shipment.lines
    .filter(({ lots }) => lots.length > 0)
    .map((line, index) => ({
      ...{ position: index + 1, name: nameOf(line), sku: line.sku, pieces: line.loadedPieces },
      places: line.lots.length,
      massG: (ticket ? line.weighedG : line.loadedG) ?? 0,
    }));
  const certificates = shipment.lines.flatMap(({ lots }) =>
    lots.flatMap((lot) => lot.certificates.map(({ number }) => number)),
  );
  const destination = destinationOf(shipment);
  return {
    kind: 'waybill',
    ...{ ...headOnPaper(issued), ...travelling(shipment, order), leftAt: leftAt.toISOString() },
    consignor: { name: seller.name, bin: seller.bin, address: seller.address },
    consignee: {
      ...{ name: buyer.name, bin: buyer.bin },
      address: destination?.address ?? buyer.address ?? '',
    },
    loadingPoint: { name: branch.name, address: branch.address },
    unloadingPoint: destination,
    ...{ authority: authorityOf(shipment), deliveryNote: issued.deliveryNote, goods },
    places: sum(goods.map(({ places }) => places)),
    massG: sum(goods.map(({ massG }) => massG)),
    ticket: ticket && weighedOf(ticket),
    certificates: [...new Set(certificates)],
  };
}

/** A ticket of a vehicle as the driver gets it, the one that it supersedes with it. */
export function weighTicketOf(
  { order, shipment, ticket }: { order: OrderHead; shipment: Shipment; ticket: WeighTicket },
  issued: Issued,
): WeighTicketPaper {
  const { divisionG, source, taredAt, weighedByName, confirmedByName } = ticket;
  const before = shipment.tickets.find(({ id }) => id === ticket.supersedesId);
  return {
    kind: 'weigh-ticket',
    ...{ ...headOnPaper(issued), ...travelling(shipment, order) },
    ticket: {
      ...{ ...weighedOf(ticket), divisionG, source, taredAt: taredAt.toISOString() },
      ...{ weighedByName, confirmedByName },
    },
    supersedes: before ? { number: before.number, reason: ticket.reason } : null,
    goods: shipment.lines.filter(({ lots }) => lots.length > 0).map(nameOf),
  };
}

/** The ticket that counts, where what lies on the vehicle is what it weighed: loaded anew, it is weighed anew. */
function ticketOfGoods({ tickets, lines }: Shipment): WeighTicket | null {
  const ticket = standingTicket({ tickets });
  const weighedG = sum(lines.map((line) => line.weighedG ?? 0));
  return ticket && ticket.netG === weighedG ? ticket : null;
}

/** The ticket that no other supersedes. */
export const standingTicket = ({ tickets }: Pick<Shipment, 'tickets'>): WeighTicket | null =>
  tickets.find(({ id }) => tickets.every(({ supersedesId }) => supersedesId !== id)) ?? null;

const weighedOf = ({ number, tareG, grossG, netG, weighedAt }: WeighTicket) => ({
  ...{ number, tareG, grossG, netG, weighedAt: weighedAt.toISOString() },
});

const travelling = (shipment: Shipment, order: Pick<OrderHead, 'number' | 'placedAt'>) => ({
  order: { number: order.number, issuedOn: tradingDay(order.placedAt) },
  shipmentNumber: shipmentNumber(shipment),
  way: shipment.way,
  vehicle: {
    ...{ plate: shipment.vehiclePlate, driverName: shipment.driverName },
    ...{ driverPhone: shipment.driverPhone, carrierName: shipment.carrierName },
  },
});

const destinationOf = ({ way, siteName, siteAddress }: Shipment) =>
  isBrought(way) && siteName !== null ? { name: siteName, address: siteAddress ?? '' } : null;

const authorityOf = ({ authorityNumber, authorityUntil }: Shipment) =>
  authorityNumber === '' ? null : { number: authorityNumber, until: authorityUntil };

const nameOf = ({ nameEn, nameRu, nameKk }: ShipmentLine) => ({
  ...{ en: nameEn, ru: nameRu, kk: nameKk },
});

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
