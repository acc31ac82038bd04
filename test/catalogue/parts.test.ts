import { expect, test } from 'vitest';
import { textsWithout } from '../../src/catalogue/reading/parts.ts';

test.each([
  [
    'арматура 12 А500С 11,7м 2т',
    {
      size: 'арматура А500С 11,7м 2т',
      grade: 'арматура 12 11,7м 2т',
      length: 'арматура 12 А500С 2т',
      quantity: 'арматура 12 А500С 11,7м',
    },
  ],
  [
    'труба 108х4 ГОСТ 8732 ст 20',
    { size: 'труба ГОСТ 8732 ст 20', grade: 'труба 108х4 ГОСТ 8732' },
  ],
  ['балка 20Б1 С255', { number: 'балка С255', grade: 'балка 20Б1' }],
  ['уголок', {}],
])('of «%s» each part can be taken back alone', (text, left) => {
  expect(textsWithout(text)).toMatchObject(left);
});

test('nothing is offered that would take another part along', () => {
  // Without its standard the pipe is no longer seamless, and «12 х 6 м» is no size without its length.
  expect(textsWithout('труба 108х4 ГОСТ 8732')).not.toHaveProperty('standard');
  expect(textsWithout('лист '.repeat(20))).toEqual({});
});
