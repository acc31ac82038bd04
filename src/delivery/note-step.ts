import { recordEvent } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { TrackKind, TrackSource } from '../platform/db/schema.ts';
import type { Locked } from './lock-shipment.ts';
import { shipmentNumber } from './shipment.ts';
import { insertTrack } from './track.queries.ts';

/** Who says that something happened to a shipment, and by which way. */
export type Told = {
  source: TrackSource;
  personId: string | null;
  channel: Channel | null;
  at: Date;
  note?: string;
  /** Of a step that happens once: told again it changes nothing. */
  key?: string;
};

/** Steps that are remembered as events, so that others react. */
type Step = Exclude<
  Extract<TradeEvent, { type: `shipment.${string}`; shipmentId: string }>['type'],
  // Told beside the steps, by verbs of their own.
  'shipment.tracked' | 'shipment.unheard' | 'shipment.link-made' | 'shipment.links-ended'
>;

const KINDS: Readonly<Record<Step, TrackKind>> = {
  'shipment.planned': 'planned',
  'shipment.at-gate': 'at-gate',
  'shipment.loaded': 'loaded',
  'shipment.weighed': 'weighed',
  'shipment.left': 'left',
  'shipment.handed-over': 'handed-over',
  'shipment.cancelled': 'cancelled',
};

/** Writes a step of a shipment into what happened to it, and remembers it as an event with its reactions. */
export async function noteStep(
  tx: Tx,
  step: Step,
  { order, shipment }: Pick<Locked, 'order'> & { shipment: { id: string; position: number } },
  told: Told,
): Promise<void> {
  const { source, personId, channel, at, note = '', key = null } = told;
  const { companyId, id: orderId } = order;
  const isNews = await insertTrack(tx, {
    ...{ companyId, shipmentId: shipment.id, kind: KINDS[step], source, personId, note },
    ...{ happenedAt: at, toldAt: at, sourceKey: key },
  });
  if (!isNews) return;
  const number = shipmentNumber({ orderNumber: order.number, position: shipment.position });
  await recordEvent(
    tx,
    { type: step, shipmentId: shipment.id, number, orderId },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}
