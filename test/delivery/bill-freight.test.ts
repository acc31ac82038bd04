import { expect, test } from 'vitest';
import {
  freightCorrection,
  freightLeaving,
  type FreightToBill,
} from '../../src/delivery/bill-freight.ts';
import type { LineToSettle } from '../../src/delivery/settle-line.ts';
import type { ShipmentStage } from '../../src/platform/db/schema.ts';

const T = 1_000_000;

type Part = { stage: ShipmentStage; plannedG: number; billedG?: number };

/** Ten tonnes sold by weight, on vehicles one behind another. */
const line = (parts: readonly Part[]): LineToSettle => ({
  ...{ id: 'line', position: 1, sku: 'SKU', productId: 'goods', vatRateBp: 1600 },
  ...{ saleBasis: 'actual', weightG: 10 * T, pieces: null, toleranceBp: null },
  ...{ netMinor: 1_000_000, vatMinor: 160_000, services: [] },
  parts: parts.map(({ stage, plannedG, billedG = null }, index) => ({
    ...{ shipmentId: `V${index + 1}`, shipmentLineId: `L${index + 1}`, stage, plannedG, billedG },
    ...{ plannedPieces: null, loadedG: billedG, loadedPieces: null, weighedG: billedG },
    ...{ taggedG: null, isExcessAccepted: false, onScale: null, netMinor: null, vatMinor: null },
  })),
});

const freight = (billedNetMinor = 0): FreightToBill => ({
  ...{ id: 'freight', vatRateBp: 1600, charging: 'per-shipment' },
  ...{ netMinor: 100_000, vatMinor: 16_000 },
  ...{ billedNetMinor, billedVatMinor: Math.round((billedNetMinor * 16) / 100) },
});

test('a vehicle that is not needed any more takes its part of the freight along', () => {
  const full = { stage: 'left', plannedG: 5 * T, billedG: 9.8 * T } as const;
  const stands = [line([full, { stage: 'planned', plannedG: 5 * T }])];
  expect(freightCorrection(freight(50_000), stands)).toEqual({ netMinor: 0, vatMinor: 0 });
  const gone = [line([full, { stage: 'cancelled', plannedG: 5 * T }])];
  expect(freightCorrection(freight(50_000), gone)).toEqual({ netMinor: -50_000, vatMinor: -8_000 });
});

test('nothing is given back while goods have to leave, nor where all of it was billed, nor where there is none', () => {
  const half = { stage: 'left', plannedG: 5 * T, billedG: 5 * T } as const;
  const nothing = { netMinor: 0, vatMinor: 0 };
  expect(freightCorrection(freight(50_000), [line([half])])).toEqual(nothing);
  expect(freightCorrection(freight(100_000), [line([half, half])])).toEqual(nothing);
  expect(freightCorrection(undefined, [line([half, half])])).toEqual(nothing);
});

test('three vehicles are three parts, though the first left a little light', () => {
  const light = { stage: 'left', plannedG: 3_333_000, billedG: 3_300_000 } as const;
  const second = { stage: 'weighed', plannedG: 3_333_000 } as const;
  const third = { stage: 'planned', plannedG: 3_334_000 } as const;
  const parts = freightLeaving(freight(33_333), [line([light, second, third])], 'V2');
  expect(parts.netMinor).toBe(33_334);
});
