import { amountInWords } from '../../src/measures/amount-in-words.ts';
import type { Receipt } from '../../src/payments/document.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { facts, head, num, paperOf, partyLine, phoneIn, signatures, writtenOut } from './parts.ts';
import type { Tongue } from './tongue.ts';

/** What money was taken how, what change was given, and what it pays. */
export function receiptPaper(content: Receipt, tongue: Tongue): Paper {
  const { words, figures, nameOf, language } = tongue;
  const { seller, buyer, receivedMinor, vat, currency } = content;
  const { branch } = seller;
  const received = figures.moneyExact(receivedMinor);
  return paperOf(content, tongue, {
    kindName: words.titles.receipt,
    blocks: [
      facts([
        [words.seller, partyLine(seller, tongue)],
        [
          words.branch,
          `${nameOf(branch.name)}, ${branch.address}, ${phoneIn(branch.phone, tongue)}`,
        ],
        [words.takenFrom, partyLine(buyer, tongue)],
        [words.through, content.payerName],
        [words.takenAt, figures.moment(new Date(content.takenAt))],
      ]),
      tendersOf(content, tongue),
      ...settledBy(content, tongue),
      {
        stack: [
          { text: [`${words.received}: `, { text: received, bold: true }] },
          ...(vat
            ? [
                {
                  text: words.includingVat(
                    figures.percent(vat.vatRateBp),
                    figures.moneyExact(vat.vatMinor),
                  ),
                },
              ]
            : []),
          writtenOut(`${words.inWords}: ${amountInWords(receivedMinor, language, currency)}`),
          { text: words.notFiscal, fontSize: 7 },
          signatures([[words.cashier, content.issuedByName]], { stamp: words.stamp }),
        ],
        unbreakable: true,
      },
    ],
  });
}

const shared = { layout: 'ruled', margin: [0, 0, 0, 6] } as const;

/** Each means of payment, what was tendered together, the change, and what remained with us. */
function tendersOf(content: Receipt, { words, figures }: Tongue): Block {
  const { tenders, changeMinor, receivedMinor, roundingMinor } = content;
  const exact = figures.bare.moneyExact;
  const sum = (label: string, minor: number, bold = false): Cell[] => [
    { text: label, bold, alignment: 'right', colSpan: 2 },
    '',
    num(exact(minor), { bold }),
  ];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [120, '*', 'auto'],
      body: [
        [head(words.tender), head(words.reference), head(`${words.amount}, ₸`)],
        ...tenders.map(({ method, reference, amountMinor }): Cell[] => [
          words.tenders[method],
          reference,
          num(exact(amountMinor)),
        ]),
        sum(words.tendered, receivedMinor + roundingMinor + changeMinor),
        sum(words.changeGiven, changeMinor),
        ...(roundingMinor === 0 ? [] : [sum(words.cashRounding, -roundingMinor)]),
        sum(words.received, receivedMinor, true),
      ],
    },
    ...shared,
  };
}

/** Which orders and invoices it pays, and what is left as an advance. */
function settledBy(content: Receipt, { words, figures, paperOf: paperNamed }: Tongue): Block[] {
  const { settles, receivedMinor } = content;
  const exact = figures.bare.moneyExact;
  const restMinor = settles.reduce((rest, { amountMinor }) => rest - amountMinor, receivedMinor);
  const rows = settles.map((paper): Cell[] => [
    `${words.settledKinds[paper.kind]} ${paperNamed(paper)}`,
    num(exact(paper.amountMinor)),
  ]);
  const rest: Cell[][] = restMinor === 0 ? [] : [[words.onAccount, num(exact(restMinor))]];
  return [
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: ['*', 'auto'],
        body: [[head(words.settled), head(`${words.amount}, ₸`)], ...rows, ...rest],
      },
      ...shared,
    },
  ];
}
