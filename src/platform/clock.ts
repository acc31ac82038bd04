import { readFileSync } from 'node:fs';

/** The present moment. Asked once per request and per job; everything below is told. */
export type Clock = () => Date;

/**
 * The machine's clock, or one moved by the seconds that a file holds: tests and
 * the demo change the file to travel. An unreadable file means no offset.
 */
export function clock(offsetFile?: string): Clock {
  if (!offsetFile) return () => new Date();
  return () => new Date(Date.now() + offsetMs(offsetFile));
}

function offsetMs(file: string): number {
  try {
    const seconds = Number(readFileSync(file, 'utf8').trim());
    return Number.isFinite(seconds) ? seconds * 1000 : 0;
  } catch {
    return 0;
  }
}
