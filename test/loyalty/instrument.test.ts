import { expect, test } from 'vitest';
import { readLoyaltyData } from '../../src/loyalty/data-files.ts';
import { parseInstrument, readInstrument } from '../../src/loyalty/instrument.ts';

type Raw = Record<string, unknown>;
type RawInstrument = {
  items: Raw[];
  extra_items: Raw[];
  touchpoints: Raw[];
  constructs: Raw[];
  gates: string[];
  scales: Record<string, Raw>;
};

/** The shipped instrument with one thing about it changed. */
function changed(change: (instrument: RawInstrument) => void): () => unknown {
  const instrument = structuredClone(readLoyaltyData('instrument')) as RawInstrument;
  change(instrument);
  return () => parseInstrument(instrument);
}

test('the shipped instrument holds the thirty questions of the paper, ours beside them, and those of the staff', () => {
  const { items, staffItems, touchpoints, languages, version } = readInstrument();
  const paper = items.filter(({ source }) => source === 'paper_table1');
  expect(paper.filter(({ audience }) => audience === 'customer')).toHaveLength(20);
  expect(paper.filter(({ audience }) => audience === 'employee')).toHaveLength(10);
  expect(items).toHaveLength(43);
  expect(staffItems).toHaveLength(10);
  expect(touchpoints).toHaveLength(14);
  expect(languages).toEqual(['en', 'ru', 'kk']);
  expect(version).toBe('1.0.0');
});

test('outcomes in disguise and lost wordings are no drivers and enter no score', () => {
  const { items, constructs } = readInstrument();
  const of = (id: string) => items.find((item) => item.id === id)!;
  expect(['CCS1', 'CCS3', 'TFC3', 'SUS2'].map((id) => of(id).role)).toEqual(
    Array.from({ length: 4 }, () => 'outcome'),
  );
  expect(of('SUS3').role).toBe('kano_dysfunctional');
  expect(of('AE3').countsInConstruct).toBe(false);
  expect(constructs.find(({ id }) => id === 'SUS')?.isScored).toBe(false);
});

test.each<[string, (instrument: RawInstrument) => void, RegExp]>([
  ['a wording without Kazakh', ({ items }) => delete (items[0]!['wording'] as Raw)['kk'], /kk/],
  [
    'an empty wording',
    ({ items }) => Object.assign(items[0]!['wording'] as Raw, { ru: ' ' }),
    /ru/,
  ],
  [
    'a scale that is none',
    ({ items }) => Object.assign(items[0]!, { scale: 'q6' }),
    /AE1 names scale q6, which is none/,
  ],
  [
    'a touchpoint that is none',
    ({ items }) => Object.assign(items[0]!, { touchpoints: ['TP_DREAM'] }),
    /AE1 names touchpoint TP_DREAM, which is none/,
  ],
  [
    'an anchor that is none',
    ({ touchpoints }) => Object.assign(touchpoints[0]!, { anchor_item: 'XSAT' }),
    /TP_REQUEST_CLOSED names item XSAT, which is none/,
  ],
  [
    'an item that stands there twice',
    ({ items, extra_items: added }) => added.push(items[0]!),
    /item AE1 stands there twice/,
  ],
  [
    'a construct with an item that is none',
    ({ constructs }) => (constructs[0]!['items'] as string[]).push('AE7'),
    /AE names item AE7, which is none/,
  ],
  [
    'an item whose construct does not know it',
    ({ constructs }) =>
      Object.assign(constructs[0]!, { items: ['AE2', 'AE3', 'AE4', 'AE5', 'AE6'] }),
    /AE does not list its item AE1/,
  ],
  ['a missing gate', ({ gates }) => gates.pop(), /no gate NO_ITEM/],
  ['a gate that nobody built', ({ gates }) => gates.push('FULL_MOON'), /gates/],
  [
    'a window that never opens',
    ({ touchpoints }) => Object.assign(touchpoints[0]!, { latest_hours_after_event: 0 }),
    /window of TP_REQUEST_CLOSED is never open/,
  ],
  [
    'a touchpoint at which nothing is asked',
    ({ touchpoints }) => touchpoints.push({ ...touchpoints[0]!, id: 'TP_NEW', anchor_item: null }),
    /TP_NEW has nothing to ask/,
  ],
  [
    'staff asked as customers',
    ({ items }) => Object.assign(items[0]!, { audience: 'employee' }),
    /TP_REQUEST_CLOSED asks customers what AE1 asks employees/,
  ],
  [
    'labels of other answers',
    ({ scales }) => Object.assign(scales['q5']!, { values: [1, 2, 3, 4] }),
    /labels of q5 are not its values/,
  ],
  [
    'a Kano question without its twin',
    ({ extra_items: added }) =>
      added.splice(
        added.findIndex(({ id }) => id === 'SUS3F'),
        1,
      ),
    /SUS3 names item SUS3F, which is none/,
  ],
  [
    'an alarm at no answer',
    ({ items }) => Object.assign(items[0]!['alarm'] as Raw, { value: 9 }),
    /alarm of AE1 is at 9, which is no answer/,
  ],
  [
    'an operator of skip rules that nobody built',
    ({ items }) => Object.assign((items[0]!['skip_logic'] as Raw[])[0]!, { op: 'like' }),
    /op/,
  ],
])('%s is no instrument', (_, change, fault) => {
  expect(changed(change)).toThrow(fault);
});
