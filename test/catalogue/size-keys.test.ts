import { expect, test } from 'vitest';
import { readSearchPhrase } from '../../src/catalogue/search-phrase.ts';
import { sizeKeysOf } from '../../src/catalogue/size-keys.ts';

const pipes = ['pipe_vgp', 'pipe_welded', 'pipe_seamless', 'tube_square', 'tube_rect'];

test.each([
  ['уголок 50х50х5', { forms: ['angle'], all: ['angle'], any: ['50000x50000x5000'], words: [] }],
  ['труба 57*3,5', { all: [], any: ['57000x3500'], forms: pipes, words: [] }],
  ['труба', { all: [], any: [], forms: pipes, words: [] }],
  ['круг 8/10', { forms: ['round_bar'], all: ['round_bar'], any: ['8000', '10000'], words: [] }],
  ['сетка 50х50х4х1000', { forms: ['mesh'], all: ['mesh'], any: ['50000x50000x4000'], words: [] }],
  ['балка 20Б1', { forms: ['beam'], all: ['beam', '№20б1'], any: [], words: [] }],
  ['beam 20B1', { forms: ['beam'], all: ['beam', '№20б1'], any: [], words: [] }],
  ['beam 30Sh2', { forms: ['beam'], all: ['beam', '№30ш2'], any: [], words: [] }],
  ['channel 20P', { forms: ['channel'], all: ['channel', '№20п'], any: [], words: [] }],
  ['швеллер 6,5У', { forms: ['channel'], all: ['channel', '№6.5y'], any: [], words: [] }],
  ['channel 6.5U', { forms: ['channel'], all: ['channel', '№6.5y'], any: [], words: [] }],
  ['балка HEA 200', { forms: ['beam'], all: ['beam', '№200'], any: [], words: ['hea'] }],
  [
    'двутавр 20 гост 57837',
    { forms: ['beam'], all: ['beam', '№20'], any: [], words: ['гoct', '57837'] },
  ],
  ['двутавр 30 Б1/Б2', { forms: ['beam'], all: ['beam'], any: ['№30б1', '№30б2'], words: [] }],
  ['лист', { forms: ['sheet'], all: ['sheet'], any: [], words: [] }],
])('reads «%s» as the keys by which products are kept', (typed, keys) => {
  expect(sizeKeysOf(readSearchPhrase(typed))).toEqual(keys);
});
