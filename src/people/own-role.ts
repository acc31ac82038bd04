import type { OwnCapability } from './actor.ts';

/** What an administrator ticks for a role of the company's own; the company's orders are seen in every role. */
export const ownChoices = [
  'fill-carts',
  'see-prices',
  'place-orders',
  'approve-orders',
  'name-goods',
] as const satisfies readonly OwnCapability[];

/** Whether the capabilities make sense together: nobody orders or approves what he cannot fill or whose price he does not see. */
export function isWhole(capabilities: readonly OwnCapability[]): boolean {
  const has = (capability: OwnCapability) => capabilities.includes(capability);
  if (has('place-orders') && !has('fill-carts')) return false;
  return has('see-prices') || !(has('place-orders') || has('approve-orders'));
}
