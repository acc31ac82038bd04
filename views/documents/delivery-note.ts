import { amountInWords } from '../../src/measures/amount-in-words.ts';
import { billedQuantity } from '../../src/payments/billed-quantity.ts';
import type { DocumentLine } from '../../src/payments/document-lines.ts';
import type { DeliveryNote } from '../../src/payments/goods-documents.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import {
  authorityFact,
  certificatesCode,
  kilograms,
  vehicleFacts,
  weighedSaid,
} from './goods-parts.ts';
import { facts, head, num, paperOf, partyLine, signatures, writtenOut } from './parts.ts';
import { nameCell, priceCell, quantityText, unitName } from './sale-lines.ts';
import type { Tongue } from './tongue.ts';

const LABEL_PT = 84;
const HEAT_PT = 7;

type Load = DeliveryNote['loads'][number];

/**
 * The delivery note by the form З-2: sender, receiver, carrier, each line with its
 * heats, pieces, theoretical and actual kilograms and its sum, who allowed, handed
 * out and received; and a code that opens the certificates of exactly these goods.
 */
export function deliveryNotePaper(content: DeliveryNote, tongue: Tongue, shopAt: string): Paper {
  const { words, figures, language, paperOf: paperNamed } = tongue;
  const { goods } = words;
  const { seller, buyer, agreement, order, deliverTo, totals, currency } = content;
  return paperOf(content, tongue, {
    kindName: words.titles['delivery-note'],
    isWide: true,
    above: [{ text: goods.form, fontSize: 7, alignment: 'right' }],
    blocks: [
      {
        columns: [
          facts(
            [
              [goods.sender, partyLine(seller, tongue)],
              [goods.receiver, partyLine(buyer, tongue)],
              [words.agreement, agreement && paperNamed(agreement)],
              [words.order, paperNamed(order)],
              [words.purchaseNumber, content.purchaseNumber],
              [
                words.delivery,
                deliverTo === null ? words.pickUp : `${deliverTo.name}, ${deliverTo.address}`,
              ],
              [words.note, content.note],
            ],
            LABEL_PT,
          ),
          facts(
            [
              [goods.shipment, content.shipmentNumber],
              [goods.left, figures.moment(new Date(content.leftAt))],
              ...vehicleFacts(content, tongue),
              authorityFact(content, tongue),
            ],
            LABEL_PT,
          ),
          certificatesCode(content.certificatesPath, shopAt, tongue),
        ],
        columnGap: 12,
      },
      linesOf(content, tongue),
      {
        stack: [
          { text: weighedSaid(content, tongue), bold: true },
          ...totals.byRate.map(({ vatRateBp, vatMinor }): Block => ({
            text: words.includingVat(figures.percent(vatRateBp), figures.moneyExact(vatMinor)),
          })),
          writtenOut(`${words.inWords}: ${amountInWords(totals.grossMinor, language, currency)}`),
          { text: words.rounding, fontSize: 7, margin: [0, 0, 0, 4] },
          {
            columns: [
              signatures([
                [goods.allowedBy, seller.directorName],
                [words.chiefAccountant, seller.chiefAccountantName ?? words.noAccountant],
                [goods.releasedBy, content.issuedByName],
              ]),
              signatures([[goods.receivedBy, content.vehicle.driverName]], { stamp: words.stamp }),
            ],
            columnGap: 16,
          },
        ],
        unbreakable: true,
      },
    ],
  });
}

function linesOf(content: DeliveryNote, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { columns, goods } = words;
  const { totals, loads } = content;
  const weighed = content.ticket !== null;
  const heads = [
    ...[columns.place, columns.name, goods.pieces, goods.theoretical],
    ...(weighed ? [goods.actual] : []),
    ...[goods.billed, columns.unit, columns.price, columns.net, columns.vat, columns.gross],
  ];
  const exact = figures.bare.moneyExact;
  const kg = (massG: number) => kilograms(massG, figures, true);
  const bold = { bold: true };
  const sum = (of: (load: Load) => number) => loads.reduce((total, load) => total + of(load), 0);
  const sums = [totals.netMinor, totals.vatMinor, totals.grossMinor];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: heads.map((text) => (text === columns.name ? '*' : 'auto')),
      body: [
        heads.map((text) => head(text)),
        ...content.lines.flatMap((line) => rowsOf(line, content, tongue)),
        [
          { text: words.total, bold: true, alignment: 'right', colSpan: 2 },
          '',
          num(piecesOf(loads), bold),
          num(kg(sum(({ theoreticalG }) => theoreticalG)), bold),
          ...(weighed ? [num(kg(sum(({ actualG }) => actualG ?? 0)), bold)] : []),
          ...['', '', ''],
          ...sums.map((minor) => num(exact(minor), bold)),
        ],
      ],
    },
    layout: 'ruled',
    fontSize: 8,
    margin: [0, 2, 0, 6],
  };
}

/** All pieces, where every line is counted. */
const piecesOf = (loads: readonly Load[]): string =>
  loads.every(({ pieces }) => pieces !== null)
    ? String(loads.reduce((total, { pieces }) => total + (pieces ?? 0), 0))
    : '';

/** A line with its sum, and under it each heat with what lies of it on the vehicle. */
function rowsOf(line: DocumentLine, content: DeliveryNote, tongue: Tongue): Cell[][] {
  const { figures } = tongue;
  const weighed = content.ticket !== null;
  const load = content.loads.find(({ position }) => position === line.position);
  const { quantityMicro, unit } = billedQuantity(line);
  const exact = figures.bare.moneyExact;
  const mass = (massG: number | null | undefined) =>
    num(massG === null || massG === undefined ? '' : kilograms(massG, figures, true));
  const count = (pieces: number | null | undefined) =>
    num(pieces === null || pieces === undefined ? '' : figures.bare.count(pieces));
  return [
    [
      num(String(line.position)),
      nameCell(line, tongue),
      count(load?.pieces),
      mass(load?.theoreticalG),
      ...(weighed ? [mass(load?.actualG)] : []),
      num(quantityText(quantityMicro, unit, tongue)),
      { text: unitName(unit, tongue), alignment: 'center' },
      priceCell(line, quantityMicro, tongue),
      ...[line.netMinor, line.vatMinor, line.grossMinor].map((minor) => num(exact(minor))),
    ],
    ...(load?.lots ?? []).map((lot): Cell[] => [
      '',
      { text: heatSaid(lot, tongue), fontSize: HEAT_PT, margin: [8, 0, 0, 0] },
      count(lot.pieces),
      mass(lot.theoreticalG),
      ...Array.from({ length: weighed ? 7 : 6 }, (): Cell => ''),
    ]),
  ];
}

function heatSaid(lot: Load['lots'][number], { words }: Tongue): string {
  const { goods } = words;
  const paper =
    lot.certificates.length > 0
      ? goods.certificates(lot.certificates.join(', '))
      : goods.withoutCertificate;
  return `${goods.heat(lot.heatNumber, lot.millName)}; ${paper}`;
}
