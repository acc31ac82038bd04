import { recordEvent } from '../events/record-event.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { endSite, insertSite, type Site } from './site.queries.ts';

/**
 * A company's administrator says where goods may be brought. Whether a tariff knows the
 * way there follows from the city. The same id again does no harm.
 */
export async function openSite(tx: Tx, actor: Buyer, opening: Site & { at: Date }): Promise<void> {
  demandKeeper(actor);
  const { at, ...site } = opening;
  const { companyId } = actor;
  if (!(await insertSite(tx, { ...site, companyId }))) return;
  await remember(tx, actor, { type: 'site.opened', siteId: site.id, name: site.name, at });
}

/** Nothing more is brought to a site; what was ordered for it still comes. Repeated, it changes nothing. */
export async function closeSite(
  tx: Tx,
  actor: Buyer,
  closing: { id: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { id, at } = closing;
  const ended = await endSite(tx, { id, companyId: actor.companyId, at });
  if (!ended) throw new NotFound('site', id);
  const { name, isNew } = ended;
  if (isNew) await remember(tx, actor, { type: 'site.closed', siteId: id, name, at });
}

async function remember(
  tx: Tx,
  { companyId, personId }: Buyer,
  { at, ...event }: { type: 'site.opened' | 'site.closed'; siteId: string; name: string; at: Date },
): Promise<void> {
  await recordEvent(tx, event, {
    ...{ companyId, personId, channel: 'web', subjectId: event.siteId, at },
  });
}

function demandKeeper(actor: Buyer): void {
  if (!may(actor, 'manage-colleagues')) throw new Refusal({ code: 'not-permitted' });
}
