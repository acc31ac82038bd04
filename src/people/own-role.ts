import type { OwnCapability } from './actor.ts';

/** Whether the capabilities make sense together: nobody orders or approves what he cannot fill or whose price he does not see. */
export function isWhole(capabilities: readonly OwnCapability[]): boolean {
  const has = (capability: OwnCapability) => capabilities.includes(capability);
  if (has('place-orders') && !has('fill-carts')) return false;
  return has('see-prices') || !(has('place-orders') || has('approve-orders'));
}
