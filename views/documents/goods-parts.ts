import type {
  DeliveryNote,
  Waybill,
  WeighTicketPaper,
} from '../../src/payments/goods-documents.ts';
import type { Block } from '../../src/platform/paper.ts';
import type { Tongue } from './tongue.ts';

const QR_PT = 78;

type Travelling = DeliveryNote | Waybill | WeighTicketPaper;

type Fact = readonly [label: string, value: string | null | undefined];

/** The vehicle, who drives it and for whom. */
export function vehicleFacts({ vehicle, way }: Travelling, { words }: Tongue): Fact[] {
  const { goods } = words;
  const driver = [vehicle.driverName, vehicle.driverPhone].filter(Boolean).join(', ');
  return [
    [goods.carrier, vehicle.carrierName === '' ? goods.carriers[way] : vehicle.carrierName],
    [goods.vehicle, vehicle.plate],
    [goods.driver, driver],
  ];
}

/** The power of attorney by which the goods are taken. */
export const authorityFact = (
  { authority }: Pick<DeliveryNote, 'authority'>,
  { words, figures }: Tongue,
): Fact => [
  words.authority,
  authority &&
    words.goods.authorityOf(
      authority.number,
      authority.until === null ? undefined : figures.date(authority.until),
    ),
];

/** What the scale said, or that nothing was weighed. */
export function weighedSaid(
  { ticket }: Pick<DeliveryNote | Waybill, 'ticket'>,
  { words, figures }: Tongue,
): string {
  if (ticket === null) return words.goods.notWeighed;
  const { number, grossG, tareG, netG } = ticket;
  const kg = (massG: number) => kilograms(massG, figures);
  return words.goods.ticketOf(number, kg(grossG), kg(tareG), kg(netG));
}

/** Kilograms to the gram: lines have to add up to the ticket on paper too. */
export const kilograms = (massG: number, figures: Tongue['figures'], bare = false): string => {
  const text = figures.bare.massExact(massG);
  return bare ? text : `${text}\u00a0${figures.units.kg}`;
};

/** The code that opens the certificates of the goods, with what it is. */
export const certificatesCode = (path: string, shopAt: string, { words }: Tongue): Block => ({
  stack: [
    { qr: `${shopAt}${path}`, fit: QR_PT, eccLevel: 'M', alignment: 'center' },
    { text: words.goods.toScan, fontSize: 6, alignment: 'center', margin: [0, 3, 0, 0] },
  ],
  width: QR_PT + 12,
});
