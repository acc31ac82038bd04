import type { OrderConfirmation } from '../../src/payments/document.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { bothSign, head, num, paperOf } from './parts.ts';
import { saleFacts } from './sale-facts.ts';
import { saleLines, totalsSaid } from './sale-lines.ts';
import type { Tongue } from './tongue.ts';

/** What was ordered on what terms: lines, sums, how long the metal is held, when what is paid. */
export function orderConfirmationPaper(content: OrderConfirmation, tongue: Tongue): Paper {
  const { words, figures } = tongue;
  const { reservedUntil, seller, buyer, instalments } = content;
  const held = reservedUntil === null ? '' : figures.moment(new Date(reservedUntil));
  return paperOf(content, tongue, {
    kindName: words.titles['order-confirmation'],
    blocks: [
      saleFacts(content, tongue, [[words.reservedUntil, held]]),
      saleLines(content, tongue),
      {
        stack: [
          ...totalsSaid(content, tongue),
          ...(instalments.length === 0 ? [] : [instalmentsOf(content, tongue)]),
          bothSign(
            [
              { party: seller, name: content.issuedByName },
              { party: buyer, name: null },
            ],
            tongue,
          ),
        ],
        unbreakable: true,
      },
    ],
  });
}

/** What share of the sum is due when. */
function instalmentsOf({ instalments }: OrderConfirmation, { words, figures }: Tongue): Block {
  const rows = instalments.map(({ shareBp, dueAfter, days, dueMinor }): Cell[] => [
    num(shareBp === null ? '' : figures.percent(shareBp)),
    days === 0 ? words.instalmentAt[dueAfter] : words.instalmentAfter[dueAfter](words.days(days)),
    num(figures.moneyExact(dueMinor)),
  ]);
  return {
    stack: [
      { text: words.instalments, bold: true, margin: [0, 5, 0, 2] },
      {
        table: {
          widths: ['auto', 200, 'auto'],
          body: [
            [head(words.instalmentShare), head(words.instalmentDue), head(words.amount)],
            ...rows,
          ],
        },
        layout: 'ruled',
        fontSize: 8,
      },
    ],
  };
}
