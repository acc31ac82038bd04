/**
 * Whether a process with this number exists on this machine, whoever owns it.
 * A number is recycled after its process has ended, so `true` may mean a
 * stranger; `false` is certain. A zombie counts as alive.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
