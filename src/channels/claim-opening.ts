import type { Context } from 'hono';
import { evidenceNeeded } from '../claims/claim.ts';
import { listClaimableLines } from '../claims/claimable.queries.ts';
import { openClaim } from '../claims/open-claim.ts';
import type { Channel } from '../people/channel.ts';
import { transact } from '../platform/db/transact.ts';
import { PHOTOS_MAX } from '../platform/file-kind.ts';
import { Refusal, type RefusalReason } from '../platform/refusal.ts';
import type { FileNamed } from '../platform/stored-file.queries.ts';
import { readAttachments } from './attachments.ts';
import { ClaimHead, readClaimedLines, readDiscovery } from './claim-form.ts';
import type { SignedInEnv } from './env.ts';
import { readForm, typedIn } from './exchange.ts';

/** A complaint that came back: what was typed, what is wrong, and the files that wait. */
export type ClaimTyped = {
  values: Record<string, string>;
  problems: Record<string, string>;
  refused?: RefusalReason;
  files: readonly FileNamed[];
};

/** Makes the complaint that was sent about an order; gives its id, or the form as it comes back. */
export async function openFromForm(
  c: Context,
  of: { orderId: string; channel: Channel },
): Promise<{ ok: true; claimId: string } | { ok: false; typed: ClaimTyped }> {
  const context: Context<SignedInEnv> = c;
  const { db, actor, at, fields } = context.var;
  const { orderId, channel } = of;
  const form = await readForm(c, ClaimHead);
  const kind = form.ok ? form.data.kind : undefined;
  const claimed = readClaimedLines(fields, { lines: await listClaimableLines(db, orderId), kind });
  const found = form.ok
    ? readDiscovery(form.data.discoveredOn, { kind: form.data.kind, at })
    : undefined;
  const attached = await readAttachments(c, { filesMax: PHOTOS_MAX, aboutId: orderId });
  const { files, ids: fileIds } = attached;
  const isBare = kind && channel === 'web' && evidenceNeeded(kind).file && files.length === 0;
  const problems = {
    ...(form.ok ? {} : form.problems),
    ...claimed.problems,
    ...found?.problems,
    ...(isBare ? { files: 'evidence' } : {}),
    ...attached.problems,
  };
  const typed = { values: typedIn(c), files };
  if (!form.ok || Object.keys(problems).length > 0)
    return { ok: false, typed: { ...typed, problems } };
  const { key: id, words, wanted, lateReason } = form.data;
  const opened = {
    ...{ id, orderId, kind: form.data.kind, words, wanted, lateReason, fileIds, channel, at },
    ...{ lines: claimed.lines, discoveredOn: found?.discoveredOn ?? null },
  };
  try {
    await transact(db, (tx) => openClaim(tx, actor, opened));
    return { ok: true, claimId: id };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, typed: { ...typed, problems: {}, refused: error.reason } };
  }
}

/** A form of a claim that came back is wrong in its fields, or refused as a whole. */
export const statusOfTyped = (typed: Pick<ClaimTyped, 'refused'> | undefined): 200 | 409 | 422 => {
  if (!typed) return 200;
  return typed.refused ? 409 : 422;
};
