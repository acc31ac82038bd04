import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const plan = path.join(root, 'test/support/programs');

let folder: string | undefined;

/**
 * The arguments by which node runs a program of the shop or of the tests, named from the
 * project's folder. Everything is built once by each process of tests: a program that
 * starts from TypeScript takes three times as long, and dozens are started and killed.
 */
export function builtProgram(program: string): string[] {
  folder ??= build(path.join(root, `dist/tests-${process.env['VITEST_POOL_ID'] ?? '0'}`));
  return ['--enable-source-maps', path.join(folder, program.replace(/\.ts$/, '.js'))];
}

/** Types are for another check to look at. */
function build(into: string): string {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', plan, '--outDir', into], { stdio: 'inherit' });
  return into;
}
