import type { Context, MiddlewareHandler } from 'hono';
import { tradingDay } from '../measures/calendar.ts';
import { type Actor, type Capability, may } from '../people/actor.ts';
import { hashOfKey } from '../people/api-key.ts';
import { findKeyHolder, type KeyHolder } from '../people/api-key.queries.ts';
import { countKeyUse } from '../people/attempts.ts';
import { Refusal } from '../platform/refusal.ts';
import type { BuyerEnv, Env, KeyEnv, OpenSession, SignedInEnv, StaffEnv } from './env.ts';

/** Who may use a route. Every route declares one (`channels/routes.ts`). */
export type Policy = {
  who: 'anyone' | 'guest' | 'signed-in' | 'buyer' | 'staff' | 'key-holder';
  capability?: Capability;
};

/** Nobody is signed in, and the route is for somebody: the mapper sends people to the sign-in. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** A program came without a key that opens. */
export class KeyNeeded extends Error {
  override readonly name = 'KeyNeeded';
}

const policies = new WeakMap<object, Policy>();

/** The policy that a handler declares; `undefined` for a handler that is no guard. */
export function policyOf(handler: object): Policy | undefined {
  return policies.get(handler);
}

/** For all, signed in or not. */
export function anyone(): MiddlewareHandler<Env> {
  return declare({ who: 'anyone' }, (_c, next) => next());
}

/** For those who are not signed in; the others are sent home. */
export function guest(): MiddlewareHandler<Env> {
  return declare<Env>({ who: 'guest' }, async (c, next) => {
    return c.var.actor ? c.redirect('/', 303) : next();
  });
}

/** For whoever is signed in and, where a capability is named, has it. */
export function signedIn(capability?: Capability): MiddlewareHandler<SignedInEnv> {
  return declare<SignedInEnv>(policy('signed-in', capability), async (c, next) => {
    demand(c.var, capability, () => true);
    await next();
  });
}

/** For people who buy, in a role with the capability. */
export function buyer(capability?: Capability): MiddlewareHandler<BuyerEnv> {
  return declare<BuyerEnv>(policy('buyer', capability), async (c, next) => {
    demand(c.var, capability, (actor) => actor.kind === 'buyer');
    await next();
  });
}

/** For a company's program that comes with a key of its own; the key is read and counted here. */
export function keyHolder(): MiddlewareHandler<KeyEnv> {
  return declare<KeyEnv>({ who: 'key-holder' }, async (c, next) => {
    const holder = await readKeyHolder(c);
    if (!holder) throw new KeyNeeded('no key, or none that opens');
    c.set('holder', holder);
    await countKeyUse(c.var.db, holder.keyId);
    await next();
  });
}

const BEARER = /^Bearer +(\S+)$/iu;

async function readKeyHolder(c: Context<KeyEnv>): Promise<KeyHolder | undefined> {
  const [, key = ''] = BEARER.exec(c.req.header('authorization') ?? '') ?? [];
  const keyHash = hashOfKey(key);
  return keyHash && findKeyHolder(c.var.db, { keyHash, on: tradingDay(c.var.at) });
}

/** For our own people, in a role with the capability. */
export function staff(capability?: Capability): MiddlewareHandler<StaffEnv> {
  return declare<StaffEnv>(policy('staff', capability), async (c, next) => {
    demand(c.var, capability, (actor) => actor.kind === 'staff');
    await next();
  });
}

const policy = (who: Policy['who'], capability: Capability | undefined): Policy =>
  capability ? { who, capability } : { who };

/** Throws `SignInNeeded` for strangers and `not-permitted` for the wrong people. */
function demand(
  request: { actor: Actor | undefined; session: OpenSession | undefined },
  capability: Capability | undefined,
  isRightKind: (actor: Actor) => boolean,
): void {
  const { actor } = request;
  if (!actor) throw new SignInNeeded('nobody is signed in');
  if (!isRightKind(actor) || (capability && !may(actor, capability))) {
    throw new Refusal({ code: 'not-permitted' });
  }
}

function declare<E extends object>(
  declared: Policy,
  handler: MiddlewareHandler<E>,
): MiddlewareHandler<E> {
  policies.set(handler, declared);
  return handler;
}
