import type { Waybill } from '../../src/payments/goods-documents.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { authorityFact, kilograms, vehicleFacts, weighedSaid } from './goods-parts.ts';
import { facts, head, num, paperOf, partyLine, signatures } from './parts.ts';
import type { Tongue } from './tongue.ts';

const HAND = '_'.repeat(14);

/**
 * The waybill of a vehicle (ТТН): consignor and consignee, carrier, driver and
 * vehicle, where it loads and unloads, the goods with their places and mass, the
 * papers that go along, and who handed the load to whom.
 */
export function waybillPaper(content: Waybill, tongue: Tongue): Paper {
  const { words, figures, nameOf, paperOf: paperNamed } = tongue;
  const { goods, titles } = words;
  const { consignor, consignee, loadingPoint, unloadingPoint, deliveryNote, certificates } =
    content;
  const consigned = (party: Waybill['consignor']) => partyLine({ ...party, phone: null }, tongue);
  const papers = [
    deliveryNote && `${titles['delivery-note']} ${paperNamed(deliveryNote)}`,
    certificates.length > 0 && goods.qualityPapers(certificates.join(', ')),
  ].filter(Boolean);
  return paperOf(content, tongue, {
    kindName: titles.waybill,
    blocks: [
      facts([
        [goods.consignor, consigned(consignor)],
        [goods.consignee, consigned(consignee)],
        ...vehicleFacts(content, tongue),
        authorityFact(content, tongue),
        [goods.loadingPoint, `${nameOf(loadingPoint.name)}, ${loadingPoint.address}`],
        [
          goods.unloadingPoint,
          unloadingPoint === null
            ? words.pickUp
            : [unloadingPoint.name, unloadingPoint.address].filter(Boolean).join(', '),
        ],
        [goods.shipment, `${content.shipmentNumber}, ${words.order} ${paperNamed(content.order)}`],
        [goods.left, figures.moment(new Date(content.leftAt))],
        [goods.accompanying, papers.join('; ')],
      ]),
      goodsOf(content, tongue),
      {
        stack: [
          {
            text: [
              `${goods.grossMass}: `,
              { text: kilograms(content.massG, figures), bold: true },
              ` (${content.ticket === null ? goods.byTable : goods.byScale})`,
            ],
          },
          { text: weighedSaid(content, tongue), margin: [0, 1, 0, 6] },
          handling(content, tongue),
          signatures(
            [
              [goods.handedBy, content.issuedByName],
              [goods.takenByDriver, content.vehicle.driverName],
              [goods.handedByDriver, content.vehicle.driverName],
              [goods.takenBy, null],
            ],
            { stamp: words.stamp },
          ),
          { text: `${goods.remarks}: ${'_'.repeat(60)}`, margin: [0, 12, 0, 0] },
        ],
        unbreakable: true,
      },
    ],
  });
}

function goodsOf(content: Waybill, { words, figures, nameOf }: Tongue): Block {
  const { columns, goods } = words;
  const kg = (massG: number) => kilograms(massG, figures, true);
  const bold = { bold: true };
  const heads = [columns.place, columns.name, goods.pieces, goods.places, goods.mass];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['auto', '*', 'auto', 'auto', 'auto'],
      body: [
        heads.map((text) => head(text)),
        ...content.goods.map((one): Cell[] => [
          num(String(one.position)),
          { text: [nameOf(one.name), { text: `\n${one.sku}`, fontSize: 6.5 }] },
          num(one.pieces === null ? '' : figures.bare.count(one.pieces)),
          num(String(one.places)),
          num(kg(one.massG)),
        ]),
        [
          { text: words.total, bold: true, alignment: 'right', colSpan: 3 },
          ...['', ''],
          num(String(content.places), bold),
          num(kg(content.massG), bold),
        ],
      ],
    },
    layout: 'ruled',
    fontSize: 8,
    margin: [0, 2, 0, 6],
  };
}

/** When the vehicle came and went, for the hand of whoever loads and unloads. */
function handling(content: Waybill, { words, figures }: Tongue): Block {
  const { goods } = words;
  return {
    table: {
      widths: ['*', 110, 110],
      body: [
        ['', head(goods.arrived), head(goods.done)],
        [goods.loading, HAND, figures.moment(new Date(content.leftAt))],
        [goods.unloading, HAND, HAND],
      ],
    },
    layout: 'ruled',
    fontSize: 8,
  };
}
