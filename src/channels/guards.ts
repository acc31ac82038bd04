import type { MiddlewareHandler } from 'hono';
import { type Actor, type Capability, may } from '../people/actor.ts';
import { Refusal } from '../platform/refusal.ts';
import type { BuyerEnv, Env, OpenSession, SignedInEnv, StaffEnv } from './env.ts';

/** Who may use a route. Every route declares one (`channels/routes.ts`). */
export type Policy = {
  who: 'anyone' | 'guest' | 'signed-in' | 'buyer' | 'staff';
  capability?: Capability;
};

/** Nobody is signed in, and the route is for somebody: the mapper sends people to the sign-in. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
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
