import type { Context } from 'hono';
import { z } from 'zod';
import {
  type ArticleColumns,
  articleRowsOf,
  columnsByContent,
  columnsByHead,
  judgeArticles,
  type JudgedRow,
  sampleOf,
} from '../customers/article-file.ts';
import { findGoodsByCode, findGoodsByDescription } from '../customers/article-goods.queries.ts';
import { findArticles } from '../customers/article.queries.ts';
import { readArticleCode } from '../customers/company-article.ts';
import { ARTICLES_MAX } from '../customers/set-articles.ts';
import type { Db } from '../platform/db/database.ts';
import { readTable, writeTable } from '../platform/gateways/spreadsheet.ts';
import { readForm, typedIn } from './exchange.ts';
import { readUploadedTable } from './uploads.ts';

const Sent = z.object({ pasted: z.string().default('') });
const bounds = { rowsMax: ARTICLES_MAX, columnsMax: 30, cellCharsMax: 500 };

/** A list of own numbers as it was sent, and what importing each row would do. */
export type ArticleImport = {
  rows: readonly (readonly string[])[];
  columns: ArticleColumns;
  judged: readonly JudgedRow[];
};

export type ImportRead =
  | { ok: true; read: ArticleImport }
  | { ok: false; values: Record<string, string>; problems: Record<string, string> };

/** Reads a list from a file or, where none was chosen, from pasted rows, and judges it for a company. Writes nothing. */
export async function readImport(c: Context, db: Db, companyId: string): Promise<ImportRead> {
  const form = await readForm(c, Sent);
  if (!form.ok) return form;
  const { pasted } = form.data;
  const values = typedIn(c);
  const isPasted = pasted.trim() !== '';
  const table = isPasted
    ? await readTable(Buffer.from(pasted), bounds)
    : await readUploadedTable(c, 'file', bounds);
  const field = isPasted ? 'pasted' : 'file';
  if (!table.ok) return { ok: false, values, problems: { [field]: table.problem } };
  const { rows } = table;
  const columns = columnsByHead(rows) ?? (await guessColumns(db, rows));
  if (!columns) return { ok: false, values, problems: { [field]: 'fileColumnsUnknown' } };
  return { ok: true, read: { rows, columns, judged: await judge(db, companyId, rows, columns) } };
}

async function guessColumns(db: Db, rows: ArticleImport['rows']) {
  const sample = sampleOf(rows);
  const ours = await findGoodsByCode(db, sample.flat());
  return columnsByContent(sample, (text) => ours.has(text));
}

async function judge(
  db: Db,
  companyId: string,
  rows: ArticleImport['rows'],
  columns: ArticleColumns,
): Promise<JudgedRow[]> {
  const named = articleRowsOf(rows, columns);
  const said = [...new Set(named.map((row) => row.said))].filter((text) => text !== '');
  const byCode = await findGoodsByCode(db, said);
  const described = await findGoodsByDescription(
    db,
    said.filter((text) => !byCode.has(text)),
  );
  const keys = named.flatMap(({ code }) => {
    const read = readArticleCode(code);
    return read.ok ? [read.key] : [];
  });
  const known = await findArticles(db, { companyId, keys });
  return judgeArticles(named, new Map([...described, ...byCode]), known);
}

/** The rows as text that reads back the same: a page carries them from the look to the import. */
export function textOf(rows: ArticleImport['rows']): string {
  const { bytes } = writeTable('csv', { name: '', rows });
  return `sep=;\r\n${bytes.toString('utf8').slice(1)}`;
}
