import type {
  DeliveryNote,
  Waybill,
  WeighTicketPaper,
} from '../../src/payments/goods-documents.ts';
import type { GoodsLabels } from '../../src/payments/goods-labels.ts';
import { aTruckload, anOrderedLine, aTaxInvoice } from './some-documents.ts';

const TICKET = {
  ...{ number: 'АВ-004417', tareG: 14_920_000, grossG: 19_440_000, netG: 4_520_000 },
  weighedAt: '2026-11-28T06:12:00.000Z',
};

const PATH = `/goods/${'x'.repeat(43)}`;

const travelling = {
  order: { number: '26-000417', issuedOn: '2026-11-26' },
  shipmentNumber: '26-000417-1',
  way: 'carrier' as const,
  vehicle: {
    ...{ plate: '451 KZA 02', driverName: 'Сапаров Ерлан', driverPhone: '+7 701 555 00 11' },
    carrierName: 'ИП «Сапаров»',
  },
};

function headOf() {
  const { contentVersion, currency, seller, buyer, issuedByName } = aTaxInvoice();
  return { contentVersion, currency, seller, buyer, issuedByName, issuedOn: '2026-11-28' };
}

/** What each line of the truckload weighed: theory and scale, together what the ticket says. */
const ACTUAL_G = [1_020_500, 1_268_000, 2_033_150, 198_350];

/** A truckload on its way: rebar of two heats, coils, beams, pipe. */
export function aDeliveryNote(said: Partial<DeliveryNote> = {}): DeliveryNote {
  const invoice = aTaxInvoice(aTruckload());
  const { purchaseNumber, agreement, deliverTo, payment, dueOn, lines, totals } = invoice;
  const goods = lines.filter(({ kind }) => kind === 'goods');
  return {
    kind: 'delivery-note',
    ...{ ...headOf(), ...travelling, number: 'НК-2026-000377', lines, totals },
    ...{ purchaseNumber, agreement, deliverTo, payment, dueOn, note: '' },
    leftAt: '2026-11-28T06:20:00.000Z',
    authority: { number: '44', until: '2026-12-07' },
    loads: goods.map(({ position, pieces, weightG }, index) => {
      const theoreticalG = weightG ?? 0;
      const lot = (heatNumber: string, part: number | null, massG: number) => ({
        ...{ heatNumber, millName: 'Qarmet', pieces: part, theoreticalG: massG },
        certificates: index === 3 ? [] : [`Q-${heatNumber}`],
      });
      const first = Math.floor(theoreticalG / 2);
      const half = pieces === null ? null : Math.floor(pieces / 2);
      return {
        ...{ position, pieces, theoreticalG, actualG: ACTUAL_G[index] ?? 0 },
        lots:
          index === 0
            ? [
                lot('А5-11832', half, first),
                lot('А5-11840', (pieces ?? 0) - (half ?? 0), theoreticalG - first),
              ]
            : [lot(`А5-2${index}07`, pieces, theoreticalG)],
      };
    }),
    ...{ ticket: TICKET, certificatesPath: PATH },
    ...said,
  };
}

export function aWaybill(said: Partial<Waybill> = {}): Waybill {
  const { seller, buyer, loads, lines } = aDeliveryNote();
  const goods = loads.map((load, index) => {
    const line = lines.find(({ position }) => position === load.position)!;
    return {
      ...{ position: index + 1, name: line.name, sku: line.sku ?? '', pieces: load.pieces },
      ...{ places: load.lots.length, massG: load.actualG ?? 0 },
    };
  });
  return {
    kind: 'waybill',
    ...{ ...headOf(), ...travelling, number: 'ТТН-2026-000377' },
    leftAt: '2026-11-28T06:20:00.000Z',
    consignor: { name: seller.name, bin: seller.bin, address: seller.address },
    consignee: { name: buyer.name, bin: buyer.bin, address: 'г. Алматы, ул. Рыскулбекова, 33' },
    loadingPoint: { name: seller.branch.name, address: seller.branch.address },
    unloadingPoint: {
      name: 'ЖК «Нұрлы жол», очередь 2',
      address: 'г. Алматы, ул. Рыскулбекова, 33',
    },
    authority: { number: '44', until: '2026-12-07' },
    deliveryNote: { number: 'НК-2026-000377', issuedOn: '2026-11-28' },
    ...{ goods, places: 5, massG: TICKET.netG, ticket: TICKET },
    certificates: ['Q-А5-11832', 'Q-А5-11840', 'Q-А5-2107', 'Q-А5-2207'],
    ...said,
  };
}

export function aWeighTicket(said: Partial<WeighTicketPaper> = {}): WeighTicketPaper {
  return {
    kind: 'weigh-ticket',
    ...{ ...headOf(), ...travelling, number: 'ВТ-2026-000402' },
    ticket: {
      ...{ ...TICKET, divisionG: 20_000, source: 'by-hand', taredAt: '2026-11-28T05:02:00.000Z' },
      ...{ weighedByName: 'Оспанов Е.', confirmedByName: 'Жаксыбекова Д.' },
    },
    supersedes: { number: 'АВ-004416', reason: 'камень под колесом' },
    goods: aDeliveryNote()
      .lines.filter(({ kind }) => kind === 'goods')
      .map(({ name }) => name),
    ...said,
  };
}

/** A short name, and the longest of what we sell. */
export function someLabels(): GoodsLabels {
  const line = anOrderedLine();
  const label = {
    ...{ code: '26-000417-1/1/1', sku: line.sku, size: '12', grade: 'А500С' },
    ...{ standard: 'ГОСТ 34028-2016', lengthMm: 11_700, heatNumber: 'А5-11832' },
    ...{ millName: 'Qarmet', pieces: 48, massG: 503_915, certificates: ['Q-А5-11832'] },
    name: { en: line.nameEn, ru: line.nameRu, kk: line.nameKk },
  };
  const long = 'Труба стальная электросварная прямошовная оцинкованная ⌀1420×16 К60, ГОСТ 10706-76';
  return {
    ...{ kind: 'labels', contentVersion: 1, shipmentNumber: '26-000417-1' },
    ...{ printedOn: '2026-11-28', buyerName: 'ТОО «Алтын Құрылыс»', certificatesPath: PATH },
    labels: [
      label,
      {
        ...label,
        ...{ code: '26-000417-1/12/10', name: { en: long, ru: long, kk: long } },
        ...{ lengthMm: 12_350, sku: 'PIPE-1420x16-K60-ZN', heatNumber: 'А5-11832-Б' },
        ...{
          millName: 'Магнитогорский металлургический комбинат',
          pieces: 1248,
          massG: 12_504_000,
        },
        certificates: ['Q-А5-11832-2026-ДОП', 'Q-А5-11833-2026-ДОП'],
      },
    ],
  };
}
