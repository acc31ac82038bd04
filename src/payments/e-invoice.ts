import type { Unit } from '../measures/quantity.ts';
import type { CreditNote, TaxInvoice } from './document.ts';
import { type InvoicedLine, invoicedLines } from './invoiced-lines.ts';

/** An element: its name, and the text or the elements in it. What is empty is left out. */
type Element = readonly [name: string, content: string | null | readonly Element[]];

/** Units by the classifier that the form refers to (МКЕИ); a service is one. */
const unitCodes: Record<Unit | 'service', string> = {
  ...{ t: '168', kg: '166', m: '006', m2: '055', pcs: '796' },
  service: '5114',
};

/** Sign of origin (G 2) of what is no goods. */
const ORIGIN_OF_SERVICES = 6;

const types = {
  ordinary: 'ORDINARY_INVOICE',
  corrected: 'FIXED_INVOICE',
  additional: 'ADDITIONAL_INVOICE',
} as const;

/**
 * A tax invoice, or what corrects it, as the XML that the register of electronic
 * invoices (ИС ЭСФ, schema V2) takes for signing; comments name the fields of its
 * form. Russian names; amounts with two decimals, quantities and prices with six.
 * Whether the register's present schema asks for more is for its own check to say.
 */
export function eInvoiceXml(document: TaxInvoice | CreditNote): string {
  const invoice = written([
    ...headOf(document),
    ...handingOverOf(document),
    ['customers', [['customer', customerOf(document)]]],
    ['deliveryDocDate', dayOrNone(document.deliveryNote?.issuedOn)],
    ['deliveryDocNum', document.deliveryNote?.number ?? null],
    ['deliveryTerm', deliveryTermOf(document)],
    ['productSet', productSetOf(document)],
    ['publicOffice', publicOfficeOf(document)],
    ['sellers', [['seller', sellerOf(document)]]],
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<esf:invoiceContainer xmlns:esf="esf" xmlns:v2="v2.esf">',
    `<invoiceSet><v2:invoice>${invoice}</v2:invoice></invoiceSet>`,
    '</esf:invoiceContainer>',
    '',
  ].join('\n');
}

/** A: dates, type, our number, and the invoice that is corrected (4, 5). */
function headOf(document: TaxInvoice | CreditNote): Element[] {
  const isCorrection = document.kind === 'credit-note';
  const { issuedOn, turnoverOn, eInvoice, issuedByName, note } = document;
  return [
    ['date', day(issuedOn)],
    ['invoiceType', types[isCorrection ? document.mode : 'ordinary']],
    ['num', eInvoice.number],
    ['operatorFullname', issuedByName],
    [
      'relatedInvoice',
      isCorrection
        ? [
            ['date', day(document.invoice.issuedOn)],
            ['num', document.invoice.eInvoiceNumber],
            ['registrationNumber', document.invoice.registrationNumber],
          ]
        : null,
    ],
    ['turnoverDate', day(turnoverOn)],
    ['addInf', [isCorrection ? document.reason : '', note].filter((text) => text).join('. ')],
  ];
}

/** D: from whom and to whom the goods went. */
function handingOverOf({ eInvoice }: TaxInvoice | CreditNote): Element[] {
  const { consignee, consignor, countryCode } = eInvoice;
  return [
    [
      'consignee',
      [
        ['address', consignee.address],
        ['countryCode', countryCode],
        ['name', consignee.name],
        ['tin', consignee.bin],
      ],
    ],
    [
      'consignor',
      [
        ['address', consignor.address],
        ['name', consignor.name],
        ['tin', consignor.bin],
      ],
    ],
  ];
}

/** C: the buyer. */
function customerOf({ buyer, eInvoice }: TaxInvoice | CreditNote): Element[] {
  return [
    ['address', buyer.address],
    ['countryCode', eInvoice.countryCode],
    ['name', buyer.name],
    ['statuses', eInvoice.buyerCategories.map((category) => ['status', category])],
    ['tin', buyer.bin],
  ];
}

/** E: contract, terms of payment, transport, power of attorney, destination. */
function deliveryTermOf(document: TaxInvoice | CreditNote): Element[] {
  const { agreement, payment, dueOn, authority, deliverTo, eInvoice } = document;
  const onAccount = dueOn === null ? 'Отсрочка' : `Отсрочка до ${day(dueOn)}`;
  return [
    ['contractDate', dayOrNone(agreement?.issuedOn)],
    ['contractNum', agreement?.number ?? null],
    ['deliveryConditionCode', eInvoice.deliveryConditionCode],
    ['destination', deliverTo?.address ?? null],
    ['hasContract', agreement === null ? 'false' : 'true'],
    ['term', payment === 'prepaid' ? 'Предоплата' : onAccount],
    ['transportTypeCode', eInvoice.transportCode],
    ['warrant', authority?.number ?? null],
    ['warrantDate', dayOrNone(authority?.issuedOn)],
  ];
}

/** G: the lines and their totals, which are the sums of the lines and the document's. */
function productSetOf({ currency, lines, totals }: TaxInvoice | CreditNote): Element[] {
  return [
    ['currencyCode', currency],
    ['products', invoicedLines(lines).map((line) => ['product', productOf(line)])],
    ['totalExciseAmount', tenge(0)],
    ['totalNdsAmount', tenge(totals.vatMinor)],
    ['totalPriceWithTax', tenge(totals.grossMinor)],
    ['totalPriceWithoutTax', tenge(totals.netMinor)],
    ['totalTurnoverSize', tenge(totals.netMinor)],
  ];
}

function productOf(invoiced: InvoicedLine): Element[] {
  const { line, netMinor, vatMinor, grossMinor } = invoiced;
  const { customs, kind } = line;
  const originCode = kind === 'goods' ? customs?.originCode : ORIGIN_OF_SERVICES;
  return [
    ['additional', line.ownCode],
    ['description', line.name.ru],
    ['ndsAmount', tenge(vatMinor)],
    ['ndsRate', decimal(line.vatRateBp, 2).replace(/\.?0+$/, '')],
    ['priceWithTax', tenge(grossMinor)],
    ['priceWithoutTax', tenge(netMinor)],
    ['quantity', decimal(invoiced.quantityMicro, 6)],
    ['tnvedName', customs?.tnvedName ?? null],
    ['truOriginCode', originCode === undefined ? null : String(originCode)],
    ['turnoverSize', tenge(netMinor)],
    ['unitCode', customs?.tnvedCode ?? null],
    ['unitNomenclature', unitCodes[invoiced.unit]],
    ['unitPrice', decimal(invoiced.unitPriceMicro, 6)],
  ];
}

/** C1: what a state body pays from. */
function publicOfficeOf({ eInvoice }: TaxInvoice | CreditNote): Element[] | null {
  const office = eInvoice.publicOffice;
  if (office === null) return null;
  return [
    ['bik', office.bik],
    ['iik', office.iik],
    ['payPurpose', office.payPurpose],
    ['productCode', office.productCode],
  ];
}

/** B and B1: the seller, and where he is paid. */
function sellerOf({ seller, eInvoice }: TaxInvoice | CreditNote): Element[] {
  const { bank, branch, vatCertificate } = seller;
  return [
    ['address', seller.address],
    ['bank', bank.bankName],
    ['bik', bank.bik],
    ['branchTin', branch.bin],
    ['certificateNum', vatCertificate?.number ?? null],
    ['certificateSeries', vatCertificate?.series ?? null],
    ['iik', bank.iik],
    ['kbe', bank.kbe],
    ['name', seller.name],
    ['statuses', eInvoice.sellerCategories.map((category) => ['status', category])],
    ['tin', seller.bin],
  ];
}

/** What XML has no sign for (most of the control codes, halves of pairs) is left out. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

const escaped = (text: string) =>
  text.replaceAll(UNWRITABLE, '').replaceAll(/[&<>"'\r]/g, (sign) => escapes[sign] ?? sign);

function written(elements: readonly Element[]): string {
  return elements
    .filter(([, content]) => content !== null && content.length > 0)
    .map(([name, content]) => `<${name}>${contentOf(content)}</${name}>`)
    .join('');
}

const contentOf = (content: Element[1]): string =>
  typeof content === 'string' ? escaped(content) : written(content ?? []);

/** `YYYY-MM-DD` as the form writes it: dd.MM.yyyy. */
const day = (onDay: string) => onDay.split('-').toReversed().join('.');
const dayOrNone = (onDay: string | null | undefined) => (onDay ? day(onDay) : null);

const tenge = (minor: number) => decimal(minor, 2);

/** A whole number of the last decimals, written with its point; no fraction is ever made of it. */
function decimal(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const sign = units < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
