import type { PriceTally } from '../../src/pricing/price-import.ts';
import { JobWaiting } from '../parts/job-waiting.tsx';
import { isAtWork, paceOf, type PriceImport } from '../../src/pricing/price-import.ts';
import type { ShownRow } from '../../src/pricing/price-import-row.queries.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { problemInWords } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { ImportColumns } from './price-import-columns.tsx';
import { type PreviewVerdict, PriceImportPreview } from './price-import-rows.tsx';
import { PriceListFacts } from './price-list.tsx';

export type ImportPreview = {
  tally: PriceTally;
  verdict: PreviewVerdict;
  text: string | undefined;
  page: number;
  pages: number;
  rows: readonly ShownRow[];
};

export type ImportShown = {
  place: OfficePlace;
  list: PriceListCard;
  state: PriceImport;
  sample?: readonly { line: number; cells: readonly string[] }[];
  preview?: ImportPreview;
  /** Whether the columns that were sent cannot be read by. */
  columnsProblem?: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** A file of prices, from its reading to the list. */
export const PriceImportPage = ({ shown }: { shown: ImportShown }) => {
  const { priceImport } = useWords();
  return (
    <OfficeFrame {...shown.place}>
      <h1>{shown.state.fileName || priceImport.file}</h1>
      <PriceListFacts list={shown.list} />
      <PriceImportPart shown={shown} />
      <p>
        <a href={`/office/price-lists/${shown.list.id}/imports`}>{priceImport.title}</a>
      </p>
    </OfficeFrame>
  );
};

/** The part that changes while the job is at work; replaced whole until it is done. */
export const PriceImportPart = ({ shown }: { shown: ImportShown }) =>
  isAtWork(shown.state) ? <AtWork {...shown} /> : <Settled shown={shown} />;

const hrefOf = ({ list, state }: ImportShown) =>
  `/office/price-lists/${list.id}/imports/${state.id}`;

/** How far the job is; asks again by itself, and by a link without scripts. */
const AtWork = (shown: ImportShown) => {
  const { priceImport } = useWords();
  const { bare } = useFigures();
  const { state } = shown;
  const here = hrefOf(shown);
  const pace = paceOf(state);
  const progress = pace && pace.total !== null ? { max: pace.total, value: pace.done } : undefined;
  const stage = state.stage === 'reading' || state.stage === 'judging' ? state.stage : 'applying';
  return (
    <JobWaiting
      id="import"
      href={here}
      says={priceImport[stage]}
      progress={progress}
      deeds={
        <>
          {stage !== 'applying' && (
            <form
              method="post"
              action={`${here}/cancellation`}
              hx-post={`${here}/cancellation`}
              hx-target="#import"
              hx-swap="outerMorph"
              hx-sync="this:drop"
            >
              <button type="submit" id="stop-import">
                {priceImport.stop}
              </button>
            </form>
          )}
          <a href={here} id="refresh-import">
            {priceImport.refresh}
          </a>
        </>
      }
    >
      {pace && (
        <p class="meta">
          {priceImport.progress(
            bare.count(pace.done),
            pace.total === null ? null : bare.count(pace.total),
          )}
          {', '}
          {priceImport.pace(
            bare.count(pace.perSecond),
            pace.secondsLeft === null ? null : bare.count(pace.secondsLeft),
          )}
        </p>
      )}
      <p class="meta">{priceImport.leaveLead}</p>
    </JobWaiting>
  );
};

const Settled = ({ shown }: { shown: ImportShown }) => {
  const words = useWords();
  const { priceImport } = words;
  const { state, list, preview } = shown;
  const { problem } = state;
  return (
    <section id="import" class="stack">
      {problem !== null && (
        <Notice mood="warn" role="status">
          {state.stage === 'failed'
            ? problemInWords(words, problem)
            : wordFor(priceImport.problems, problem)}
        </Notice>
      )}
      {state.stage === 'cancelled' && <Notice mood="info">{priceImport.stopped}</Notice>}
      {state.stage === 'applied' && <Applied state={state} listId={list.id} />}
      {state.stage === 'mapping' && <Notice mood="warn">{priceImport.columnsUnknown}</Notice>}
      {preview && <PriceImportPreview shown={shown} preview={preview} href={hrefOf(shown)} />}
      {shown.sample && <ImportColumns shown={shown} sample={shown.sample} href={hrefOf(shown)} />}
    </section>
  );
};

const Applied = ({ state, listId }: { state: PriceImport; listId: string }) => {
  const { priceImport } = useWords();
  const figures = useFigures();
  const href = `/office/price-lists/${listId}`;
  const { publishFrom } = state;
  return (
    <>
      <Notice mood="ok" role="status">
        {publishFrom === null
          ? priceImport.inDraft
          : priceImport.published(figures.date(publishFrom))}
      </Notice>
      <p>
        <a class="button primary" href={publishFrom === null ? `${href}/draft` : href}>
          {publishFrom === null ? priceImport.openDraft : priceImport.backToList}
        </a>
        {publishFrom !== null && <span class="meta"> {priceImport.undoHint}</span>}
      </p>
    </>
  );
};
