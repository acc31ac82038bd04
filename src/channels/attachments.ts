import type { Context } from 'hono';
import { z } from 'zod';
import { countFile } from '../people/attempts.ts';
import { transact } from '../platform/db/transact.ts';
import { FILES_MAX, mediaTypeOf } from '../platform/file-kind.ts';
import { keepFile } from '../platform/keep-file.ts';
import { type FileContent, type FileNamed, listWaiting } from '../platform/stored-file.queries.ts';
import type { SignedInEnv } from './env.ts';

/** What goes along with a form: the files, which wait whatever becomes of it, and what is wrong with others. */
export type Attachments = {
  files: readonly FileNamed[];
  ids: readonly string[];
  problems: Readonly<Record<string, string>>;
};

/**
 * The files that a form sends, under `files`, and those that it kept from the last
 * time, under `kept`. What can be taken waits from now on, so that it is still there
 * when something else is wrong with the form; the page names it again. `aboutId` is what
 * the form is about, so that whoever lost his session finds them by it.
 */
export async function readAttachments(
  c: Context,
  more: { filesMax?: number; aboutId?: string } = {},
): Promise<Attachments> {
  const { filesMax = FILES_MAX, aboutId } = more;
  const context: Context<SignedInEnv> = c;
  const { db, actor, at, fields, files } = context.var;
  const { personId } = actor;
  const named = (fields.get('kept') ?? []).filter((id) => id !== '');
  const kept = named.filter((id) => z.uuid().safeParse(id).success);
  // A browser sends an empty one without a name when nothing was chosen.
  const sent = (files.get('files') ?? []).filter(({ name, size }) => name !== '' || size > 0);
  const waiting = kept.length === 0 ? [] : await listWaiting(db, { ids: kept, personId });
  const all = [...waiting];
  const problems: string[] = [];
  if (waiting.length < new Set(named).size) problems.push('fileGone');
  if (waiting.length + sent.length > filesMax) problems.push(`filesMany:${filesMax}`);
  for (const file of sent.slice(0, filesMax - waiting.length)) {
    await countFile(db, personId);
    const bytes = Buffer.from(await file.arrayBuffer());
    const taken = await transact(db, (tx) =>
      keepFile(tx, { name: file.name, bytes, personId, aboutId, at }),
    );
    if (taken.ok) all.push(taken.file);
    else problems.push(taken.problem);
  }
  const [problem] = problems;
  return { files: all, ids: all.map(({ id }) => id), problems: problem ? { files: problem } : {} };
}

/** Answers with a file to be saved: never shown as a page of ours, whatever it holds (every answer of ours says `nosniff`), and kept by no cache. */
export function answerFile(c: Context, { name, kind, bytes }: FileContent): Response {
  c.header('Content-Type', mediaTypeOf(kind));
  const plain = `file.${name.split('.').at(-1) ?? kind}`;
  const whole = encodeURIComponent(name).replaceAll("'", '%27');
  c.header('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${whole}`);
  c.header('Cache-Control', 'private, no-store');
  return c.body(new Uint8Array(bytes));
}
