import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ledger, LedgerLine } from '../../src/payments/account-ledger.queries.ts';
import { readDocument } from '../../src/payments/document.ts';
import { reconciliationAct } from '../../src/payments/reconciliation-act.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { readPdf } from '../views/read-pdf.ts';
import { aReconciliation } from './some-documents.ts';

const { seller, buyer, agreement } = aReconciliation();
const parties = { seller, buyer, agreement, issuedOn: '2026-12-01', issuedByName: 'Counterweight' };
const period = { from: '2026-10-01', to: '2026-11-30' };

const aLine = (of: Partial<LedgerLine>): LedgerLine => ({
  ...{ id: 'x', on: '2026-11-02', kind: 'payment', amountMinor: -1, balanceMinor: 0 },
  ...{ orderId: null, orderNumber: null, purchaseNumber: null, method: 'card' },
  ...{ reference: 'pi_1', documentNumber: null, note: '', pays: [], objection: null },
  ...of,
});

/** The ledger of lines and of what was owed before them. */
function ledgerOf(openingMinor: number, lines: readonly LedgerLine[]): Ledger {
  const sum = (sign: number) =>
    lines.reduce((total, { amountMinor }) => total + Math.max(0, sign * amountMinor), 0);
  const [debitMinor, creditMinor] = [sum(1), sum(-1)];
  const closingMinor = openingMinor + debitMinor - creditMinor;
  return { openingMinor, debitMinor, creditMinor, closingMinor, count: lines.length, lines };
}

const disputed = aLine({
  ...{ on: '2026-10-12', kind: 'handed-over', orderNumber: '26-000123', amountMinor: 500_000_00 },
  objection: {
    ...{ id: 'o', state: 'open', theirsMinor: 451_400_00, answer: '' },
    note: 'Недовес 36 кг',
  },
});
const transfer = aLine({ amountMinor: -200_000_00, method: 'transfer', reference: '004417' });

describe('an act of reconciliation', () => {
  test('of whatever lines adds up, or it would not be printed', () => {
    const amount = fc.integer({ min: -1e12, max: 1e12 }).filter((minor) => minor !== 0);
    fc.assert(
      fc.property(fc.array(amount), fc.integer({ min: -1e12, max: 1e12 }), (amounts, opening) => {
        const lines = amounts.map((amountMinor) => aLine({ amountMinor }));
        const act = reconciliationAct(period, ledgerOf(opening, lines), parties);
        expect(readDocument(act)).toEqual(act);
        const [, ...rest] = lines;
        const short = { ...ledgerOf(opening, lines), lines: rest };
        if (lines.length === 0) return;
        expect(readDocument(reconciliationAct(period, short, parties))).toBeUndefined();
      }),
    );
  });

  test('names goods by their order, transfers by their number, and says what the customer’s books say', () => {
    const { entries } = reconciliationAct(
      period,
      ledgerOf(0, [disputed, transfer, aLine({})]),
      parties,
    );
    expect(entries).toMatchObject([
      {
        ...{ kind: 'goods', number: '26-000123', debitMinor: 500_000_00, creditMinor: 0 },
        theirs: { debitMinor: 0, creditMinor: 451_400_00, note: 'Недовес 36 кг' },
      },
      { kind: 'payment', number: '004417', creditMinor: 200_000_00, theirs: null },
      { kind: 'payment', number: '', theirs: null },
    ]);
  });

  test.each([
    ['ru', 'Акт сверки', 'Отгрузка по заказу № 26-000123', '308 500,00', 'Разногласия'],
    [
      'kk',
      'Өзара есеп айырысуды салыстыру актісі',
      'Тапсырыс бойынша жөнелту № 26-000123',
      '308 500,00',
      'Келіспеушіліктер',
    ],
    ['en', 'Reconciliation act', 'Goods by order No. 26-000123', '308,500.00', 'Disagreements'],
  ] as const)('is printed in %s', async (language, title, goods, closing, disagreements) => {
    const act = reconciliationAct(period, ledgerOf(8_500_00, [disputed, transfer]), parties);
    const { text } = await readPdf(
      await renderPdf(documentPaper(act, language, 'https://shop.example')),
    );
    expect(text).toContain(title);
    expect(text).toContain(goods);
    expect(text).toContain(closing);
    expect(text).toContain(disagreements);
    expect(text).toContain('Недовес 36 кг');
  });
});
