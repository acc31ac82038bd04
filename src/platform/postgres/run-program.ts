import { type SpawnOptions, spawn } from 'node:child_process';

/**
 * Runs a program to its end and returns its exit code with everything it said,
 * errors included. A program that cannot be started at all counts as code -1;
 * one ended by a signal has no code. Nothing is thrown.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      hear(Buffer.from(error.message));
      resolve(-1);
    });
    child.once('close', resolve);
  });
  return { code, said };
}
