import type { OwnScope } from '../platform/db/schema.ts';
import type { OwnCapability } from './actor.ts';

/** What an administrator ticks for a role of the company's own; orders are seen in every role, as far as its scope goes. */
export const ownChoices = [
  'fill-carts',
  'see-prices',
  'place-orders',
  'approve-orders',
  'name-goods',
] as const satisfies readonly OwnCapability[];

/** How far a role sees, as an administrator chooses it. */
export const ownScopes = ['company', 'sites', 'own'] as const satisfies readonly OwnScope[];

/** Whether the capabilities make sense together: nobody orders or approves what he cannot fill or whose price he does not see. */
export function isWhole(capabilities: readonly OwnCapability[]): boolean {
  const has = (capability: OwnCapability) => capabilities.includes(capability);
  if (has('place-orders') && !has('fill-carts')) return false;
  return has('see-prices') || !(has('place-orders') || has('approve-orders'));
}
