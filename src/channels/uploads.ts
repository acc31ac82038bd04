import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { readTable, type TableBounds, type TableRead } from '../platform/gateways/spreadsheet.ts';
import type { Env } from './env.ts';

/** A table, or the code of `words.problems` that stands at the field of the file. */
type UploadedTable = TableRead | { ok: false; problem: 'fileMissing' };

/**
 * The one way to take a file: the table in the field of this name. The address
 * must end in `/file`, or a file above 100 KB never arrives (`limitBody`). The
 * name of the file is not looked at and the file is not kept.
 */
export async function readUploadedTable<E extends Env>(
  c: Context<E>,
  name: string,
  bounds: TableBounds,
): Promise<UploadedTable> {
  const [file, another] = c.get('files').get(name) ?? [];
  if (another) throw new HTTPException(400);
  // A browser sends an empty one without a name when nothing was chosen.
  if (!file || (file.name === '' && file.size === 0)) return { ok: false, problem: 'fileMissing' };
  return readTable(new Uint8Array(await file.arrayBuffer()), bounds);
}
