import type { State } from './state.ts';
import { StripeError } from './stripe-error.ts';

const FIELDS_DEEP_MAX = 4;

/** The thing with other things laid in whole where only their ids stood: `latest_charge.balance_transaction`. */
export function expanded(state: State, thing: object, paths: readonly string[]): unknown {
  return paths.reduce<unknown>((grown, path) => within(state, grown, path.split('.')), thing);
}

function within(state: State, thing: unknown, path: readonly string[]): unknown {
  const [field, ...deeper] = path;
  if (field === undefined) return thing;
  if (path.length > FIELDS_DEEP_MAX || !isRecord(thing) || !(field in thing)) {
    throw new StripeError(400, `This property cannot be expanded (${path.join('.')}).`, {
      isBeforehand: true,
    });
  }
  const value = thing[field];
  if (value === null) return thing;
  const whole = typeof value === 'string' ? thingOf(state, value) : value;
  return { ...thing, [field]: within(state, whole, deeper) };
}

function thingOf(state: State, id: string): unknown {
  const { sessions, intents, charges, bookings, refunds, disputes } = state;
  const all = [sessions, intents, charges, bookings, refunds, disputes];
  const thing = all.map((things) => things.get(id)).find((one) => one !== undefined);
  if (thing) return thing;
  throw new StripeError(400, 'This property cannot be expanded.', { isBeforehand: true });
}

const isRecord = (thing: unknown): thing is Record<string, unknown> =>
  typeof thing === 'object' && thing !== null;
