import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import type { Description } from '../../catalogue/reading/read-meaning.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import { aliasKeyOf } from '../../customers/company-alias.ts';
import { readEntry } from '../../ordering/find-entry.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Candidate as FoundCandidate, Match as FoundMatch } from '../../stock/match.ts';
import { matchLines } from '../../stock/match-lines.queries.ts';
import type { KeyEnv } from '../env.ts';
import { badBody, type Candidate, failures, json, ParsedLine, security, sent } from './shapes.ts';

const LINES_MAX = 1000;
const LINE_LENGTH_MAX = 1000;

const Line = z.string().max(LINE_LENGTH_MAX);

export const getParse = createRoute({
  ...{ method: 'get', path: '/v1/parse', operationId: 'parseLine', security },
  summary: 'What one line of an order means, and which product answers it',
  request: { query: z.object({ q: Line.openapi({ example: 'швеллер 20П 24 м' }) }) },
  responses: { 200: json(ParsedLine, 'The line, understood'), ...failures },
});

export const postParse = createRoute({
  ...{ method: 'post', path: '/v1/parse', operationId: 'parseLines', security },
  summary: `The same for up to ${LINES_MAX} lines`,
  request: sent(z.strictObject({ lines: z.array(Line).min(1).max(LINES_MAX) })),
  responses: {
    200: json(z.strictObject({ lines: z.array(ParsedLine) }), 'The lines, in their order'),
    ...failures,
    ...badBody,
  },
});

export const parseOne: RouteHandler<typeof getParse, KeyEnv> = async (c) => {
  const { q } = c.req.valid('query');
  const [line] = await parsed(c.var.db, c.var.holder.companyId, [q]);
  if (!line) throw new Error('a line was sent and none came back');
  return c.json(line, 200);
};

export const parseMany: RouteHandler<typeof postParse, KeyEnv> = async (c) => {
  const { lines } = c.req.valid('json');
  return c.json({ lines: await parsed(c.var.db, c.var.holder.companyId, lines) }, 200);
};

/** One or two statements, however many lines; a line may name goods by an SKU, a bar code or the company's own number, with a quantity beside it. */
async function parsed(
  db: Db,
  companyId: string,
  lines: readonly string[],
): Promise<z.infer<typeof ParsedLine>[]> {
  const read = lines.map((typed) => ({ ...readEntry(typed), ...readDescription(typed), typed }));
  const sought = read.map(({ typed, code, phrase }) => ({
    codes: [code, typed.trim()],
    aliasKey: aliasKeyOf(phrase),
    phrase,
  }));
  const matches = await matchLines(db, { companyId, branchCode: null }, sought);
  return read.map((line, place) => parsedLine(line, matches[place]));
}

const nothing: FoundMatch = { status: 'rejected', candidates: [], total: 0, assumed: [] };

function parsedLine(
  { typed, meaning, unread, code }: Description & { typed: string; code: string },
  match: FoundMatch = nothing,
): z.infer<typeof ParsedLine> {
  return {
    typed,
    meaning,
    // A code that named the goods was read.
    unread: unread.filter((word) => match.status !== 'exact' || word !== code),
    match: {
      status: match.status,
      total: match.total,
      candidates: match.candidates.map(candidateOf),
      proposedSku: match.proposed?.sku ?? null,
      assumed: [...match.assumed],
      cutToMm: match.cutToMm ?? null,
    },
  };
}

/** A program knows goods by their SKU. */
function candidateOf(found: FoundCandidate): z.infer<typeof Candidate> {
  const { sku, form, designation, grade, standard, lengthKind, stockLengthMm } = found;
  const { isUsual, isHere, isAnywhere } = found;
  return {
    ...{ sku, form, designation, grade, standard, lengthKind, stockLengthMm },
    ...{ isUsual, isHere, isAnywhere },
  };
}
