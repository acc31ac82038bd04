import { amountInWords } from '../../src/measures/amount-in-words.ts';
import type { CreditNote, TaxInvoice } from '../../src/payments/document.ts';
import type { Amounts } from '../../src/payments/document-lines.ts';
import { type InvoicedLine, invoicedLines } from '../../src/payments/invoiced-lines.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { facts, head, num, paperOf, partyLine, signatures, writtenOut } from './parts.ts';
import { nameCell, quantityText, unitName } from './sale-lines.ts';
import type { Tongue } from './tongue.ts';

const LABEL_PT = 92;

/**
 * The printed form of an electronic tax invoice, or of what corrects one: its
 * sections A to G, the price of a unit without VAT as in the XML, the same lines
 * and sums as there.
 */
export function taxInvoicePaper(content: TaxInvoice | CreditNote, tongue: Tongue): Paper {
  const { words, language } = tongue;
  const { totals, currency, seller, eInvoice } = content;
  const isCorrection = content.kind === 'credit-note';
  return paperOf(content, tongue, {
    kindName: words.titles[isCorrection ? content.mode : 'tax-invoice'],
    isWide: true,
    blocks: [
      { text: words.eInvoiceNote(eInvoice.number), fontSize: 7, margin: [0, -4, 0, 6] },
      { columns: [leftSections(content, tongue), rightSections(content, tongue)], columnGap: 16 },
      section(words.sections.g),
      linesOf(content, tongue),
      {
        stack: [
          ...(isCorrection ? [effectOf(content, tongue)] : []),
          writtenOut(`${words.inWords}: ${amountInWords(totals.grossMinor, language, currency)}`),
          { text: words.rounding, fontSize: 7 },
          {
            columns: [
              signatures([
                [words.director, seller.directorName],
                [words.chiefAccountant, seller.chiefAccountantName ?? words.noAccountant],
                [words.issuedBy, content.issuedByName],
              ]),
              signatures(
                [
                  [words.releasedBy, content.releasedByName],
                  [words.receivedBy, null],
                ],
                { stamp: words.stamp },
              ),
            ],
            columnGap: 16,
          },
        ],
        unbreakable: true,
      },
    ],
  });
}

const section = (text: string): Block => ({ text, bold: true, margin: [0, 2, 0, 1] });

/** A, B, B1: days, what is corrected, the seller and his bank. */
function leftSections(content: TaxInvoice | CreditNote, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { seller, issuedOn, turnoverOn } = content;
  const { bank, vatCertificate, branch } = seller;
  const branchBin = branch.bin === null ? '' : `, ${words.bin} ${branch.bin}`;
  return {
    stack: [
      section(words.sections.a),
      facts(
        [
          [words.issuedOn, figures.date(issuedOn)],
          [words.turnoverOn, figures.date(turnoverOn)],
          ...correctedIn(content, tongue),
          [words.order, tongue.paperOf(content.order)],
          [words.purchaseNumber, content.purchaseNumber],
        ],
        LABEL_PT,
      ),
      section(words.sections.b),
      facts(
        [
          [words.seller, partyLine(seller, tongue)],
          [words.branch, `${tongue.nameOf(branch.name)}${branchBin}, ${branch.address}`],
          [
            words.vatCertificate,
            vatCertificate && words.vatCertificateOf(vatCertificate.series, vatCertificate.number),
          ],
        ],
        LABEL_PT,
      ),
      section(words.sections.b1),
      facts(
        [
          [words.iik, `${bank.iik}, ${words.kbe} ${bank.kbe}`],
          [words.bank, `${bank.bankName}, ${words.bik} ${bank.bik}`],
        ],
        LABEL_PT,
      ),
    ],
  };
}

/** Which invoice is corrected and why. */
function correctedIn(
  content: TaxInvoice | CreditNote,
  { words, paperOf: paperNamed }: Tongue,
): (readonly [string, string])[] {
  if (content.kind !== 'credit-note') return [];
  const { invoice, reason } = content;
  const registered = invoice.registrationNumber;
  const known = registered === null ? '' : `, ${words.registered(registered)}`;
  return [
    [words.corrects, `${paperNamed(invoice)}${known}`],
    [words.reason, reason],
  ];
}

/** C to F: the buyer, from whom to whom, on what terms, by which delivery note. */
function rightSections(content: TaxInvoice | CreditNote, tongue: Tongue): Block {
  const { words, figures, paperOf: paperNamed } = tongue;
  const { buyer, eInvoice, agreement, payment, dueOn, authority, deliverTo, deliveryNote } =
    content;
  const consigned = ({ name, bin, address }: typeof eInvoice.consignor) =>
    partyLine({ name, bin, address, phone: null }, tongue);
  const until = dueOn === null ? '' : `, ${words.until(figures.date(dueOn))}`;
  return {
    stack: [
      section(words.sections.c),
      facts([[words.buyer, partyLine(buyer, tongue)]], LABEL_PT),
      section(words.sections.d),
      facts(
        [
          [words.consignor, consigned(eInvoice.consignor)],
          [words.consignee, consigned(eInvoice.consignee)],
        ],
        LABEL_PT,
      ),
      section(words.sections.e),
      facts(
        [
          [words.agreement, agreement === null ? words.withoutAgreement : paperNamed(agreement)],
          [words.payment, `${words.payments[payment]}${until}`],
          [words.authority, authority && paperNamed(authority)],
          [words.destination, deliverTo === null ? words.pickUp : deliverTo.address],
        ],
        LABEL_PT,
      ),
      ...(deliveryNote === null
        ? []
        : [
            section(words.sections.f),
            facts([[words.deliveryNote, paperNamed(deliveryNote)]], LABEL_PT),
          ]),
      ...(content.note === '' ? [] : [facts([[words.note, content.note]], LABEL_PT)]),
    ],
  };
}

/** G: the lines as the register takes them. */
function linesOf(content: TaxInvoice | CreditNote, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { columns } = words;
  const { totals } = content;
  const first = [
    ...[columns.place, columns.origin, columns.name, columns.tnved, columns.unit],
    ...[columns.quantity, columns.priceWithoutVat],
  ];
  const heads = [...first, columns.net, columns.rate, columns.vat, columns.gross];
  const bold = { bold: true };
  const exact = figures.bare.moneyExact;
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: heads.map((text) => (text === columns.name ? '*' : 'auto')),
      body: [
        heads.map((text) => head(text)),
        ...invoicedLines(content.lines).map((line) => rowOf(line, content, tongue)),
        [
          { text: words.total, bold: true, alignment: 'right', colSpan: first.length },
          ...first.slice(1).map(() => ''),
          num(exact(totals.netMinor), bold),
          '',
          num(exact(totals.vatMinor), bold),
          num(exact(totals.grossMinor), bold),
        ],
      ],
    },
    layout: 'ruled',
    fontSize: 8,
    margin: [0, 1, 0, 6],
  };
}

function rowOf(invoiced: InvoicedLine, content: TaxInvoice | CreditNote, tongue: Tongue): Cell[] {
  const { words, figures } = tongue;
  const { line, takenOffNetMinor, quantityMicro, unit } = invoiced;
  const exact = figures.bare.moneyExact;
  const isCorrection = content.kind === 'credit-note';
  const more = [
    ...(takenOffNetMinor === 0 ? [] : [words.takenOff(figures.moneyExact(-takenOffNetMinor))]),
    ...(isCorrection && line.sourcePosition !== null
      ? [words.ofInvoiceLine(line.sourcePosition)]
      : []),
  ];
  return [
    num(String(line.position)),
    {
      text: line.kind === 'goods' ? String(line.customs?.originCode ?? '') : '6',
      alignment: 'center',
    },
    nameCell(line, tongue, more),
    line.customs?.tnvedCode ?? '',
    { text: unitName(unit, tongue), alignment: 'center' },
    num(quantityText(quantityMicro, unit, tongue)),
    num(figures.bare.priceMicro(invoiced.unitPriceMicro)),
    num(exact(invoiced.netMinor)),
    num(figures.percent(line.vatRateBp)),
    num(exact(invoiced.vatMinor)),
    num(exact(invoiced.grossMinor)),
  ];
}

/** What the invoice said, by how much that changes, and what stands from now on. */
function effectOf({ mode, invoice, totals }: CreditNote, { words, figures }: Tongue): Block {
  const minus = (one: Amounts, other: Amounts): Amounts => ({
    netMinor: one.netMinor - other.netMinor,
    vatMinor: one.vatMinor - other.vatMinor,
    grossMinor: one.grossMinor - other.grossMinor,
  });
  const change = mode === 'additional' ? totals : minus(totals, invoice);
  const none: Amounts = { netMinor: 0, vatMinor: 0, grossMinor: 0 };
  const after = mode === 'additional' ? minus(invoice, minus(none, totals)) : totals;
  const row = (text: string, { netMinor, vatMinor, grossMinor }: Amounts): Cell[] => [
    text,
    ...[netMinor, vatMinor, grossMinor].map((minor) => num(figures.bare.moneyExact(minor))),
  ];
  return {
    table: {
      widths: [150, 'auto', 'auto', 'auto'],
      body: [
        [
          head(words.effect),
          ...[words.columns.net, words.columns.vat, words.columns.gross].map((text) => head(text)),
        ],
        row(words.before, invoice),
        row(words.change, change),
        row(words.after, after),
      ],
    },
    layout: 'ruled',
    fontSize: 8,
    margin: [0, 0, 0, 6],
  };
}
