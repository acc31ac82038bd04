import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

const program = path.join(import.meta.dirname, '../support/programs/survive-killed-connections.ts');
let url: string;

beforeAll(async () => {
  ({ url } = await freshDatabase());
});

const run = (kind: 'ours' | 'deaf') =>
  spawnSync(process.execPath, ['--import', 'tsx', program, url, kind], { encoding: 'utf8' });

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
