import { setTimeout as pause } from 'node:timers/promises';
import { tradingDay } from '../../src/measures/calendar.ts';
import { newId } from '../../src/platform/id.ts';
import type { Asked } from './arguments.ts';
import type { Figures } from './figures.ts';
import { type Ground, loads } from './loads.ts';
import { measureWhile } from './measure.ts';
import { untilNoJobs } from './orders.ts';
import { signIn } from './paying.ts';
import type { Web, World } from './world.ts';

const READERS = 10;
/** As somebody reads a table of prices, where nothing else was asked for. */
const READING_MS = 200;
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 180_000;

/** What a file of all prices takes, and what the readers of category pages notice of it. */
export type PriceFile = {
  rows: number;
  /** From sending the file until its page says that rows were read. */
  progressMs: number;
  /** Until every row stands beside the list. */
  previewMs: number;
  publicationMs: number;
  undoMs: number;
  /** Whether all prices in force were the same before and after. */
  isRestored: boolean;
  thinkMs: number;
  /** Readers of a category while nothing else happens, and during each part. */
  before: Figures;
  duringPreview: Figures;
  duringPublication: Figures;
  duringUndo: Figures;
};

/**
 * A manager sends a file with a price for every product, looks at the comparison,
 * publishes and takes it back, as a browser would, while ten buyers read category
 * pages.
 */
export async function measurePriceFile(ground: Ground, web: Web, asked: Asked): Promise<PriceFile> {
  const { world } = ground;
  const list = await widestList(world);
  const file = await fileOf(world, list);
  const office = openOffice(web, await signIn(world, 'head@counterweight.example'), list);
  const load = loads.find(({ name }) => name === 'category');
  if (!load) throw new Error('there is no load of readers');
  const asks = await load.prepare(ground, READERS);
  const thinkMs = asked.thinkMs || READING_MS;
  const course = { address: web.address, connections: READERS, thinkMs };
  const during = <Result>(work: () => Promise<Result>) => measureWhile(asks, course, work);

  await during(() => pause(asked.warmUpSeconds * 1000));
  const before = await during(() => pause(asked.seconds * 1000));
  const sumBefore = await sumOfPrices(world);
  const importId = newId();
  const preview = await during(() => sendFile(world, office, { importId, file }));
  const publication = await during(() => publish(world, office, importId));
  const undo = await during(() => timed(() => takeBack(world, office, list)));
  const sumAfter = await sumOfPrices(world);
  await untilNoJobs(world);
  return {
    rows: file.split('\n').length - 1,
    ...preview.result,
    publicationMs: publication.result,
    undoMs: undo.result,
    isRestored: sumBefore === sumAfter,
    thinkMs,
    before: before.figures,
    duringPreview: preview.figures,
    duringPublication: publication.figures,
    duringUndo: undo.figures,
  };
}

/** The list that prices most products today. */
async function widestList({ sql }: World): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `select version.price_list_id as id
     from price_list_version as version join price on price.version_id = version.id
     where version.published_at is not null and version.valid_during @> current_date
     group by version.price_list_id order by count(*) desc limit 1`,
  );
  if (!rows[0]) throw new Error('this world has no list of prices');
  return rows[0].id;
}

/** Every product with its price raised by three per cent; what the list does not price yet gets one. */
async function fileOf({ sql }: World, list: string): Promise<string> {
  const { rows } = await sql.query<{ line: string }>(
    `select product.sku || ';' || round(coalesce(price.prices_per_tonne_minor[1], 50000000) * 1.03 / 100) as line
     from product left join (
       select price.* from price join price_list_version as version on version.id = price.version_id
       where version.price_list_id = $1 and version.published_at is not null and version.valid_during @> current_date
     ) as price on price.product_id = product.id
     where product.withdrawn_at is null order by product.sku`,
    [list],
  );
  return ['SKU;Цена', ...rows.map(({ line }) => line)].join('\n');
}

/** A sum over every price that is in force today, whichever the list. */
async function sumOfPrices({ sql }: World): Promise<string> {
  const { rows } = await sql.query<{ sum: string }>(
    `select count(*) || '/' || sum(hashtextextended(
       version.price_list_id::text || product_id || from_weights_g::text || prices_per_tonne_minor::text, 0)) as sum
     from price join price_list_version as version on version.id = price.version_id
     where version.published_at is not null and version.valid_during @> current_date`,
  );
  return rows[0]?.sum ?? '';
}

type Office = ReturnType<typeof openOffice>;

/** The pages of a list, as somebody signed in sends its forms. */
function openOffice({ address }: Web, cookie: string, list: string) {
  const href = `${address}/office/price-lists/${list}`;
  const headers = { cookie, accept: 'text/html', origin: address };
  const answered = async (answer: Response) => {
    const said = await answer.text();
    if (answer.status < 400) return said;
    throw new Error(`${answer.url}: ${answer.status}\n${said.slice(0, 2000)}`);
  };
  return {
    read: async (path: string) => answered(await fetch(href + path, { headers })),
    send: async (path: string, body: FormData | URLSearchParams) =>
      answered(await fetch(href + path, { method: 'POST', headers, body, redirect: 'manual' })),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function sendFile(
  world: World,
  office: Office,
  { importId, file }: { importId: string; file: string },
): Promise<{ progressMs: number; previewMs: number }> {
  const form = new FormData();
  form.set('importId', importId);
  form.set('file', new File([file], 'prices.csv', { type: 'text/csv' }));
  const begun = performance.now();
  await office.send('/imports/file', form);
  const progressMs = await untilStage(world, importId, ({ row_count }) => row_count > 0, begun);
  await untilStage(world, importId, ({ stage }) => stage === 'ready', begun);
  await office.read(`/imports/${importId}`);
  return { progressMs, previewMs: performance.now() - begun };
}

async function publish(world: World, office: Office, importId: string): Promise<number> {
  const begun = performance.now();
  const form = { wish: 'publish', from: tradingDay(new Date()), hasReadRemarks: 'yes' };
  await office.send(`/imports/${importId}/application`, new URLSearchParams(form));
  return untilStage(world, importId, ({ stage }) => stage === 'applied', begun);
}

async function takeBack({ sql }: World, office: Office, list: string): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from price_list_version where price_list_id = $1 and published_at is not null
     order by published_at desc limit 1`,
    [list],
  );
  await office.send(`/versions/${rows[0]?.id}/undo`, new URLSearchParams());
}

type State = { stage: string; row_count: number; problem: string | null };

/** Waits until a file is where it is waited for; throws where it never gets there. Milliseconds since it was begun. */
async function untilStage(
  { sql }: World,
  importId: string,
  isThere: (state: State) => boolean,
  begun: number,
): Promise<number> {
  while (performance.now() - begun < PATIENCE_MS) {
    const { rows } = await sql.query<State>(
      'select stage, row_count, problem from price_import where id = $1',
      [importId],
    );
    const [state] = rows;
    if (state && isThere(state)) return performance.now() - begun;
    if (!state || state.problem !== null) throw new Error(`the file: ${JSON.stringify(state)}`);
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('a file of prices is never done');
}

/** The same in words, beneath the table. */
export function priceFileInWords(measured: PriceFile): string {
  const { rows, progressMs, previewMs, publicationMs, undoMs, isRestored, thinkMs } = measured;
  const { before, duringPreview, duringPublication, duringUndo } = measured;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const beside = ({ p95Ms }: Figures) =>
    `${p95Ms.toFixed(0)} ms (${(p95Ms / before.p95Ms).toFixed(2)} ×)`;
  return `A file of ${rows} prices: first progress after ${seconds(progressMs)}, comparison after ${seconds(previewMs)}, \
publication ${seconds(publicationMs)}, taken back in ${seconds(undoMs)}; every price as before: ${isRestored ? 'yes' : 'NO'}.
${READERS} readers of category pages who think ${thinkMs} ms, p95: ${before.p95Ms.toFixed(0)} ms before, \
${beside(duringPreview)} while it is compared, ${beside(duringPublication)} while it is published, ${beside(duringUndo)} while it is taken back.
`;
}
