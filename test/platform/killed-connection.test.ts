import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';

const PROGRAM = 'test/support/programs/survive-killed-connections.ts';
let url: string;

beforeAll(async () => {
  ({ url } = await freshDatabase());
});

const run = (kind: 'ours' | 'deaf') =>
  spawnSync(process.execPath, [...builtProgram(PROGRAM), url, kind], { encoding: 'utf8' });

test('a killed connection, idle or inside a transaction, leaves the process alive and able to ask again', () => {
  const ended = run('ours');

  expect(ended.stderr).toBe('');
  expect(ended.stdout).toBe('alive');
  expect(ended.status).toBe(0);
});

test('a pool whose clients nobody listens to dies of the same: the test above can fail', () => {
  const ended = run('deaf');

  expect(ended.status).not.toBe(0);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain('terminating connection');
});
