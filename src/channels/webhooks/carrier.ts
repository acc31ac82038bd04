import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { findShipmentByNumber } from '../../delivery/follow.queries.ts';
import { trackShipment } from '../../delivery/track-shipment.ts';
import { hideCardNumbers } from '../../platform/card-number.ts';
import { transact } from '../../platform/db/transact.ts';
import { isCarriersOwn } from '../../platform/gateways/carrier-signature.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';

/** More than any report has; a larger one is not read to its end. */
const REPORT_BYTES_MAX = 16 * 1024;
/** Clocks of carriers go wrong by so much; nothing is reported that has not happened. */
const AHEAD_MS = 15 * 60_000;
/** Nothing so old is a report of a way that somebody still waits on. */
const BACK_MS = 60 * 86_400_000;

/** Text without signs that a database cannot keep or a page should not show, and without the number of a payment card. */
const said = (length: number) =>
  z
    .string()
    .trim()
    .max(length)
    .refine((text) => !/[\p{Cc}\p{Cs}\uFFFD]/u.test(text))
    .transform((text) => hideCardNumbers(text.normalize('NFC')));

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** What a carrier's program tells of one vehicle; the whole of it stands in README. */
const Report = z
  .object({
    /** The carrier's own key of the report: the same key is the same report. */
    id: z.string().regex(/^[\w:.-]{1,80}$/),
    /** Our number of the shipment, as it stands on the waybill. */
    shipment: z.string().max(50),
    kind: z.enum(['checkpoint', 'delayed', 'arrived']),
    happenedAt: moment,
    place: said(100).default(''),
    note: said(300).default(''),
    expectedFrom: moment.optional(),
    expectedUntil: moment.optional(),
  })
  .refine(({ expectedFrom: from, expectedUntil: until }) =>
    from && until ? from <= until : from === until,
  )
  .refine(({ kind, expectedFrom, note }) => kind !== 'delayed' || (expectedFrom && note !== ''));

/**
 * What carriers report of vehicles, by their programs: once each, in any order. Believed by
 * its signature over the raw bytes alone. Forged, altered, old, huge or senseless: 400, and
 * nothing is kept; of a shipment that is not ours 404. Outside of sessions, since no
 * browser comes here; absent without `CARRIER_WEBHOOK_SECRET`.
 */
export const carrierReports = new Hono<Env>().post(
  '/',
  anyone(),
  bodyLimit({ maxSize: REPORT_BYTES_MAX, onError: (c) => c.text('too large', 400) }),
  async (c) => {
    const { db, at, config } = c.var;
    const secret = config.carrierSecret;
    if (secret === undefined) return c.notFound();
    const rawBody = await c.req.text();
    const signature = c.req.header('carrier-signature');
    if (!isCarriersOwn(secret, { rawBody, signature, at })) return refuse(c, 'not believed');
    const read = Report.safeParse(parsed(rawBody));
    if (!read.success) return refuse(c, 'not understood');
    const { id: reportKey, shipment, kind, happenedAt, place, note, ...due } = read.data;
    const age = at.getTime() - happenedAt.getTime();
    if (age < -AHEAD_MS || age > BACK_MS) return refuse(c, 'not understood');
    const shipmentId = await findShipmentByNumber(db, shipment);
    if (shipmentId === undefined) return c.text('no such shipment', 404);
    const { expectedFrom: from, expectedUntil: until } = due;
    const expected = from && until ? { from, until } : undefined;
    const report = { shipmentId, kind, happenedAt, place, note, expected, at };
    const isNews = await transact(db, (tx) =>
      trackShipment(tx, { kind: 'carrier', reportKey }, report),
    );
    return c.text(isNews ? 'kept' : 'known');
  },
);

function refuse(c: Context<Env>, why: string): Response {
  c.var.log.warn(`a report of a carrier was refused: ${why}`);
  return c.text(why, 400);
}

/** What is no JSON is nothing that can be a report. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
