import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { mediaTypeOfPaper } from '../platform/media-type.ts';
import { NotFound } from '../platform/refusal.ts';
import { readStoredFile } from '../certificates/certificate-file.queries.ts';
import type { Env } from './env.ts';

type Paper = { bytes: Uint8Array; mediaType: string };

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** The paper in a field of this name, none where nothing was chosen, or why it is not taken: a code of `words.problems`. */
export async function readUploadedPaper(
  c: Context,
  name: string,
): Promise<{ ok: true; paper: Paper | undefined } | { ok: false; problem: string }> {
  const context: Context<Env> = c;
  const [file, another] = context.var.files.get(name) ?? [];
  if (another) throw new HTTPException(400);
  if (!file || (file.name === '' && file.size === 0)) return { ok: true, paper: undefined };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mediaType = mediaTypeOfPaper(bytes);
  if (mediaType === undefined) return { ok: false, problem: 'paperKind' };
  return { ok: true, paper: { bytes, mediaType } };
}

/** Answers with a file that is kept, to be saved under a name; what is in it never runs as a page of ours. */
export async function answerStoredFile(
  c: Context,
  file: { sha256: Buffer; name: string },
): Promise<Response> {
  const { sha256, name } = file;
  const context: Context<Env> = c;
  const found = await readStoredFile(context.var.db, sha256);
  if (!found) throw new NotFound('file', sha256.toString('hex'));
  const ending = endings[found.mediaType] ?? 'bin';
  const as = encodeURIComponent(`${name}.${ending}`);
  c.header('Content-Type', found.mediaType);
  c.header(
    'Content-Disposition',
    `attachment; filename="certificate.${ending}"; filename*=UTF-8''${as}`,
  );
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  c.header('Cache-Control', 'private, no-store');
  return c.body(new Uint8Array(found.bytes));
}
