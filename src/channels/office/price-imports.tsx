import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { PriceImportPage, PriceImportPart } from '../../../views/office/price-import.tsx';
import { ImportedRow, ImportTally } from '../../../views/office/price-import-rows.tsx';
import { PriceImportsPage } from '../../../views/office/price-imports.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { firstSigns } from '../../platform/first-signs.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { areComplete, SAMPLE_ROWS } from '../../pricing/price-columns.ts';
import { countRows, listRows } from '../../pricing/price-import-row.queries.ts';
import { isAtWork } from '../../pricing/price-import.ts';
import {
  findPriceImport,
  findSampledImport,
  listPriceImports,
} from '../../pricing/price-import.queries.ts';
import { findPriceList } from '../../pricing/price-list.queries.ts';
import {
  applyPriceImport,
  cancelPriceImport,
  excludeRow,
  setImportColumns,
  takePriceFile,
} from '../../pricing/take-price-file.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { DayField, TickField } from '../trade-fields.ts';
import { answerWrongRows } from './price-import-errors.ts';
import { readImportColumns } from './price-import-fields.ts';
import { placeOf } from './place.ts';

const RECENT_MAX = 10;
const PAGE = 50;
const FILE_NAME_MAX = 200;

const PASTED_MAX = 300_000;

const Sent = z.object({ importId: z.uuid(), pasted: z.string().max(PASTED_MAX).default('') });
const Asked = z.object({
  show: z.enum(['changed', 'new', 'unchanged', 'wrong']).optional().catch(undefined),
  text: SearchText,
  page: PageNumber,
});
const Exclusion = z.object({ excluded: z.enum(['yes', '']) });
const Line = z.coerce.number().int().min(1).max(1_000_000);
const Wish = z
  .object({
    wish: z.enum(['draft', 'publish']),
    from: z.string().default(''),
    hasReadRemarks: TickField,
  })
  .transform(({ wish, from, hasReadRemarks }, context) => {
    if (wish === 'draft') return { publishFrom: null, hasReadRemarks };
    const day = DayField.safeParse(from);
    if (day.success) return { publishFrom: day.data, hasReadRemarks };
    context.addIssue({
      code: 'custom',
      path: ['from'],
      message: day.error.issues[0]?.message ?? 'date',
    });
    return z.NEVER;
  });

type ImportContext = Context<StaffEnv>;

/** Prices from a file: taken in, compared with the list by a job, and written when a manager says so. Mounted below the list. */
export const priceImports = new Hono<StaffEnv>()
  .get('/', (c) => answerStart(c))

  .post('/file', async (c) => {
    const form = await readForm(c, Sent);
    const [file, another] = c.var.files.get('file') ?? [];
    if (!form.ok || another) return answerStart(c, 'invalid');
    const { importId: id, pasted } = form.data;
    const isPasted = pasted.trim() !== '';
    // A browser sends an empty one without a name when nothing was chosen.
    if (!isPasted && (!file || file.size === 0)) {
      return answerStart(c, file?.name ? 'fileEmpty' : 'fileMissing');
    }
    const { db, actor, at } = c.var;
    const listId = listOf(c);
    const fileName = isPasted ? '' : firstSigns(file?.name ?? '', FILE_NAME_MAX);
    const sent = isPasted ? Buffer.from(pasted) : await bytesOf(file);
    await transact(db, (tx) => takePriceFile(tx, actor, { id, listId, fileName, file: sent, at }));
    return c.redirect(`/office/price-lists/${listId}/imports/${id}`, 303);
  })

  .get('/:importId', async (c) => {
    const shown = await readShown(c);
    return wantsFragment(c)
      ? answerPart(c, <PriceImportPart shown={shown} />)
      : answerShown(c, shown);
  })

  .get('/:importId/errors.csv', async (c) => {
    const of = namedIn(c);
    const found = await findPriceImport(c.var.db, of);
    if (!found) throw new NotFound('price import', of.importId);
    return answerWrongRows(c, found);
  })

  .post('/:importId/columns', async (c) => {
    const of = namedIn(c);
    const columns = readImportColumns(c.var.fields);
    if (!columns || !areComplete(columns)) {
      const shown = await readShown(c);
      return answerShown(c, { ...shown, values: typedIn(c), columnsProblem: true });
    }
    const { db, actor } = c.var;
    await transact(db, (tx) => setImportColumns(tx, actor, { ...of, columns }));
    return c.redirect(hrefOf(of), 303);
  })

  .post('/:importId/cancellation', async (c) => {
    const of = namedIn(c);
    await transact(c.var.db, (tx) => cancelPriceImport(tx, c.var.actor, of));
    if (!wantsFragment(c)) return c.redirect(hrefOf(of), 303);
    return answerPart(c, <PriceImportPart shown={await readShown(c)} />);
  })

  .post('/:importId/rows/:line/exclusion', async (c) => {
    const of = namedIn(c);
    const line = Line.safeParse(c.req.param('line')).data;
    const form = await readForm(c, Exclusion);
    if (line === undefined || !form.ok) throw new NotFound('row of price import', '');
    const isExcluded = form.data.excluded === 'yes';
    const { db, actor } = c.var;
    await transact(db, (tx) => excludeRow(tx, actor, { ...of, line, isExcluded }));
    if (!wantsFragment(c)) return c.redirect(hrefOf(of), 303);
    const tally = await countRows(db, of.importId);
    const both = await Promise.all(
      (['changed', 'new'] as const).map((verdict) =>
        listRows(db, { importId: of.importId, verdict, line, limit: 1, offset: 0 }),
      ),
    );
    const [row] = both.flatMap(({ rows }) => rows);
    return answerPart(
      c,
      <>
        {row && <ImportedRow href={hrefOf(of)} row={row} isWrong={false} />}
        <hx-partial hx-target="#import-tally" hx-swap="outerMorph">
          <ImportTally tally={tally} />
        </hx-partial>
      </>,
    );
  })

  .post('/:importId/application', async (c) => {
    const of = namedIn(c);
    const form = await readForm(c, Wish);
    if (!form.ok) return answerShown(c, { ...(await readShown(c)), ...form });
    const { db, actor, at } = c.var;
    const { publishFrom } = form.data;
    if (publishFrom !== null && publishFrom < tradingDay(at)) {
      const shown = await readShown(c);
      return answerShown(c, {
        ...shown,
        values: { from: publishFrom },
        problems: { from: 'datePast' },
      });
    }
    await transact(db, (tx) => applyPriceImport(tx, actor, { ...of, ...form.data, at }));
    return c.redirect(hrefOf(of), 303);
  });

const bytesOf = async (file: File | undefined) =>
  file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);

const listOf = (c: ImportContext) => pathId('price list', c.req.param('listId') ?? '');

const namedIn = (c: ImportContext) => ({
  listId: listOf(c),
  importId: pathId('price import', c.req.param('importId') ?? ''),
});

const hrefOf = (of: { listId: string; importId: string }) =>
  `/office/price-lists/${of.listId}/imports/${of.importId}`;

async function answerStart(c: ImportContext, problem?: string): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const listId = listOf(c);
  const list = await findPriceList(db, listId);
  if (!list) throw new NotFound('price list', listId);
  const recent = await listPriceImports(db, { listId, rowsMax: RECENT_MAX });
  const typed = typedIn(c)['pasted'];
  const shown = { place: placeOf(actor, 'prices'), list, recent, problem, typed };
  return answerPage(c, <PriceImportsPage {...shown} importId={newId(at.getTime())} />, {
    title: wordsFor(language).priceImport.title,
    status: problem ? 422 : 200,
  });
}

/** The file with the list, and of a file that was compared a page of its rows: four statements. */
async function readShown(c: ImportContext) {
  const { db, actor, at } = c.var;
  const of = namedIn(c);
  const sampled = await findSampledImport(db, { ...of, sampleRows: SAMPLE_ROWS });
  const list = sampled && (await findPriceList(db, of.listId));
  if (!sampled || !list) throw new NotFound('price import', of.importId);
  const { sample, ...found } = sampled;
  const base = {
    place: placeOf(actor, 'prices'),
    list,
    state: found,
    values: { from: tradingDay(at) },
    problems: {},
  };
  if (isAtWork(found)) return base;
  if (found.stage === 'mapping') return { ...base, sample };
  if (found.stage !== 'ready') return base;
  const tally = await countRows(db, of.importId);
  const { show, text, page } = readQuery(c, Asked);
  const [first = 'changed'] = (['changed', 'new', 'wrong', 'unchanged'] as const).filter(
    (verdict) => tally[verdict] > 0,
  );
  const verdict = show ?? first;
  const asked = { importId: of.importId, verdict, text, limit: PAGE, offset: (page - 1) * PAGE };
  const { rows, total } = await listRows(db, asked);
  const pages = Math.ceil(total / PAGE);
  return { ...base, sample, preview: { tally, verdict, text, page, pages, rows } };
}

type Shown = Parameters<typeof PriceImportPage>[0]['shown'];

function answerShown(c: ImportContext, shown: Shown): Response | Promise<Response> {
  const isWrong = shown.columnsProblem || Object.keys(shown.problems).length > 0;
  return answerPage(c, <PriceImportPage shown={shown} />, {
    title: shown.state.fileName || wordsFor(c.var.language).priceImport.title,
    status: isWrong ? 422 : 200,
  });
}
