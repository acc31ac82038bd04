import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eInvoiceXml } from '../../src/payments/e-invoice.ts';
import { linesOfOrder } from '../../src/payments/lines-of-order.ts';
import { elementAt, readXml, type XmlElement } from './read-xml.ts';
import { aCreditNote, anOrderedLine, aTaxInvoice, aTruckload } from './some-documents.ts';

const DOCUMENTS = 200;

const invoiceIn = (xml: string) =>
  elementAt(readXml(xml), 'esf:invoiceContainer', 'invoiceSet', 'v2:invoice');
const productsIn = (invoice: XmlElement) => elementAt(invoice, 'productSet', 'products').children;
const fieldsOf = (element: XmlElement) =>
  Object.fromEntries(element.children.map(({ name, text }) => [name, text]));

/** A decimal as a whole number of its last places: "12.34" is 1234. */
const units = (text: string | undefined) => BigInt(text!.replace('.', ''));

test('says what the form asks, section by section', () => {
  const invoice = invoiceIn(eInvoiceXml(aTaxInvoice()));

  expect(fieldsOf(invoice)).toMatchObject({
    date: '30.11.2026',
    invoiceType: 'ORDINARY_INVOICE',
    num: '2026000301',
    turnoverDate: '28.11.2026',
    deliveryDocNum: 'Н-2026-000377',
    deliveryDocDate: '28.11.2026',
  });
  expect(fieldsOf(elementAt(invoice, 'sellers', 'seller'))).toEqual({
    address: 'г. Алматы, пр. Суюнбая, 461',
    bank: 'АО «Народный Банк Казахстана»',
    bik: 'HSBKKZKX',
    certificateNum: '1234567',
    certificateSeries: '60001',
    iik: 'KZ84601A111000012345',
    kbe: '17',
    name: 'ТОО «Каунтервейт Металл»',
    tin: '240140000011',
  });
  expect(fieldsOf(elementAt(invoice, 'customers', 'customer'))).toMatchObject({
    countryCode: 'KZ',
    name: 'ТОО «Алтын Құрылыс»',
    tin: '150340012340',
  });
  expect(fieldsOf(elementAt(invoice, 'deliveryTerm'))).toEqual({
    contractDate: '03.02.2026',
    contractNum: '118/26',
    destination: 'г. Алматы, ул. Рыскулбекова, 33',
    hasContract: 'true',
    term: 'Предоплата',
    warrant: '44',
    warrantDate: '27.11.2026',
  });
});

test('a line tells its price without VAT to six decimals and its sums to two', () => {
  const products = productsIn(invoiceIn(eInvoiceXml(aTaxInvoice())));

  expect(products.map(fieldsOf)[0]).toEqual({
    additional: 'АРМ-0012',
    description: 'Арматура 12 А500С 11,7 м, ГОСТ 34028-2016',
    quantity: '1.007830',
    // 337 623.05 ₸ with VAT are 291 054.35 without; by 1.007830 t that is:
    unitPrice: '288793.100027',
    priceWithoutTax: '291054.35',
    turnoverSize: '291054.35',
    ndsRate: '16',
    ndsAmount: '46568.70',
    priceWithTax: '337623.05',
    truOriginCode: '4',
    unitCode: '7214200000',
    unitNomenclature: '168',
  });
});

test('cutting is a service, and what remnants give back is taken off the price of their metal', () => {
  const document = aTaxInvoice();
  const beams = document.lines.find(({ position }) => position === 3)!;
  const credit = document.lines.find(({ kind }) => kind === 'remnants')!;

  const products = productsIn(invoiceIn(eInvoiceXml(document))).map(fieldsOf);

  expect(products).toHaveLength(document.lines.length - 1);
  expect(units(products[2]!['priceWithoutTax'])).toBe(BigInt(beams.netMinor + credit.netMinor));
  expect(products[3]).toMatchObject({
    description: 'Резка в размер, ленточная пила, резов: 24',
    quantity: '1.000000',
    truOriginCode: '6',
    unitNomenclature: '5114',
  });
  expect(credit.netMinor).toBeLessThan(0);
  expect(products.filter((product) => units(product['priceWithTax']) < 0n)).toEqual([]);
});

test('a correction names the invoice that it corrects and what comes back with a minus', () => {
  const invoice = invoiceIn(eInvoiceXml(aCreditNote()));

  expect(fieldsOf(invoice)['invoiceType']).toBe('ADDITIONAL_INVOICE');
  expect(fieldsOf(elementAt(invoice, 'relatedInvoice'))).toEqual({
    date: '30.11.2026',
    num: '2026000301',
    registrationNumber: 'ESF-240140000011-20261130-10012345',
  });
  const [product] = productsIn(invoice).map(fieldsOf);
  expect(product).toMatchObject({ quantity: '-0.124680', priceWithTax: '-41767.80' });
  expect(Number(product!['unitPrice'])).toBeCloseTo(335_000 / 1.16, 1);
});

test('a document anew in place of another is of its own type', () => {
  const anew = { ...aTaxInvoice(), ...aCreditNote({ mode: 'corrected' }) };

  expect(eInvoiceXml(anew)).toContain('<invoiceType>FIXED_INVOICE</invoiceType>');
});

test('a state body and a rate of nought are said; what is not known is left out', () => {
  const document = aTaxInvoice([anOrderedLine({ vatRateBp: 0 })]);
  const publicOffice = {
    ...{ iik: 'KZ5594806KZT22030123', bik: 'KKMFKZ2A' },
    ...{ productCode: '149', payPurpose: 'Бюджет' },
  };
  const eInvoice = { ...document.eInvoice, publicOffice, buyerCategories: ['PUBLIC_OFFICE'] };

  const xml = eInvoiceXml({ ...document, eInvoice, authority: null, agreement: null });

  const invoice = invoiceIn(xml);
  expect(fieldsOf(elementAt(invoice, 'publicOffice'))).toEqual(publicOffice);
  expect(elementAt(invoice, 'customers', 'customer', 'statuses', 'status').text).toBe(
    'PUBLIC_OFFICE',
  );
  expect(fieldsOf(elementAt(invoice, 'deliveryTerm'))['hasContract']).toBe('false');
  expect(xml).not.toContain('<warrant');
  expect(fieldsOf(productsIn(invoice)[0]!)['ndsRate']).toBe('0');
});

const someLine = fc.record({
  weightG: fc.integer({ min: 1, max: 9_999_999_999 }),
  pricePerTonneMinor: fc.integer({ min: 1, max: 2_000_000_00 }),
  includesVat: fc.boolean(),
  vatRateBp: fc.constantFrom(1600, 1200, 0),
});

test(`in ${DOCUMENTS} documents the lines add up to the totals, and price times quantity is the line`, () => {
  fc.assert(
    fc.property(fc.array(someLine, { minLength: 1, maxLength: 20 }), (said) => {
      const document = aTaxInvoice(
        said.map((line, index) => anOrderedLine({ ...line, position: index + 1 })),
      );

      const invoice = invoiceIn(eInvoiceXml(document));

      const totals = fieldsOf(elementAt(invoice, 'productSet'));
      const products = productsIn(invoice).map(fieldsOf);
      const sum = (field: string) =>
        products.reduce((total, product) => total + units(product[field]), 0n);
      expect(sum('priceWithoutTax')).toBe(units(totals['totalPriceWithoutTax']));
      expect(sum('ndsAmount')).toBe(units(totals['totalNdsAmount']));
      expect(sum('priceWithTax')).toBe(units(totals['totalPriceWithTax']));
      expect(sum('turnoverSize')).toBe(units(totals['totalTurnoverSize']));
      expect(units(totals['totalPriceWithTax'])).toBe(BigInt(document.totals.grossMinor));
      products.forEach((product) => {
        const exact = units(product['unitPrice']) * units(product['quantity']);
        const tiyin = (exact + 5_000_000_000n) / 10_000_000_000n;
        expect(tiyin).toBe(units(product['priceWithoutTax']));
      });
    }),
    { numRuns: DOCUMENTS },
  );
});

test('whatever a name holds, the XML is well-formed and gives it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (name) => {
      const document = aTaxInvoice();
      const buyer = { ...document.buyer, name: `А${name}Я` };

      const xml = eInvoiceXml({ ...document, buyer });

      const read = elementAt(invoiceIn(xml), 'customers', 'customer', 'name').text;
      const printable = /[\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
      expect(read).toBe(
        `А${Array.from(name)
          .filter((sign) => printable.test(sign))
          .join('')}Я`,
      );
    }),
    { numRuns: 500, examples: [['<&>"\'\r\n]]>'], ['\u0000\uD800'], ['<!DOCTYPE x>']] },
  );
});

test('the lines of an order come to the same sums in the XML as on its proforma', () => {
  const { totals } = linesOfOrder(aTruckload());

  const printed = fieldsOf(elementAt(invoiceIn(eInvoiceXml(aTaxInvoice())), 'productSet'));

  expect(units(printed['totalNdsAmount'])).toBe(BigInt(totals.vatMinor));
});
