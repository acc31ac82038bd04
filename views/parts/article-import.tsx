import {
  type ArticleOutcome,
  isProblem,
  type JudgedRow,
} from '../../src/customers/article-file.ts';
import { useNameOf, useWords } from '../language.tsx';
import { Check, Field, TextField } from './field.tsx';
import type { ArticlesShown } from './articles.tsx';
import { Notice, Status } from './status.tsx';

/** A list to look at before anything is kept: a file, or rows pasted from a spreadsheet. */
export const ArticleImportForm = ({ base, values = {}, problems = {} }: ArticlesShown) => {
  const { articles } = useWords();
  return (
    <section id="import">
      <h2>{articles.importTitle}</h2>
      <p class="meta">
        {articles.importNote} {articles.sample}:{' '}
        <a href={`${base}/sample?kind=xlsx`} hx-boost="false" download="">
          XLSX
        </a>
        ,{' '}
        <a href={`${base}/sample?kind=csv`} hx-boost="false" download="">
          CSV
        </a>
      </p>
      <form
        class="stack"
        method="post"
        action={`${base}/file`}
        enctype="multipart/form-data"
        hx-boost="false"
      >
        <Field
          name="file"
          label={articles.file}
          type="file"
          size="medium"
          problem={problems['file']}
        />
        <TextField
          name="pasted"
          label={articles.pasted}
          value={values['pasted']}
          problem={problems['pasted']}
        />
        <p class="actions">
          <button type="submit">{articles.preview}</button>
        </p>
      </form>
    </section>
  );
};

type PreviewShown = {
  base: string;
  title: string;
  judged: readonly JudgedRow[];
  /** The rows as text, carried to the import. */
  pasted: string;
};

const ROWS_SHOWN_MAX = 200;

/** What importing a list would change, problems first; from here it is kept or left alone. */
export const ImportPreview = ({ base, title, judged, pasted }: PreviewShown) => {
  const { articles } = useWords();
  const counts = new Map<ArticleOutcome, number>();
  for (const { outcome } of judged) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const taken = (counts.get('new') ?? 0) + (counts.get('respelled') ?? 0);
  const others = counts.get('other') ?? 0;
  const hasProblems = judged.some(({ outcome }) => isProblem(outcome));
  return (
    <>
      <div class="page-head">
        <h1>{articles.previewTitle}</h1>
        <span class="meta">{title}</span>
      </div>
      <Notice mood={hasProblems ? 'warn' : 'info'} role="status">
        {articles.previewNote}{' '}
        {[...counts].map(([outcome, count], index) => (
          <>
            {index > 0 && ', '}
            {articles.outcomes[outcome]} <strong>{count}</strong>
          </>
        ))}
      </Notice>
      <form
        class="stack"
        method="post"
        action={`${base}/import/file`}
        enctype="multipart/form-data"
        hx-boost="false"
      >
        <input type="hidden" name="pasted" value={pasted} />
        {others > 0 && <Check name="replace" label={articles.replaceOthers(others)} />}
        <p class="actions">
          {taken + others > 0 && (
            <button type="submit" class="primary">
              {articles.import}
            </button>
          )}
          {hasProblems && (
            <button type="submit" formaction={`${base}/problems/file`}>
              {articles.problemFile}
            </button>
          )}
          <a href={base}>{articles.back}</a>
        </p>
        {taken + others === 0 && <p>{articles.nothingToImport}</p>}
      </form>
      <JudgedRows judged={judged} />
    </>
  );
};

const JudgedRows = ({ judged }: { judged: readonly JudgedRow[] }) => {
  const { articles } = useWords();
  const nameOf = useNameOf();
  const first = judged.filter(({ outcome }) => isProblem(outcome));
  const rest = judged.filter(({ outcome }) => !isProblem(outcome));
  const shown = [...first, ...rest].slice(0, ROWS_SHOWN_MAX);
  return (
    <>
      {shown.length < judged.length && (
        <p class="meta">{articles.firstOf(shown.length, judged.length)}</p>
      )}
      <div class="table-scroll folds" role="region" aria-label={articles.previewTitle} tabindex={0}>
        <table class="table articles">
          <thead>
            <tr>
              <th scope="col" class="num">
                {articles.row}
              </th>
              <th scope="col">{articles.ownCode}</th>
              <th scope="col">{articles.asWritten}</th>
              <th scope="col">{articles.meaning}</th>
              <th scope="col">{articles.outcome}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, code, said, meant, before, outcome }) => (
              <tr>
                <td class="num place">{row}</td>
                <th scope="row" class="own">
                  {code || '—'}
                </th>
                <td class="said">{said || '—'}</td>
                <td class="name">
                  {meant ? nameOf(meant) : '—'}
                  {before && <small class="meta"> {articles.before(nameOf(before))}</small>}
                </td>
                <td class="outcome">
                  <Status mood={isProblem(outcome) ? 'warn' : 'ok'}>
                    {articles.outcomes[outcome]}
                  </Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
