import { expect, test } from 'vitest';
import { readLoyaltyData } from '../../src/loyalty/data-files.ts';
import {
  parseDriverDefinitions,
  readDriverDefinitions,
} from '../../src/loyalty/driver-definitions.ts';
import { readInstrument } from '../../src/loyalty/instrument.ts';

const instrument = readInstrument();

test('each of the four outcomes has its definition; emotional loyalty has no driver that customers answer', () => {
  const { outcomes, forbiddenWords } = readDriverDefinitions(instrument);
  expect(outcomes.map(({ id, drivers }) => [id, drivers.length])).toEqual([
    ['RLOY', 8],
    ['ELOY', 0],
    ['HSA', 1],
    ['LSA', 5],
  ]);
  expect(forbiddenWords).toContain('drives');
  expect(forbiddenWords).toContain('causes');
});

test.each([
  ['an outcome in disguise', 'CCS1', /which is outcome/],
  ['an item with a lost wording', 'AE3', /which is lost wording/],
  ['an item of employees', 'INV1', /INV1 of employees/],
  ['an added item', 'OSAT', /OSAT, which is no driver/],
  ['an item that is none', 'AE9', /which is no item/],
])('%s is never a driver', (_, item, fault) => {
  const view = structuredClone(readLoyaltyData('driver_view')) as {
    outcomes: { usable_driver_items: string[] }[];
  };
  view.outcomes[0]!.usable_driver_items.push(item);
  expect(() => parseDriverDefinitions(view, instrument)).toThrow(fault);
});
