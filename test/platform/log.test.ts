import pg from 'pg';
import { expect, test } from 'vitest';
import { createLog } from '../../src/platform/log.ts';

const canary = 'canary-5f0c';

function logged(facts: object): string {
  let text = '';
  createLog('info', { write: (line: string) => (text += line) }).info(facts, 'said');
  return text;
}

test.each([
  ...['password', 'token', 'cookie', 'authorization', 'secret', 'totpSecret', 'databaseUrl'],
  ...['secretKey', 'webhookSecret', 'signature'],
])('a %s is not written down, at the top or two levels deep', (name) => {
  const facts = { [name]: canary, form: { [name]: canary, deeper: { [name]: canary } } };

  expect(logged(facts)).toContain('said');
  expect(logged(facts)).not.toContain(canary);
});

test('an error of the database keeps its code and constraint, and loses the row', () => {
  const error = new pg.DatabaseError('duplicate key value', 1, 'error');
  Object.assign(error, {
    code: '23505',
    constraint: 'person_email',
    detail: `Key (email)=(${canary}) already exists.`,
    where: canary,
  });

  const text = logged({ err: error });

  expect(text).toContain('23505');
  expect(text).toContain('person_email');
  expect(text).not.toContain(canary);
});

test('the cause of an error is told with it', () => {
  const text = logged({ err: new Error('above', { cause: new Error('beneath') }) });

  expect(text).toContain('beneath');
});
