import type { SpawnOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { runProgram } from './run-program.ts';

/** A user of this machine and the user's first group, by number. */
export type Account = { uid: number; gid: number };

/**
 * The account that PostgreSQL runs as when the program itself runs as root,
 * which PostgreSQL refuses: the owner of the cluster if there is one already
 * (an ordinary user may have made it), else an unprivileged account that the
 * machine has anyway. Absent for an ordinary user, who runs the server himself.
 */
export function serviceAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return chooseAccount(readFileSync('/etc/passwd', 'utf8'));
}

/**
 * Picks from the text of a passwd file: `postgres`, else `nobody`. Throws with
 * advice where both are missing.
 */
export function chooseAccount(passwd: string): Account {
  const users = passwd.split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error(
    'Started as root, and there is no account "postgres" or "nobody" to run PostgreSQL. ' +
      'Run as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * How to start PostgreSQL's programs: as the account, in a folder that every
 * account may enter, with messages in English whatever the machine speaks.
 * Nothing else of our environment is handed on; it may hold secrets.
 */
export const launchAs = (account: Account | undefined): SpawnOptions => ({
  ...account,
  cwd: '/',
  env: { LC_ALL: 'C' },
});

/** Whether the account can get through to a file or folder and read it, all folders above included. */
export async function canReach(account: Account, file: string): Promise<boolean> {
  const asked = await runProgram('/bin/sh', ['-c', 'test -r "$1"', 'sh', file], launchAs(account));
  return asked.code === 0;
}
