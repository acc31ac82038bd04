import type { Context } from 'hono';
import { type Cell, type TableKind, writeTable } from '../platform/gateways/spreadsheet.ts';

/** Answers with a table to be saved under a name; texts in it stay texts, whatever they begin with. */
export function answerTable(
  c: Context,
  kind: TableKind,
  table: { name: string; rows: readonly (readonly Cell[])[] },
): Response {
  const { bytes, type } = writeTable(kind, table);
  const file = encodeURIComponent(`${table.name}.${kind}`);
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="table.${kind}"; filename*=UTF-8''${file}`);
  c.header('Cache-Control', 'private, no-store');
  return c.body(new Uint8Array(bytes));
}
