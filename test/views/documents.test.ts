import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { amountInWords } from '../../src/measures/amount-in-words.ts';
import type { DocumentContent } from '../../src/payments/document.ts';
import type { DocumentLine } from '../../src/payments/document-lines.ts';
import { invoicedLines } from '../../src/payments/invoiced-lines.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import type { Block } from '../../src/platform/paper.ts';
import { wordsFor } from '../../views/language.tsx';
import { documentPaper } from '../../views/documents/paper.ts';
import {
  aCreditNote,
  anOrderConfirmation,
  anOrderedLine,
  aProforma,
  aReceipt,
  aReconciliation,
  aTaxInvoice,
} from '../payments/some-documents.ts';
import {
  aDeliveryNote,
  aWaybill,
  aWeighTicket,
  someLabels,
} from '../payments/some-goods-documents.ts';
import { readPdf, spaced } from './read-pdf.ts';
import { type Language, languages, written } from './written-money.ts';
import { builtProgram } from '../support/built-program.ts';

const SHOP_AT = 'https://shop.example';

const print = (content: DocumentContent, language: Language) =>
  renderPdf(documentPaper(content, language, SHOP_AT));
const printedText = async (content: DocumentContent, language: Language) =>
  (await readPdf(await print(content, language))).text;

const sales = [
  aProforma(),
  anOrderConfirmation(),
  aProforma([anOrderedLine(), anOrderedLine({ position: 2, vatRateBp: 1200 })]),
];
const taxed = [
  aTaxInvoice(),
  aCreditNote(),
  { ...aTaxInvoice(), ...aCreditNote({ mode: 'corrected' }) },
];
const goods = [aDeliveryNote(), aWaybill(), aWeighTicket()];
const everyKind: DocumentContent[] = [...sales, ...taxed, aReceipt(), aReconciliation(), ...goods];

describe.each(languages)('in %s', (language) => {
  test.each(sales.map((content) => [content.kind, content] as const))(
    'a %s says every line, its sums and the whole, in figures and in words',
    async (_, content) => {
      const text = await printedText(content, language);

      for (const line of [...content.lines, content.totals, ...content.totals.byRate]) {
        expect(text).toContain(
          `${written(line.netMinor, language)} ${taxOn(line, content, language)}${written(line.vatMinor, language)} ${written(line.grossMinor, language)}`,
        );
      }
      for (const line of content.lines) expect(text).toContain(spaced(line.name[language]));
      expect(text).toContain(amountInWords(content.totals.grossMinor, language));
      expect(text).toContain(content.number);
    },
  );

  test.each(taxed.map((content) => [content.kind, content] as const))(
    'a %s says the lines and sums that its XML says',
    async (_, content) => {
      const text = await printedText(content, language);

      for (const line of [...invoicedLines(content.lines), content.totals]) {
        expect(text).toContain(written(line.netMinor, language));
        expect(text).toContain(
          `${written(line.vatMinor, language)} ${written(line.grossMinor, language)}`,
        );
      }
      for (const { line } of invoicedLines(content.lines))
        expect(text).toContain(spaced(line.name[language]));
      expect(text).toContain(amountInWords(content.totals.grossMinor, language));
      expect(text).toContain(content.eInvoice.number);
      expect(text).toContain(content.seller.bank.iik);
    },
  );

  test.each(
    [...sales, ...taxed, aDeliveryNote()].map((content) => [content.kind, content] as const),
  )('a %s, which has VAT, says how it was rounded', async (_, content) => {
    const { rounding } = wordsFor(language).documents;
    expect(await printedText(content, language)).toContain(spaced(rounding));
  });

  test('a receipt says each means of payment, the change, what was received and what it pays', async () => {
    const receipt = aReceipt();

    const text = await printedText(receipt, language);

    const { tenders, settles } = receipt;
    const amounts = [
      ...[...tenders, ...settles].map(({ amountMinor }) => amountMinor),
      ...[180_000_00, receipt.changeMinor, receipt.receivedMinor, 8_750_00],
    ];
    for (const amount of amounts) expect(text).toContain(written(amount, language));
    expect(text).toContain(amountInWords(receipt.receivedMinor, language));
  });

  test('a reconciliation act says both sides, the balances and the disagreement', async () => {
    const act = aReconciliation();

    const text = await printedText(act, language);

    for (const { debitMinor, creditMinor, theirs } of act.entries)
      for (const amount of [debitMinor, creditMinor, theirs?.debitMinor, theirs?.creditMinor])
        expect(text).toContain(amount ? written(amount, language) : '');
    for (const amount of [act.openingMinor, act.debitMinor, act.creditMinor, act.closingMinor])
      expect(text).toContain(written(amount, language));
    expect(text).toContain(written(12_000_00, language));
    expect(text).toContain('Недовес 36 кг, претензия № 3');
    expect(text).toContain(amountInWords(act.closingMinor, language));
  });
});

describe.each(languages)('of a vehicle, in %s,', (language) => {
  const kg = (massG: number) =>
    written(Math.trunc(massG / 1000) * 100, language).slice(0, -3) +
    (language === 'en' ? '.' : ',') +
    String(massG % 1000).padStart(3, '0');

  test('a delivery note says each heat with its pieces, kilograms and certificate, and the ticket', async () => {
    const note = aDeliveryNote();

    const text = await printedText(note, language);

    for (const { lots, theoreticalG, actualG } of note.loads) {
      expect(text).toContain(`${kg(theoreticalG)} ${kg(actualG!)}`);
      for (const lot of lots) {
        expect(text).toContain(lot.heatNumber);
        expect(text).toContain(kg(lot.theoreticalG));
        for (const number of lot.certificates) expect(text).toContain(number);
      }
    }
    for (const massG of [note.ticket!.grossG, note.ticket!.tareG, note.ticket!.netG])
      expect(text).toContain(kg(massG));
    expect(text).toContain(written(note.totals.grossMinor, language));
    expect(text).toContain(amountInWords(note.totals.grossMinor, language));
  });

  test('a waybill says both ends, the vehicle, places and mass', async () => {
    const waybill = aWaybill();

    const text = await printedText(waybill, language);

    const { consignor, consignee, vehicle, loadingPoint, unloadingPoint } = waybill;
    for (const said of [consignor.name, consignee.address, vehicle.plate, vehicle.carrierName])
      expect(text).toContain(said);
    expect(text).toContain(loadingPoint.address);
    expect(text).toContain(unloadingPoint!.name);
    for (const { massG } of waybill.goods) expect(text).toContain(kg(massG));
    expect(text).toContain(waybill.deliveryNote!.number);
  });

  test('a weigh ticket says both weighings, who saw them, and which it stands for', async () => {
    const { ticket, supersedes, ...said } = aWeighTicket();

    const text = await printedText({ ...said, ticket, supersedes }, language);

    for (const massG of [ticket.grossG, ticket.tareG, ticket.netG])
      expect(text).toContain(kg(massG));
    for (const name of [ticket.weighedByName, ticket.confirmedByName!, supersedes!.number])
      expect(text).toContain(name);
  });

  test('labels have a page each, which says what hangs on the bundle', async () => {
    const content = someLabels();

    const { pages } = await readPdf(await renderPdf(documentPaper(content, language, SHOP_AT)));

    expect(pages).toHaveLength(content.labels.length);
    for (const [index, label] of content.labels.entries()) {
      for (const said of [label.code, label.heatNumber, label.sku, label.grade, label.standard])
        expect(pages[index]!.text).toContain(said);
    }
    expect(pages[0]!.width).toBeCloseTo((100 * 72) / 25.4, 1);
  });
});

test('the code on a note and a label leads to the certificates of the goods, at the address of the shop', () => {
  for (const content of [aDeliveryNote(), someLabels()]) {
    const paper = JSON.stringify(documentPaper(content, 'ru', SHOP_AT).content);

    expect(/"qr":"([^"]*)"/.exec(paper)?.[1]).toBe(`${SHOP_AT}${content.certificatesPath}`);
  }
});

/** Where lines have several rates, each says its own between its sums; the whole says none. */
function taxOn(
  line: object,
  { lines, totals }: { lines: readonly DocumentLine[]; totals: { byRate: readonly object[] } },
  language: Language,
): string {
  const own = lines.find((other) => other === line);
  if (!own || totals.byRate.length === 1) return '';
  return `${own.vatRateBp / 100}${language === 'ru' ? ' %' : '%'} `;
}

test('Kazakh letters, the tenge, the diameter and the number sign are text that can be selected', async () => {
  const letters = 'Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі ₸ ⌀ × № «» −';
  const line = anOrderedLine({ nameKk: letters });

  const text = await printedText(aProforma([line]), 'kk');

  expect(text).toContain(letters);
});

test('the payment order is there to be copied and to be scanned', () => {
  const content = aProforma();

  const paper = JSON.stringify(documentPaper(content, 'ru', SHOP_AT).content);

  const scanned = /"qr":"([^"]*)"/.exec(paper)?.[1]?.split('\\n');
  expect(scanned).toEqual([
    'Бенефициар: ТОО «Каунтервейт Металл»',
    'БИН/ИИН: 240140000011',
    'ИИК: KZ84601A111000012345',
    'КБе: 17',
    'Банк бенефициара: АО «Народный Банк Казахстана»',
    'БИК: HSBKKZKX',
    'Код назначения платежа: 710',
    'Сумма: 1792717.76 KZT',
    expect.stringContaining('Назначение платежа: Оплата по счёту № С-2026-000912 от 26.11.2026'),
  ]);
});

test('an instalment is asked for by itself, in figures and in words', async () => {
  const text = await printedText(aProforma(undefined, { toPayMinor: 500_000_00 }), 'ru');

  expect(text).toContain('К оплате по этому счёту: 500 000,00 ₸ до 01.12.2026');
  expect(text).toContain('Пятьсот тысяч тенге 00 тиын');
});

const manyLines = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anOrderedLine({
      position: index + 1,
      sku: `Ш-${index + 1}-Ф`,
      weightG: 1_000_000 + index * 137,
      nameRu: `Уголок равнополочный 50×50×5 Ст3сп5 12 м, ГОСТ 8509-93, партия ${index + 1}`,
    }),
  );

test('three hundred lines go over pages: each keeps together, each page has its head and number', async () => {
  const content = aProforma(manyLines(300));

  const { pages } = await readPdf(await print(content, 'ru'));

  expect(pages.length).toBeGreaterThan(10);
  pages.forEach((page, index) => {
    expect(page.text).toContain(`стр. ${index + 1} из ${pages.length}`);
    expect(page.text).toContain('Наименование Кол-во Ед.');
  });
  for (const line of content.lines) {
    const [page, ...others] = pages.filter(({ text }) => text.includes(`${line.sku};`));
    expect(others).toEqual([]);
    expect(page!.text).toContain(`партия ${line.position} ${line.sku};`);
    expect(page!.text).toContain(
      `${written(line.netMinor, 'ru')} ${written(line.vatMinor, 'ru')} ${written(line.grossMinor, 'ru')}`,
    );
  }
});

test.each([
  ['one page for one line', 1, 1],
  ['two pages for thirty', 30, 2],
])('%s', async (_, count, pageCount) => {
  const { pages } = await readPdf(await print(aProforma(manyLines(count)), 'ru'));

  expect(pages).toHaveLength(pageCount);
});

test('names that never break and sums in milliards stay on the page, every sign of them', async () => {
  const code = 'Ъ'.repeat(120);
  const line = anOrderedLine({
    ...{ nameRu: `Труба ${code}`, sku: 'Щ'.repeat(45) },
    ...{ weightG: 9_999_999_999, pricePerTonneMinor: 99_999_999 },
  });

  for (const content of [aProforma([line]), aTaxInvoice([line])]) {
    const { pages } = await readPdf(await print(content, 'ru'));

    for (const page of pages)
      expect(page.words.filter(({ left, right }) => left < 20 || right > page.width - 20)).toEqual(
        [],
      );
    const signs = pages.map(({ text }) => text.match(/Ъ/g)?.length ?? 0);
    expect(signs.reduce((sum, count) => sum + count, 0)).toBe(120);
  }
});

test('a file says its name and the day of the document, not the day of printing', async () => {
  const { title, createdAt } = await readPdf(await print(aProforma(), 'ru'));

  expect(spaced(title)).toBe('Счёт на оплату № С-2026-000912 от 26.11.2026');
  expect(createdAt).toBe('D:20261126000000Z');
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test.each(everyKind.map((content) => [content.kind, content] as const))(
  'a %s is the same bytes each time it is printed',
  async (_, content) => {
    const first = await print(content, 'kk');

    expect(sha256(await print(content, 'kk'))).toBe(sha256(first));
  },
);

test('another process prints the same bytes', async () => {
  const content = aTaxInvoice();
  const program = builtProgram('test/support/programs/print-document.ts');

  const elsewhere = execFileSync(process.execPath, [...program, 'kk'], {
    input: JSON.stringify(content),
    encoding: 'utf8',
  });

  expect(elsewhere).toBe(sha256(await print(content, 'kk')));
});

test('a paper fetches nothing and reads no file', async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const paper = documentPaper(aReceipt(), 'ru', SHOP_AT);

  for (const image of [`http://127.0.0.1:${port}/x.png`, '/etc/hostname', 'package.json'])
    await expect(renderPdf({ ...paper, content: [{ image } as unknown as Block] })).rejects.toThrow(
      'denied by resource access policy',
    );

  server.close();
  expect(calls).toBe(0);
});
