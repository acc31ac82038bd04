import type { Context } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { listWrongRows } from '../../pricing/price-import-row.queries.ts';
import type { PriceImport } from '../../pricing/price-import.ts';
import { csvOf } from '../csv.ts';
import type { StaffEnv } from '../env.ts';

/** Others are answered between two pieces, and no piece waits in memory for a slow reader. */
const ROWS_A_PIECE = 2000;

/**
 * Answers with the wrong rows of a file as CSV: the line of each, why it is not
 * taken, and its cells as they stood. What looks like a formula stays a text.
 */
export function answerWrongRows(c: Context<StaffEnv>, found: PriceImport): Response {
  const { db, language } = c.var;
  const { errorHeads, rowProblems } = wordsFor(language).priceImport;
  let after = 0;
  const pieces = new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(Buffer.from(csvOf([[...errorHeads, ...found.heads]])));
    },
    async pull(stream) {
      const rows = await listWrongRows(db, { importId: found.id, after, rowsMax: ROWS_A_PIECE });
      after = rows.at(-1)?.line ?? after;
      const told = rows.map(({ line, cells, problem }) => [line, rowProblems[problem], ...cells]);
      // The mark that tells the encoding stands at the beginning of the file only.
      if (rows.length > 0) stream.enqueue(Buffer.from(csvOf(told).slice(1)));
      if (rows.length < ROWS_A_PIECE) stream.close();
    },
  });
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', 'attachment; filename="errors.csv"');
  c.header('Cache-Control', 'private, no-store');
  return c.body(pieces);
}
