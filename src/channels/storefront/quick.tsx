import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ListPanel, type TypedWrong } from '../../../views/parts/pasted-panel.tsx';
import { QuickPage } from '../../../views/storefront/quick.tsx';
import {
  ListChanged,
  ListSummary,
  type ListView,
  PastedListPart,
  QuickListPage,
} from '../../../views/storefront/quick-list.tsx';
import { CartBadge } from '../../../views/layout.tsx';
import { listRows, tableRows } from '../../catalogue/reading/list-rows.ts';
import { units } from '../../measures/quantity.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import { addPastedLines } from '../../ordering/add-pasted-lines.ts';
import { askForLines } from '../../ordering/ask-for-lines.ts';
import { type Correction, correctPastedLine } from '../../ordering/correct-pasted-line.ts';
import { cancelPastedList, pasteList } from '../../ordering/paste-list.ts';
import { listPastedLists } from '../../ordering/pasted-list.queries.ts';
import { type Opening, readPastedList, type ShownLine } from '../../ordering/read-pasted-list.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { readUploadedTable } from '../uploads.ts';
import { readerOf, termsFor } from './reader.ts';

const RECENT_MAX = 10;
const TEXT_MAX = 300_000;
/** Beyond the thousand rows that are taken: a longer file is cut, not refused. */
const FILE_BOUNDS = { rowsMax: 5000, columnsMax: 50, cellCharsMax: 1000 };
const FILE_NAME_MAX = 200;

const Pasted = z.object({ listId: z.uuid(), text: z.string().max(TEXT_MAX) });
const Sought = z.object({
  at: z.coerce.number().int().positive().optional().catch(undefined),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
});
const Chosen = z.object({ productId: z.uuid() });
const Retyped = z.object({ words: z.string().trim().min(1).max(200) });
const Measured = z.object({ quantity: z.string().max(20), unit: z.enum(units) });
const Decided = z.object({ decision: z.enum(['kept', 'left-out', '']) });
const Position = z.coerce.number().int().min(1).max(1000);

/** A pasted list on its way into the cart: read, put right line by line, added when the buyer says so. */
export const quick = new Hono<BuyerEnv>()
  .use(buyer('fill-carts'))

  .get('/', (c) => answerStart(c, {}))

  .post('/file', async (c) => {
    const form = await readForm(c, Pasted);
    if (!form.ok) {
      const code = 'text' in form.problems ? 'list-empty' : 'key-reused';
      return answerStart(c, { typed: form.values['text'] ?? '', refused: { code } });
    }
    const { listId, text } = form.data;
    const [file] = c.var.files.get('file') ?? [];
    const isText = text.trim() !== '' || !file || file.size === 0;
    const table = isText ? undefined : await readFile(c);
    if (table && !table.ok) return answerStart(c, { typed: text, problem: table.problem });
    const { rows, isCut } = table ? tableRows(table.rows) : listRows(text);
    if (rows.length === 0) return answerStart(c, { typed: text, refused: { code: 'list-empty' } });
    const { db, actor, at } = c.var;
    const fileName = isText ? '' : nameOfFile(file);
    await transact(db, (tx) => pasteList(tx, actor, { listId, fileName, rows, isCut, at }));
    return c.redirect(`/quick/${listId}`, 303);
  })

  .get('/:pastedListId', async (c) => {
    const listId = pathId('list', c.req.param('pastedListId'));
    const { at, after = 0 } = readQuery(c, Sought);
    const view = await readView(c, listId, at === undefined ? { after } : { at });
    if (!wantsFragment(c)) return answerList(c, view);
    const target = c.req.header('HX-Target') ?? '';
    if (!target.includes('list-panel')) return answerPart(c, <PastedListPart view={view} />);
    return answerPart(
      c,
      <>
        <ListPanel view={view} isNext />
        <hx-partial hx-target="#list-summary" hx-swap="outerMorph">
          <ListSummary view={view} />
        </hx-partial>
      </>,
    );
  })

  .post('/:pastedListId/cancellation', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('list', c.req.param('pastedListId'));
    await transact(db, (tx) => cancelPastedList(tx, actor, { listId, at }));
    if (!wantsFragment(c)) return c.redirect(`/quick/${listId}`, 303);
    return answerPart(c, <PastedListPart view={await readView(c, listId, { after: 0 })} />);
  })

  .post('/:pastedListId/lines/:position/product', async (c) => {
    const form = await readForm(c, Chosen);
    if (!form.ok) throw new NotFound('product', '');
    return correct(c, { kind: 'product', productId: form.data.productId });
  })

  .post('/:pastedListId/lines/:position/words', async (c) => {
    const form = await readForm(c, Retyped);
    if (!form.ok) {
      return answerWrong(c, { words: form.values['words'] ?? '', problem: problems(c).invalid() });
    }
    return correct(c, { kind: 'words', words: form.data.words });
  })

  .post('/:pastedListId/lines/:position/quantity', async (c) => {
    const form = await readForm(c, Measured);
    const read = form.ok ? parseQuantity(form.data.quantity) : undefined;
    const typed = form.ok ? form.data.quantity : form.values['quantity'];
    if (!form.ok || !read?.ok)
      return answerWrong(c, { quantity: typed ?? '', problem: problems(c).quantity() });
    return correct(c, { kind: 'quantity', quantity: quantityIn(read, form.data.unit) });
  })

  .post('/:pastedListId/lines/:position/decision', async (c) => {
    const form = await readForm(c, Decided);
    if (!form.ok) return answerWrong(c, { problem: problems(c).invalid() });
    return correct(c, { kind: 'decision', decision: form.data.decision || null });
  })

  .post('/:pastedListId/request', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('list', c.req.param('pastedListId'));
    const asked = await transact(db, (tx) => askForLines(tx, actor, { listId, at }));
    if (!wantsFragment(c)) return c.redirect(`/quick/${listId}`, 303);
    const view = await readView(c, listId, { after: 0 });
    const { quick: words } = wordsFor(c.var.language);
    return answerPart(
      c,
      <>
        <PastedListPart view={view} />
        <hx-partial hx-target="#live" hx-swap="innerHTML">
          {words.askedFor(asked)}
        </hx-partial>
      </>,
    );
  })

  .post('/:pastedListId/cart', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('list', c.req.param('pastedListId'));
    const added = await transact(db, (tx) => addPastedLines(tx, actor, { listId, at }));
    if (!wantsFragment(c)) return c.redirect(`/quick/${listId}`, 303);
    const view = await readView(c, listId, { after: 0 });
    const words = wordsFor(c.var.language);
    const lines = (c.var.session?.cartLines ?? 0) + added;
    return answerPart(
      c,
      <>
        <PastedListPart view={view} />
        <CartBadge lines={lines} words={words.shell} oob />
        <hx-partial hx-target="#live" hx-swap="innerHTML">
          {words.sale.added(added)} <a href="/cart">{words.sale.toCart}</a>
        </hx-partial>
      </>,
    );
  });

const readFile = (c: Context) => readUploadedTable(c, 'file', FILE_BOUNDS);

/** The name that the buyer's own file has, as a title. */
const nameOfFile = (file: File | undefined) => (file?.name ?? '').slice(0, FILE_NAME_MAX);

async function answerStart(
  c: Context<BuyerEnv>,
  told: { typed?: string; refused?: RefusalReason; problem?: string },
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { companyId, personId } = actor;
  const recent = await listPastedLists(db, { companyId, personId, rowsMax: RECENT_MAX });
  const page = <QuickPage listId={newId(at.getTime())} recent={recent} {...told} />;
  const { title } = wordsFor(c.var.language).quick;
  return answerPage(c, page, { title, status: told.refused || told.problem ? 422 : 200 });
}

const answerList = (c: Context<BuyerEnv>, view: ListView, status: 200 | 422 = 200) =>
  answerPage(c, <QuickListPage view={view} />, {
    title: view.list.fileName || wordsFor(c.var.language).quick.listTitle,
    status,
  });

/** Terms, the list, its products: three statements. */
async function readView(c: Context<BuyerEnv>, listId: string, opening: Opening): Promise<ListView> {
  const { db, actor, at } = c.var;
  const reader = readerOf(actor);
  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const { companyId } = actor;
  const shown = await readPastedList(db, { listId, companyId, opening, onlooker, terms });
  if (!shown) throw new NotFound('list', listId);
  return { ...shown, seesPrices: may(actor, 'see-prices') };
}

const problems = (c: Context<BuyerEnv>) => wordsFor(c.var.language).problems;

type Line = { listId: string; position: number };

function lineOf(c: Context<BuyerEnv>): Line {
  const listId = pathId('list', c.req.param('pastedListId') ?? '');
  const position = Position.safeParse(c.req.param('position')).data;
  if (position === undefined) throw new NotFound('line of list', '');
  return { listId, position };
}

/** Puts a line right and shows what that changes: its row, those that said the same, those that were or became its twins. */
async function correct(c: Context<BuyerEnv>, correction: Correction): Promise<Response> {
  const { db, actor } = c.var;
  const { listId, position } = lineOf(c);
  const isPart = wantsFragment(c);
  const before = isPart ? await readView(c, listId, 'none') : undefined;
  await transact(db, (tx) => correctPastedLine(tx, actor, { listId, position }, correction));
  if (!isPart) return c.redirect(`/quick/${listId}?after=${position - 1}`, 303);
  const view = await readView(c, listId, { after: position - 1 });
  const looked = before?.lines.map(looksOf) ?? [];
  const changed = view.lines.filter(
    (line, at) => line.position === position || looksOf(line) !== looked[at],
  );
  const own = view.lines.find((line) => line.position === position);
  const { quick: words } = wordsFor(c.var.language);
  const said = words.now(own ? words.statuses[own.status] : '', position);
  return answerPart(c, <ListChanged view={view} changed={changed} said={said} />);
}

/** What of a line its row shows. */
const looksOf = ({ price, ...line }: ShownLine) =>
  JSON.stringify([line, price?.pricePerTonneMinor, price?.grossMinor]);

/** What cannot be understood changes nothing and stands where it was typed, with what is wrong. */
async function answerWrong(c: Context<BuyerEnv>, typed: TypedWrong): Promise<Response> {
  const { listId, position } = lineOf(c);
  const view = { ...(await readView(c, listId, { at: position })), typed };
  if (!view.lines.some((line) => line.position === position)) {
    throw new NotFound('line of list', String(position));
  }
  if (!wantsFragment(c)) return answerList(c, view, 422);
  const said = typed.problem;
  return answerPart(c, <ListChanged view={view} changed={[]} said={said} />, { status: 422 });
}
