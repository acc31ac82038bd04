import { amountInWords } from '../../src/measures/amount-in-words.ts';
import type { Proforma } from '../../src/payments/document.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { paperOf, signatures, writtenOut } from './parts.ts';
import { saleFacts } from './sale-facts.ts';
import { saleLines, totalsSaid } from './sale-lines.ts';
import type { Tongue } from './tongue.ts';

const QR_PT = 104;

/** The invoice to pay by: terms, sample of the payment order with its code, lines, the sum in words. */
export function proformaPaper(content: Proforma, tongue: Tongue): Paper {
  const { words, figures, language } = tongue;
  const { dueOn, toPayMinor, totals, currency, seller } = content;
  const asked = figures.moneyExact(toPayMinor);
  const isPart = toPayMinor !== totals.grossMinor;
  const due = dueOn === null ? asked : words.toPayBy(asked, figures.date(dueOn));
  return paperOf(content, tongue, {
    kindName: words.titles.proforma,
    above: [
      {
        text: words.proformaNotice(dueOn === null ? undefined : figures.date(dueOn)),
        fontSize: 7,
        alignment: 'center',
        margin: [20, 0, 20, 6],
      },
      paymentSample(content, tongue),
    ],
    blocks: [
      saleFacts(content, tongue),
      saleLines(content, tongue),
      {
        stack: [
          ...totalsSaid(content, tongue),
          { text: [`${words.toPay}: `, { text: due, bold: true }], margin: [0, 3, 0, 0] },
          ...(isPart ? [writtenOut(amountInWords(toPayMinor, language, currency))] : []),
          signatures(
            [
              [words.director, seller.directorName],
              [words.chiefAccountant, seller.chiefAccountantName ?? words.noAccountant],
              [words.issuedBy, content.issuedByName],
            ],
            { stamp: words.stamp },
          ),
        ],
        unbreakable: true,
      },
    ],
  });
}

/** What the money is for, as it has to stand in the payment order. */
function purposeOf(content: Proforma, tongue: Tongue): string {
  const { words, figures, paperOf: paperNamed } = tongue;
  const { number, issuedOn, order, totals, toPayMinor } = content;
  const purpose = words.purposeOf(
    paperNamed({ number, issuedOn }),
    paperNamed({ number: order.number, issuedOn: null }),
  );
  if (toPayMinor !== totals.grossMinor) return purpose;
  const vat = totals.byRate.map(({ vatRateBp, vatMinor }) =>
    words.includingVat(figures.percent(vatRateBp), figures.moneyExact(vatMinor)),
  );
  return [purpose, ...vat].join(', ');
}

/** The block from which a payment order is copied, and the same as a code for a telephone. */
function paymentSample(content: Proforma, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { seller, knp, toPayMinor } = content;
  const { bankName, bik, iik, kbe } = seller.bank;
  const amount = figures.moneyExact(toPayMinor);
  const purpose = purposeOf(content, tongue);
  const field = (label: string, value: string): Cell => ({
    text: [`${label}\n`, { text: value, bold: true }],
  });
  const scanned = [
    [words.beneficiary, seller.name],
    [words.bin, seller.bin],
    [words.iik, iik],
    [words.kbe, kbe],
    [words.beneficiaryBank, bankName],
    [words.bik, bik],
    [words.knp, knp],
    [words.amount, `${(toPayMinor / 100).toFixed(2)} KZT`],
    [words.purpose, purpose],
  ];
  // Programs of banks expect plain spaces.
  const scannedText = scanned
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n')
    .replaceAll('\u00a0', ' ');
  return {
    columns: [
      {
        stack: [
          { text: words.samplePayment, bold: true, margin: [0, 0, 0, 2] },
          {
            table: {
              widths: ['*', 'auto', 'auto'],
              body: [
                [
                  field(words.beneficiary, `${seller.name}\n${words.bin} ${seller.bin}`),
                  field(words.iik, iik),
                  field(words.kbe, kbe),
                ],
                [
                  field(words.beneficiaryBank, bankName),
                  field(words.bik, bik),
                  field(words.knp, knp),
                ],
                [
                  { ...textCell(`${words.purpose}\n`, purpose), colSpan: 2 },
                  '',
                  field(words.amount, amount),
                ],
              ],
            },
            layout: 'ruled',
            fontSize: 8,
          },
        ],
        width: '*',
      },
      {
        stack: [
          {
            qr: scannedText,
            fit: QR_PT,
            eccLevel: 'L',
          },
          { text: words.toScan, fontSize: 6, margin: [0, 2, 0, 0] },
        ],
        width: QR_PT,
      },
    ],
    columnGap: 10,
    margin: [0, 0, 0, 4],
  };
}

const textCell = (label: string, value: string) => ({ text: [label, { text: value, bold: true }] });
