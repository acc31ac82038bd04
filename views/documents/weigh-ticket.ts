import type { WeighTicketPaper } from '../../src/payments/goods-documents.ts';
import type { Cell, Paper } from '../../src/platform/paper.ts';
import { kilograms, vehicleFacts } from './goods-parts.ts';
import { facts, head, num, paperOf, partyLine, signatures } from './parts.ts';
import type { Tongue } from './tongue.ts';

/** A weigh ticket: gross, tare and net with their times, by the scale or by two people, and the ticket it stands for. */
export function weighTicketPaper(content: WeighTicketPaper, tongue: Tongue): Paper {
  const { words, figures, nameOf, paperOf: paperNamed } = tongue;
  const { goods } = words;
  const { ticket, supersedes, seller, buyer } = content;
  const row = (label: string, massG: number, at: string, bold = false): Cell[] => [
    { text: label, bold },
    num(kilograms(massG, figures), { bold }),
    at === '' ? '' : figures.moment(new Date(at)),
  ];
  const isByHand = ticket.source === 'by-hand';
  return paperOf(content, tongue, {
    kindName: words.titles['weigh-ticket'],
    blocks: [
      facts([
        [words.seller, partyLine(seller, tongue)],
        [words.branch, `${nameOf(seller.branch.name)}, ${seller.branch.address}`],
        [words.buyer, partyLine(buyer, tongue)],
        [goods.shipment, `${content.shipmentNumber}, ${words.order} ${paperNamed(content.order)}`],
        ...vehicleFacts(content, tongue),
        [goods.load, content.goods.map(nameOf).join('; ')],
        [goods.ticketNumber, ticket.number],
        [
          goods.supersedes,
          supersedes && `${supersedes.number}; ${words.reason}: ${supersedes.reason}`,
        ],
      ]),
      {
        table: {
          headerRows: 1,
          widths: [120, 120, '*'],
          body: [
            ['', head(goods.mass.replace(/,.*/u, '')), head(goods.at)],
            row(goods.gross, ticket.grossG, ticket.weighedAt),
            row(goods.tare, ticket.tareG, ticket.taredAt),
            row(goods.net, ticket.netG, '', true),
          ],
        },
        layout: 'ruled',
        margin: [0, 2, 0, 8],
      },
      facts([
        [goods.scale, goods.sources[ticket.source]],
        [goods.division, kilograms(ticket.divisionG, figures)],
      ]),
      signatures(
        [
          [goods.weighedBy, ticket.weighedByName],
          ...(isByHand ? [[goods.confirmedBy, ticket.confirmedByName] as const] : []),
          [goods.driver, content.vehicle.driverName],
        ],
        { stamp: words.stamp },
      ),
    ],
  });
}
