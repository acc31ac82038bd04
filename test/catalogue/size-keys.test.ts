import { expect, test } from 'vitest';
import { foldText } from '../../src/catalogue/fold-text.ts';
import { readSearchPhrase } from '../../src/catalogue/search-phrase.ts';
import { sizeKeysOf } from '../../src/catalogue/size-keys.ts';

test.each([
  ['уголок 50х50х5', { all: ['angle'], any: ['50000x50000x5000'], words: [] }],
  ['труба 57*3,5', { all: [], any: ['57000x3500'], words: [foldText('труба')] }],
  ['круг 8/10', { all: ['round_bar'], any: ['8000', '10000'], words: [] }],
  ['сетка 50х50х4х1000', { all: ['mesh'], any: ['50000x50000x4000'], words: [] }],
  ['балка 20Б1', { all: ['beam', '№20б1'], any: [], words: [] }],
  ['beam 20B1', { all: ['beam', '№20б1'], any: [], words: [] }],
  ['beam 30Sh2', { all: ['beam', '№30ш2'], any: [], words: [] }],
  ['channel 20P', { all: ['channel', '№20п'], any: [], words: [] }],
  ['швеллер 6,5У', { all: ['channel', '№6.5y'], any: [], words: [] }],
  ['channel 6.5U', { all: ['channel', '№6.5y'], any: [], words: [] }],
  ['балка HEA 200', { all: ['beam', '№200'], any: [], words: ['hea'] }],
  ['двутавр 20 гост 57837', { all: ['beam', '№20'], any: [], words: ['гoct', '57837'] }],
  ['двутавр 30 Б1/Б2', { all: ['beam'], any: ['№30б1', '№30б2'], words: [] }],
  ['лист', { all: ['sheet'], any: [], words: [] }],
])('reads «%s» as the keys by which products are kept', (typed, keys) => {
  expect(sizeKeysOf(readSearchPhrase(typed))).toEqual(keys);
});
