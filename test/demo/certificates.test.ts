import { expect, test } from 'vitest';
import { checkCertificate } from '../../src/certificates/check-certificate.ts';
import { markKey } from '../../src/certificates/mark-key.ts';
import { readCertificate } from '../../src/certificates/stored-certificate.ts';
import { makeDemoWorld } from '../../src/demo/make-demo-world.ts';

const plan = { at: new Date('2026-11-25T10:00:00Z'), months: 2, passwordHash: 'x' };
const world = makeDemoWorld({ ...plan, seed: 1 });
const { warehouse, certificates } = world;
const products = new Map(world.catalogue.products.map((product) => [product.id, product]));
const lotsOf = new Map(
  warehouse.lots.map((lot) => [`${lot.millId} ${markKey(lot.heatNumber)}`, lot] as const),
);

test('every certificate of the demo world is in order, but for two whose faults were accepted', () => {
  const wrong = certificates.certificates.flatMap((kept) => {
    const certificate = readCertificate(kept.content);
    const goods = certificate.heats.flatMap(({ heatNumber }) => {
      const lot = lotsOf.get(`${kept.millId} ${markKey(heatNumber)}`);
      const product = lot && products.get(lot.productId);
      if (!lot || !product) return [];
      return [
        {
          ...{ lotId: lot.id, heatNumber, grade: product.grade, form: product.form },
          thicknessUm:
            product.flangeThicknessUm ?? product.thicknessUm ?? product.diameterUm ?? null,
          ...{ receivedOn: String(lot.receivedOn), receivedG: Number(lot.receivedG), pieces: null },
        },
      ];
    });
    const { faults } = checkCertificate(certificate, {
      ...{ today: '2026-11-25', goods, lotHeatNumber: null, certifiedG: {}, isNumberUsed: false },
    });
    expect(faults).toEqual(kept.faults);
    return faults.map(({ code }) => code);
  });

  expect(wrong.toSorted()).toEqual(['dated-after-goods', 'element-above']);
});

test('most lots have one, and a few have none', () => {
  const certified = new Set(
    certificates.certificates.flatMap(({ id, millId }) =>
      certificates.heats
        .filter(({ certificateId }) => certificateId === id)
        .map(({ heatNumber }) => `${millId} ${markKey(heatNumber)}`),
    ),
  );
  const missing = [...lotsOf.keys()].filter((key) => !certified.has(key)).length;

  expect(missing / lotsOf.size).toBeGreaterThan(0.01);
  expect(missing / lotsOf.size).toBeLessThan(0.06);
});

test('no two heats of a mill have one number, and no two papers', () => {
  expect(lotsOf.size).toBe(warehouse.lots.length);
  const numbers = certificates.certificates.map(({ millId, number }) => `${millId} ${number}`);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('what orders got of lots, and what lies there, is no more than came', () => {
  const given = new Map<string, number>();
  for (const { lotId, weightG } of warehouse.allocations) {
    given.set(lotId, (given.get(lotId) ?? 0) + Number(weightG));
  }
  expect(given.size).toBeGreaterThan(0);
  for (const { id, onHandG, receivedG } of warehouse.lots) {
    expect(Number(onHandG) + (given.get(id) ?? 0)).toBeLessThanOrEqual(Number(receivedG));
  }
});
