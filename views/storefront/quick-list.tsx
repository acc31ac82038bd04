import { JobWaiting } from '../parts/job-waiting.tsx';
import { isBeingRead, type PastedHead } from '../../src/ordering/pasted-list.ts';
import type { ShownLine, ShownList } from '../../src/ordering/read-pasted-list.ts';
import { useFigures, useWords } from '../language.tsx';
import { Moment } from '../parts/measures.tsx';
import { ListPanel, type TypedWrong } from '../parts/pasted-panel.tsx';
import { PastedRow } from '../parts/pasted-row.tsx';
import { Notice } from '../parts/status.tsx';

/** A list with what its reader may see. */
export type ListView = ShownList & { seesPrices: boolean; typed?: TypedWrong };

/** How a form is sent that changes the whole list. */
const changingAll = (to: string) =>
  ({
    method: 'post',
    action: to,
    'hx-post': to,
    'hx-target': '#list',
    'hx-swap': 'outerMorph',
    'hx-sync': 'this:drop',
  }) as const;

/** The page of a pasted list, from reading to the cart. */
export const QuickListPage = ({ view }: { view: ListView }) => {
  const { quick } = useWords();
  const { list } = view;
  return (
    <>
      <div class="page-head">
        <h1>{list.fileName || quick.listTitle}</h1>
        <span class="meta">
          {quick.rowsOf(list.lineCount)} · {list.pastedByName} · <Moment at={list.pastedAt} />
        </span>
        <a class="actions" href="/quick">
          {quick.another}
        </a>
      </div>
      <PastedListPart view={view} />
    </>
  );
};

/** The list while it is read, then its rows. Replaced whole until all is read. */
export const PastedListPart = ({ view }: { view: ListView }) =>
  isBeingRead(view.list) ? <Reading list={view.list} /> : <ReadList view={view} />;

/** How far a long list is; asks again by itself, and by a link without scripts. */
const Reading = ({ list }: { list: PastedHead }) => {
  const { quick } = useWords();
  const here = `/quick/${list.id}`;
  return (
    <JobWaiting
      id="list"
      href={here}
      says={quick.reading(list.matchedCount, list.lineCount)}
      progress={{ max: list.lineCount, value: list.matchedCount }}
      deeds={
        <>
          <form {...changingAll(`${here}/cancellation`)}>
            <button type="submit" id="stop-list">
              {quick.stop}
            </button>
          </form>
          <a href={here} id="refresh-list">
            {quick.refresh}
          </a>
        </>
      }
    >
      <p class="meta">{quick.readingLead}</p>
    </JobWaiting>
  );
};

const ReadList = ({ view }: { view: ListView }) => {
  const { quick } = useWords();
  const { list, lines, seesPrices } = view;
  return (
    <section id="list" class="stack">
      {list.isCut && <Notice mood="warn">{quick.cut}</Notice>}
      {list.cancelledAt && list.matchedCount < list.lineCount && (
        <Notice mood="info">{quick.stopped}</Notice>
      )}
      <div class="list-head">
        <ListSummary view={view} />
        <ListPanel view={view} />
      </div>
      <div
        class="table-scroll folds pasted"
        role="region"
        tabindex={0}
        aria-label={quick.listTitle}
      >
        <table class="table" data-grid data-t="grid">
          <Columns seesPrices={seesPrices} />
          <tbody>
            {lines.map((line) => (
              <PastedRow listId={list.id} line={line} seesPrices={seesPrices} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Columns = ({ seesPrices }: { seesPrices: boolean }) => {
  const { columns, quick } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col" class="num">
          {columns.position}
        </th>
        <th scope="col">{quick.columns.written}</th>
        <th scope="col">{quick.columns.sure}</th>
        <th scope="col">{quick.columns.means}</th>
        <th scope="col">{columns.quantity}</th>
        <th scope="col" class="num">
          {columns.weightKg}
        </th>
        {seesPrices && (
          <>
            <th scope="col" class="num">
              {columns.pricePerTonne}
            </th>
            <th scope="col" class="num">
              {columns.gross}
            </th>
          </>
        )}
        <th scope="col" class="num">
          {columns.stockKg}
        </th>
        <th scope="col">
          <span class="visually-hidden">{quick.columns.action}</span>
        </th>
      </tr>
    </thead>
  );
};

/** What is ready and what is left to decide; one button fills the cart, one goes to the next problem. */
export const ListSummary = ({ view }: { view: ListView }) => {
  const { quick, sale } = useWords();
  const figures = useFigures();
  const { list, tally, lines, openAt } = view;
  const here = `/quick/${list.id}`;
  const open = tally.ready + tally.problems;
  const notFound = lines.filter((line) => line.problem === 'not-found').length;
  return (
    <div id="list-summary" class="toolbar" data-t="totals">
      {tally.added > 0 && (
        <span>
          {quick.done(tally.added)} <a href="/cart">{sale.toCart}</a>
        </span>
      )}
      {tally.ready > 0 && (
        <form {...changingAll(`${here}/cart`)}>
          <button type="submit" class="primary" data-key="F9" autofocus={tally.problems === 0}>
            {quick.add(tally.ready, open)} <kbd>F9</kbd>
          </button>
        </form>
      )}
      {tally.ready === 0 && tally.added < lines.length && (
        <span class="meta">{quick.nothingReady}</span>
      )}
      {tally.ready > 0 && (
        <span role="status">
          {quick.summary(figures.massT(tally.weightG))}
          {view.seesPrices && tally.grossMinor > 0 && <> · {figures.money(tally.grossMinor)}</>}
        </span>
      )}
      {notFound > 0 && (
        <form {...changingAll(`${here}/request`)}>
          <button type="submit">{quick.ask(notFound)}</button>
        </form>
      )}
      {tally.asked > 0 && <span class="meta">{quick.askedFor(tally.asked)}</span>}
      {tally.problems > 0 && (
        <a
          class="button"
          href={`${here}?after=${openAt ?? 0}`}
          hx-get={`${here}?after=${openAt ?? 0}`}
          hx-target="#list-panel"
          hx-swap="outerMorph"
          hx-sync="this:replace"
          data-key="F8"
        >
          {quick.nextProblem(tally.problems)} <kbd>F8</kbd>
        </a>
      )}
    </div>
  );
};

/** What a correction changes on the page: the rows that it touched, what comes next, the summary. */
export const ListChanged = ({
  view,
  changed,
  said,
}: {
  view: ListView;
  changed: readonly ShownLine[];
  said: string;
}) => (
  <>
    {changed.map((line) => (
      <hx-partial hx-target={`#row-${line.position}`} hx-swap="outerMorph">
        <PastedRow listId={view.list.id} line={line} seesPrices={view.seesPrices} />
      </hx-partial>
    ))}
    <hx-partial hx-target="#list-panel" hx-swap="outerMorph">
      <ListPanel view={view} isNext />
    </hx-partial>
    <hx-partial hx-target="#list-summary" hx-swap="outerMorph">
      <ListSummary view={view} />
    </hx-partial>
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {said}
    </hx-partial>
  </>
);
