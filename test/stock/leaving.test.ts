import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LeavingLine, leaveStock, type StockToLeave } from '../../src/stock/leaving.ts';

const at = { branchCode: 'ALA', productId: 'bar' };
const line = (orderLineId: string, weightG: number, closes = false): LeavingLine => ({
  ...{ ...at, orderLineId, lots: [{ lotId: 'old', weightG }], closes },
});
const stock = (given: Partial<StockToLeave> & { onHandG: number; reservedG: number }) => ({
  levels: [{ ...at, onHandG: given.onHandG, reservedG: given.reservedG }],
  lots: given.lots ?? [{ lotId: 'old', onHandG: given.onHandG }],
  held: given.held ?? [],
});
const held = (orderLineId: string, weightG: number) => ({
  ...{ reservationId: `of ${orderLineId}`, orderLineId, weightG },
});

test('of what is held as much is shipped as left, and the rest stays held', () => {
  const [left] = leaveStock(
    [line('a', 60)],
    stock({ onHandG: 100, reservedG: 80, held: [held('a', 80)] }),
  );
  expect(left).toMatchObject({ goneG: 60, shippedG: 60, restG: 20, reservationId: 'of a' });
});

test('what the scale found beyond what a lot has was never in it', () => {
  const [left] = leaveStock([line('a', 120)], stock({ onHandG: 100, reservedG: 0 }));
  expect(left).toMatchObject({ goneG: 100, taken: [{ lotId: 'old', weightG: 100 }] });
});

test('what others hold is never taken by the scale alone', () => {
  const [left] = leaveStock(
    [line('a', 100)],
    stock({ onHandG: 100, reservedG: 90, held: [held('a', 50)] }),
  );
  expect(left).toMatchObject({ goneG: 60, shippedG: 50, restG: 0 });
});

test('of two lines of one lot the second finds what the first left, and what it gave back', () => {
  const both = stock({ onHandG: 100, reservedG: 90, held: [held('a', 50), held('b', 40)] });
  expect(leaveStock([line('a', 30, true), line('b', 75)], both)).toMatchObject([
    { goneG: 30, shippedG: 30, restG: 20 },
    { goneG: 70, shippedG: 40, restG: 0 },
  ]);
  expect(leaveStock([line('a', 30), line('b', 75)], both)).toMatchObject([
    { goneG: 30, restG: 20 },
    { goneG: 50, shippedG: 40 },
  ]);
});

const grams = fc.integer({ min: 0, max: 1000 });
test('whatever leaves: no lot gives more than it has, and what is left of a level is never less than what is still held', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ lots: fc.tuple(grams, grams), heldG: grams, closes: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.tuple(grams, grams),
      grams,
      (wanted, onHand, othersG) => {
        const heldG = wanted.reduce((sum, one) => sum + one.heldG, 0);
        const reservedG = Math.min(heldG + othersG, onHand[0] + onHand[1]);
        fc.pre(reservedG >= heldG);
        const lines = wanted.map(({ lots, closes }, index) => ({
          ...{ ...at, orderLineId: String(index), closes },
          lots: lots.map((weightG, lot) => ({ lotId: String(lot), weightG })),
        }));
        const left = leaveStock(lines, {
          levels: [{ ...at, onHandG: onHand[0] + onHand[1], reservedG }],
          lots: onHand.map((onHandG, lot) => ({ lotId: String(lot), onHandG })),
          held: wanted.map((one, index) => held(String(index), one.heldG)),
        });
        const sum = (of: (one: (typeof left)[number]) => number) =>
          left.reduce((all, one) => all + of(one), 0);
        for (const lot of [0, 1] as const) {
          const taken = left.flatMap((one) => one.taken).filter(({ lotId }) => lotId === `${lot}`);
          const gaveG = taken.reduce((all, { weightG }) => all + weightG, 0);
          expect(gaveG).toBeLessThanOrEqual(onHand[lot]);
        }
        const endedG = sum((one) => one.shippedG + (one.closes ? one.restG : 0));
        expect(onHand[0] + onHand[1] - sum((one) => one.goneG)).toBeGreaterThanOrEqual(
          reservedG - endedG,
        );
        expect(sum((one) => one.shippedG + one.restG)).toBe(heldG);
      },
    ),
  );
});
