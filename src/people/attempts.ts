import { createHash } from 'node:crypto';
import type { Db } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  type AttemptLimit,
  countAttempt,
  forgetAttempts,
  isRemembered,
  remember,
  uncountAttempt,
} from './attempts.queries.ts';
import { placeOf } from './network.ts';

/** What is being guessed. */
type Secret = 'password' | 'code';

/** Who tries what from where. `email` is what was typed, whether or not anybody has it. */
export type Attempt = { secret: Secret; email: string; address: string };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One account from one visitor: each step waits longer than the one before. */
const byVisitor = [
  { name: 'visitor-minute', attemptsMax: 5, windowSeconds: MINUTE },
  { name: 'visitor-quarter', attemptsMax: 10, windowSeconds: 15 * MINUTE },
  { name: 'visitor-day', attemptsMax: 30, windowSeconds: DAY },
] as const satisfies readonly AttemptLimit[];

/** One account from all places its owner has never signed in from: slows those who guess from a thousand addresses. */
const byAccount = { name: 'account', attemptsMax: 50, windowSeconds: HOUR };

/** All accounts from one neighbourhood. */
const byNetwork = { name: 'network', attemptsMax: 100, windowSeconds: 15 * MINUTE };

/** Places from which an account was signed in to. */
const knownPlace = { name: 'known', attemptsMax: 1, windowSeconds: 90 * DAY };

/** A company's invitations: letters to people who did not ask for them. */
const byInviter = { name: 'inviter', attemptsMax: 30, windowSeconds: HOUR };

/** Files that one person sends. */
const bySender = { name: 'sender', attemptsMax: 100, windowSeconds: HOUR };

/** Keys of companies that one person makes. */
const byKeyMaker = { name: 'key-maker', attemptsMax: 30, windowSeconds: HOUR };

/** Requests of one key. */
const byKey = { name: 'api-key', attemptsMax: 300, windowSeconds: MINUTE };

/** One code of a letter, for longer than it holds. */
const triesOfCode = { name: 'code-tries', attemptsMax: 5, windowSeconds: HOUR };

/** Codes for one link of a quote, and from one neighbourhood. */
const codesOfLink = { name: 'link-codes', attemptsMax: 5, windowSeconds: HOUR };
const codesOfNetwork = { name: 'network-codes', attemptsMax: 30, windowSeconds: HOUR };

/** Codes of tablets that one neighbourhood tries. */
const codesOfTablets = { name: 'tablet-codes', attemptsMax: 20, windowSeconds: HOUR };

const resetsOfAccount = { name: 'reset-account', attemptsMax: 3, windowSeconds: HOUR };
const resetsOfNetwork = { name: 'reset-network', attemptsMax: 20, windowSeconds: HOUR };

/**
 * Counts an attempt before it is known whether it is right, and throws
 * `too-many-attempts` when there were too many. What strangers do elsewhere
 * never shuts out an owner at a place from which he has signed in before: there
 * only his own attempts count.
 */
export async function beginAttempt(db: Db, attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt);
  for (const limit of byVisitor) await countAttempt(db, limit, keys.visitor);
  if (await isRemembered(db, knownPlace, keys.known)) return;
  await countAttempt(db, byAccount, keys.account);
  await countAttempt(db, byNetwork, keys.network);
}

/** The attempt was right: it was the owner, so his own count begins anew and he burdens nobody else's. */
export async function settleAttempt(db: Db, attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt);
  for (const limit of byVisitor) await forgetAttempts(db, limit, keys.visitor);
  if (await isRemembered(db, knownPlace, keys.known)) return;
  await uncountAttempt(db, byAccount, keys.account);
  await uncountAttempt(db, byNetwork, keys.network);
}

/**
 * Lets the owner of a new password try it at once, where he mistyped the old
 * one too often, and knows the place as his own: his mail proved who he is.
 */
export async function forgiveVisitor(
  db: Db,
  of: { email: string; address: string },
): Promise<void> {
  const keys = keysOf({ secret: 'password', ...of });
  for (const limit of byVisitor) await forgetAttempts(db, limit, keys.visitor);
  await knowPlace(db, of);
}

/** From here this place is the owner's own, for 90 days. Only for whoever has given all that was asked. */
export async function knowPlace(db: Db, of: { email: string; address: string }): Promise<void> {
  await remember(db, knownPlace, keysOf({ secret: 'password', ...of }).known);
}

/** Counts a wish for a new password by network; throws `too-many-attempts` beyond twenty an hour. */
export async function beginReset(db: Db, address: string): Promise<void> {
  await countAttempt(db, resetsOfNetwork, placeOf(address).network);
}

/** Counts a letter with a reset link to one address; throws `too-many-attempts` beyond three an hour. */
export async function countResetLetter(db: Db, email: string): Promise<void> {
  await countAttempt(db, resetsOfAccount, digest(email));
}

/** Counts an invitation; throws `too-many-attempts` beyond thirty an hour by one person. */
export async function countInvitation(db: Db, personId: string): Promise<void> {
  await countAttempt(db, byInviter, personId);
}

/** Counts a try of a code that a letter brought, by its hash; tells whether it was one of the five that there are. */
export async function isTryLeft(db: Db, codeHash: Buffer): Promise<boolean> {
  try {
    await countAttempt(db, triesOfCode, codeHash.toString('base64url'));
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.reason.code === 'too-many-attempts') return false;
    throw error;
  }
}

/** Counts a letter with a code to the address of a link; throws `too-many-attempts` beyond five an hour, and thirty from one network. */
export async function countLinkCode(
  db: Db,
  of: { linkId: string; address: string },
): Promise<void> {
  await countAttempt(db, codesOfLink, of.linkId);
  await countAttempt(db, codesOfNetwork, placeOf(of.address).network);
}

/** Counts a code that is typed on a tablet; throws `too-many-attempts` beyond twenty an hour from one network. */
export async function countTabletCode(db: Db, address: string): Promise<void> {
  await countAttempt(db, codesOfTablets, placeOf(address).network);
}

/** Counts a file; throws `too-many-attempts` beyond a hundred an hour by one person. */
export async function countFile(db: Db, personId: string): Promise<void> {
  await countAttempt(db, bySender, personId);
}

/** Counts a new key; throws `too-many-attempts` beyond thirty an hour by one person. */
export async function countKeyMade(db: Db, personId: string): Promise<void> {
  await countAttempt(db, byKeyMaker, personId);
}

/** Counts a request of a company's program; throws `too-many-attempts` beyond three hundred a minute with one key. */
export async function countKeyUse(db: Db, keyId: string): Promise<void> {
  await countAttempt(db, byKey, keyId);
}

function keysOf({ secret, email, address }: Attempt) {
  const account = digest(email);
  const { host, network } = placeOf(address);
  return {
    visitor: `${secret}:${account}:${host}`,
    account: `${secret}:${account}`,
    network: `${secret}:${network}`,
    known: `${account}:${host}`,
  };
}

/** The table of attempts needs no list of mail addresses. */
const digest = (email: string) => createHash('sha256').update(email).digest('base64url');
