import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ended, heard } from '../world.ts';
import type { SqlFigures, SqlFloor } from './sql.ts';

const start = (program: string, file: string) =>
  spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, program), file], {
    cwd: path.resolve(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Starts the bare server with a page to answer; says where, and how it is ended. */
export async function openConstant(
  folder: string,
  page: string,
): Promise<{ address: string; end: () => Promise<void> }> {
  const file = path.join(folder, 'page.html');
  await writeFile(file, page);
  const child = start('constant.ts', file);
  const port = await heard(child, /^(\d+)$/);
  return { address: `http://127.0.0.1:${port}`, end: () => ended(child) };
}

/** Sends the statements through pg alone, in a process of its own, and gives its figures; throws where a statement fails. */
export async function measureSql(folder: string, floor: SqlFloor): Promise<SqlFigures> {
  const file = path.join(folder, 'statements.json');
  await writeFile(file, JSON.stringify(floor));
  const child = start('sql.ts', file);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the statements alone ended with ${code}`);
  return JSON.parse(said) as SqlFigures;
}
