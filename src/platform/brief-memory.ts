/** Remembers for a moment what is dear to read and the same for many; gives what `read` gave for the key. */
export type BriefMemory<Value> = (key: string, read: () => Promise<Value>) => Promise<Value>;

/**
 * A memory of one process that keeps each answer for some milliseconds. Whoever
 * asks while it is being read waits for the same reading; one that failed is
 * forgotten at once. Nothing that depends on who asks may be kept under a key
 * that does not say who. The oldest of more than `keysMax` answers is dropped.
 */
export function createBriefMemory<Value>(options: {
  forMs: number;
  keysMax: number;
  now: () => number;
}): BriefMemory<Value> {
  const { forMs, keysMax, now } = options;
  const kept = new Map<string, { value: Promise<Value>; until: number }>();
  return (key, read) => {
    const known = kept.get(key);
    if (known && known.until > now()) return known.value;
    const value = read();
    kept.delete(key);
    kept.set(key, { value, until: now() + forMs });
    value.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > keysMax && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
