import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { builtProgram } from './built-program.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type Child = {
  process: ChildProcess;
  /** Waits for a text on either output and gives everything said so far; rejects when the process ends without it. */
  says: (text: string | RegExp) => Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; said: string }>;
};

/** One of our own programs as a process of its own, killed at the end of the test if it still lives. */
export function aChild(program: string, environment: Record<string, string>): Child {
  const child = spawn(process.execPath, builtProgram(program), {
    cwd: root,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...environment },
  });
  // Not by a hook of this module: files of tests share it, and it would be one of the first file alone.
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended: Child['ended'] = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, said });
    });
  });
  const says = (text: string | RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (!(typeof text === 'string' ? said.includes(text) : text.test(said))) return;
        listeners.delete(look);
        resolve(said);
      };
      listeners.add(look);
      void ended.then(() => reject(new Error(`ended without saying ${text}:\n${said}`)));
      look();
    });
  return { process: child, says, ended };
}

/** The web program on a free port; gives its address when it is open. */
export async function aWebProcess(environment: Record<string, string>) {
  const child = aChild('src/main.ts', { PORT: '0', ...environment });
  const said = await child.says(/open at http:\/\/127\.0\.0\.1:\d+\n/);
  const address = /open at (\S+)/.exec(said)?.[1] ?? '';
  return { ...child, address, port: Number(new URL(address).port) };
}
