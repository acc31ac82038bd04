import { createHash } from 'node:crypto';
import type { Tx } from '../platform/db/database.ts';
import { FILE_BYTES_MAX, kindOfFile, nameOfFile } from '../platform/file-kind.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { insertContent } from '../platform/stored-file.queries.ts';
import { lockReported } from './follow.queries.ts';
import { countPhotos, insertPhoto } from './photo.queries.ts';

/** So many pictures of one shipment; the database holds the same limit. */
export const PHOTOS_MAX = 10;

/** Why a picture is not taken: a code of `words.problems`. */
export type PhotoProblem = 'fileEmpty' | 'tooBig:10 MB' | 'photoKinds' | `filesMany:${number}`;

/**
 * Keeps a picture of what is short or damaged, by what is in it: JPEG or PNG, ten of
 * a shipment at most. It stays whatever becomes of the form it came with; sent again
 * it is there once. What cannot be taken is an answer, not an error. Refused before the
 * goods have left and once they are taken over. The caller has asked whether the shipment is the
 * sender's. Locks the shipment.
 */
export async function keepPhoto(
  tx: Tx,
  sent: { shipmentId: string; name: string; bytes: Buffer; sentBy: string | null; at: Date },
): Promise<PhotoProblem | undefined> {
  const { shipmentId, bytes, sentBy, at } = sent;
  if (bytes.length === 0) return 'fileEmpty';
  if (bytes.length > FILE_BYTES_MAX) return 'tooBig:10 MB';
  const kind = kindOfFile(bytes);
  if (kind !== 'jpeg' && kind !== 'png') return 'photoKinds';
  const shipment = await lockReported(tx, shipmentId);
  if (!shipment) throw new NotFound('shipment', shipmentId);
  const { stage, companyId } = shipment;
  if (stage !== 'left' && stage !== 'arrived')
    throw new Refusal({ code: 'shipment-not-left', shipmentStage: stage });
  if ((await countPhotos(tx, shipmentId)) >= PHOTOS_MAX) return `filesMany:${PHOTOS_MAX}`;
  const sha256 = createHash('sha256').update(bytes).digest();
  await insertContent(tx, { sha256, kind, bytes, at });
  const name = nameOfFile(sent.name, kind);
  await insertPhoto(tx, { id: newId(), companyId, shipmentId, sha256, name, at, sentBy });
  return undefined;
}
