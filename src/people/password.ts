import { hash, type Options, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. The cost stands in the stored text, so it can be raised later. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** A password as it is stored. Takes some twenty milliseconds of a processor; never inside a transaction. */
export function hashPassword(plain: string): Promise<string> {
  return hash(plain.normalize('NFKC'), COST);
}

/**
 * Whether a password is the stored one. Without a stored one it spends the same
 * time and says no, so that nobody learns which accounts exist.
 */
export async function checkPassword(
  stored: string | null | undefined,
  plain: string,
): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const isRight = await verify(stored ?? (await decoy), plain.normalize('NFKC'));
  return isRight && stored !== null && stored !== undefined;
}
