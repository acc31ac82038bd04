import { afterAll, expect, test } from 'vitest';
import { printAside } from '../../src/print-aside.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { aProforma, aReceipt } from '../payments/some-documents.ts';

const { print, close } = printAside('https://shop.example');
afterAll(close);

test('a thread prints the same bytes as this one, several at once', async () => {
  const [receipt, proforma] = await Promise.all([
    print(aReceipt(), 'ru'),
    print(aProforma(), 'kk'),
  ]);

  const here = await renderPdf(documentPaper(aProforma(), 'kk', 'https://shop.example'));
  expect(Buffer.from(proforma).equals(here)).toBe(true);
  expect(Buffer.from(receipt).equals(here)).toBe(false);
});

test('what does not add up is refused, and the next is printed', async () => {
  const wrong = { ...aReceipt(), receivedMinor: 1 };

  await expect(print(wrong, 'ru')).rejects.toThrow('does not add up');

  expect((await print(aReceipt(), 'ru')).length).toBeGreaterThan(10_000);
});

test('when the thread dies, what waited for it fails, and the next starts another', async () => {
  const waiting = print(aProforma(), 'ru');
  await Promise.all([expect(waiting).rejects.toThrow('ended'), close()]);

  expect((await print(aReceipt(), 'ru')).length).toBeGreaterThan(10_000);
});
