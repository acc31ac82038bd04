import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from '../../src/people/password.ts';
import { passwordProblem } from '../../src/people/password-rule.ts';

const email = 'saule.akhmetova@altyn.example';

test.each([
  ['', 'tooShort:10'],
  ['nine char', 'tooShort:10'],
  ['x1'.repeat(101), 'tooLong:200'],
  ['saule.akhmetova@altyn.example', 'isEmail'],
  ['SAULE.AKHMETOVA@altyn.example ', 'isEmail'],
  ['saule.akhmetova', 'isEmail'],
  ['Password123', 'common'],
  ['qwertyuiop', 'common'],
  ['ЙЦУКЕНГШЩЗ', 'common'],
  ['ａｄｍｉｎ１２３４５', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abcabcabcab', 'common'],
])('the password “%s” is refused as %s', (plain, problem) => {
  expect(passwordProblem(plain, email)).toBe(problem);
});

test.each(['ten chars!', 'correct horse battery', 'түйе мен темір', '🐎🐎🐎🐎🐎 а теперь?'])(
  'the password “%s” is taken',
  (plain) => {
    expect(passwordProblem(plain, email)).toBeUndefined();
  },
);

test('a character counts once, however many units it is written in', () => {
  expect(passwordProblem('🐎🐄🐖🐏🐐', email)).toBe('tooShort:10');
});

test('the same password typed in another form of Unicode opens, nothing else does, and no password never', async () => {
  const stored = await hashPassword('Ёлка на складе №5');

  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await checkPassword(stored, 'Ёлка на складе №5'.normalize('NFD'))).toBe(true);
  expect(await checkPassword(stored, 'ёлка на складе №5')).toBe(false);
  expect(await checkPassword(null, '')).toBe(false);
  expect(await checkPassword(undefined, 'nobody has this password')).toBe(false);
});
