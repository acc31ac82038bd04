import { z } from 'zod';
import type { Purchase } from '../history/history.queries.ts';

const stages = [
  'placed',
  'confirmed',
  'picking',
  'ready',
  'shipped',
  'delivered',
  'cancelled',
] as const;

/** What the address says of the purchase history: what it is narrowed down to, and after which purchase it goes on. */
export const PurchaseFilter = z.object({
  channel: z.enum(['web', 'counter', 'phone']).optional().catch(undefined),
  stage: z.enum(stages).optional().catch(undefined),
  text: z.string().trim().min(1).max(100).optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
});

/** The purchase that a page goes on after, as `hrefAfter` wrote it; `undefined` for the first page. */
export function positionOf(text: string | undefined): { placedAt: Date; id: string } | undefined {
  const [moment = '', id = ''] = text?.split('_') ?? [];
  const placedAt = new Date(Number(moment));
  const isPosition = /^\d{1,15}$/.test(moment) && z.uuid().safeParse(id).success;
  return isPosition ? { placedAt, id } : undefined;
}

/** The address of the page after a purchase, with the same filter. */
export function hrefAfter(
  base: string,
  last: Purchase | undefined,
  filter: Record<string, string | undefined>,
): string | undefined {
  if (!last) return undefined;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  query.set('after', `${last.placedAt.getTime()}_${last.id}`);
  return `${base}?${query.toString()}`;
}
