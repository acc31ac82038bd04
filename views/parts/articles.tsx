import type { CompanyArticle } from '../../src/customers/article.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ArticleImportForm } from './article-import.tsx';
import { Crumbs } from './crumbs.tsx';
import { Field } from './field.tsx';
import { Pager } from './pager.tsx';
import { ProblemList } from './problem-list.tsx';
import { Notice } from './status.tsx';

type Named = { id: string; sku: string; nameEn: string; nameRu: string; nameKk: string };

export type ArticlesShown = {
  title: string;
  /** Where forms are sent. */
  base: string;
  /** The page of the company itself. */
  back: { href: string; name: string };
  articles: readonly CompanyArticle[];
  total: number;
  text: string | undefined;
  page: number;
  pages: number;
  mayChange: boolean;
  deed: {
    saved: string | undefined;
    imported: number | undefined;
    removed: { code: string; id: string } | undefined | '';
  };
  /** What was typed into the form of one number, or stands in it to be changed. */
  values?: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, string>>;
  /** The products that the typed words fit. */
  choices?: { rows: readonly Named[]; total: number };
  /** The number means another product than the wanted one. */
  question?: { means: CompanyArticle; wanted: Named };
};

/** What a company's books call our goods: found, added, changed, removed, imported and exported on one page. */
export const Articles = (shown: ArticlesShown) => {
  const { articles } = useWords();
  const { title, base, page, pages, text, total, mayChange } = shown;
  const query = text === undefined ? '' : `text=${encodeURIComponent(text)}&`;
  return (
    <>
      <Crumbs above={[{ href: shown.back.href, name: shown.back.name }]} />
      <div class="page-head">
        <h1>{title}</h1>
        <span class="meta">
          {articles.count(total)}. {articles.export}:{' '}
          <a href={`${base}/export?kind=xlsx`} hx-boost="false" download="">
            XLSX
          </a>
          ,{' '}
          <a href={`${base}/export?kind=csv`} hx-boost="false" download="">
            CSV
          </a>
        </span>
      </div>
      <p class="meta">{articles.note}</p>
      <ProblemList
        problems={shown.problems ?? {}}
        labels={{
          ...{ code: articles.ownCode, goods: articles.goods },
          ...{ file: articles.file, pasted: articles.pasted, replace: articles.outcomes.other },
        }}
      />
      <Deeds {...shown} />
      {shown.question && <Question {...shown} question={shown.question} />}
      {shown.choices && <Choices {...shown} choices={shown.choices} />}
      {mayChange && <NumberForm {...shown} />}
      <form class="row filters" method="get" action={base}>
        <Field name="text" label={articles.find} value={text} type="search" size="medium" />
        <button type="submit">{articles.search}</button>
      </form>
      {total === 0 && text === undefined && <p class="empty">{articles.empty}</p>}
      {total === 0 && text !== undefined && <p class="empty">{articles.nothingFound}</p>}
      {total > 0 && <Numbers {...shown} />}
      <Pager page={page} pages={pages} hrefOf={(number) => `${base}?${query}page=${number}`} />
      {mayChange && <ArticleImportForm {...shown} />}
    </>
  );
};

const Deeds = ({ deed, base }: ArticlesShown) => {
  const { articles, shell } = useWords();
  const { saved, imported, removed } = deed;
  return (
    <>
      {saved !== undefined && (
        <Notice mood="ok" role="status">
          {articles.saved(saved)}
        </Notice>
      )}
      {imported !== undefined && (
        <Notice mood={imported > 0 ? 'ok' : 'info'} role="status">
          {imported > 0 ? articles.imported(imported) : articles.nothingToImport}
        </Notice>
      )}
      {removed && (
        <Notice mood="ok" role="status">
          <form class="row" method="post" action={base} hx-sync="this:drop">
            {articles.removed(removed.code)}
            <input type="hidden" name="code" value={removed.code} />
            <input type="hidden" name="productId" value={removed.id} />
            <button type="submit" class="small">
              {shell.undo}
            </button>
          </form>
        </Notice>
      )}
    </>
  );
};

/** One number: a new one, or one to be changed. */
const NumberForm = ({ base, values = {}, problems = {} }: ArticlesShown) => {
  const { articles, shell } = useWords();
  const { was } = values;
  return (
    <section>
      <h2>{was === undefined ? articles.add : articles.changing(was)}</h2>
      <form class="row filters" method="post" action={base} hx-sync="this:drop">
        {was !== undefined && <input type="hidden" name="was" value={was} />}
        <Field
          name="code"
          label={articles.ownCode}
          value={values['code']}
          problem={problems['code']}
          maxlength={64}
          autocomplete="off"
          size="medium"
          required
        />
        <Field
          name="goods"
          label={articles.goods}
          value={values['goods']}
          problem={problems['goods']}
          maxlength={200}
          autocomplete="off"
          size="medium"
          required
        />
        <button type="submit" class="primary">
          {shell.save}
        </button>
        {was !== undefined && <a href={base}>{shell.cancel}</a>}
      </form>
    </section>
  );
};

/** The fields of a number that is asked about, beside its product. */
const Kept = ({ values = {} }: { values: ArticlesShown['values'] | undefined }) => (
  <>
    <input type="hidden" name="goods" value={values['goods'] ?? ''} />
    <input type="hidden" name="code" value={values['code'] ?? ''} />
    {values['was'] !== undefined && <input type="hidden" name="was" value={values['was']} />}
  </>
);

const Choices = (shown: ArticlesShown & { choices: NonNullable<ArticlesShown['choices']> }) => {
  const { articles } = useWords();
  const nameOf = useNameOf();
  const { base, values, choices } = shown;
  const more = choices.total - choices.rows.length;
  return (
    <Notice mood="info" role="alert">
      <p>
        <strong>{articles.choose}</strong> {more > 0 && articles.moreFit(more)}
      </p>
      <ul class="plain-list">
        {choices.rows.map((row) => (
          <li>
            <form class="row" method="post" action={base} hx-sync="this:drop">
              <Kept values={values} />
              <input type="hidden" name="productId" value={row.id} />
              <button
                type="submit"
                class="small"
                aria-label={`${articles.thisOne}: ${nameOf(row)}`}
              >
                {articles.thisOne}
              </button>
              <span>
                {nameOf(row)} <small class="sku">{row.sku}</small>
              </span>
            </form>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const Question = (shown: ArticlesShown & { question: NonNullable<ArticlesShown['question']> }) => {
  const { articles } = useWords();
  const nameOf = useNameOf();
  const { means, wanted } = shown.question;
  return (
    <Notice mood="warn" role="alert">
      <form class="row" method="post" action={shown.base} hx-sync="this:drop">
        {articles.meansOther(means.code, nameOf(means))}
        <Kept values={shown.values} />
        <input type="hidden" name="productId" value={wanted.id} />
        <input type="hidden" name="replace" value="yes" />
        <button type="submit" class="small">
          {articles.replace(nameOf(wanted))}
        </button>
      </form>
    </Notice>
  );
};

const Numbers = (shown: ArticlesShown) => {
  const { articles, columns, shell } = useWords();
  const { title, mayChange } = shown;
  return (
    <div class="table-scroll folds" role="region" aria-label={title} tabindex={0}>
      <table class="table articles" data-t="results">
        <thead>
          <tr>
            <th scope="col">{articles.ownCode}</th>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.sku}</th>
            <th scope="col">{articles.since}</th>
            {mayChange && (
              <th scope="col">
                <span class="visually-hidden">{shell.remove}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.articles.map((article) => (
            <NumberRow shown={shown} article={article} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const NumberRow = ({ shown, article }: { shown: ArticlesShown; article: CompanyArticle }) => {
  const { articles, shell } = useWords();
  const figures = useFigures();
  const name = useNameOf()(article);
  const { base, mayChange } = shown;
  const { code, sku, setAt } = article;
  return (
    <tr>
      <th scope="row" class="own">
        {code}
      </th>
      <td class="name">
        <a href={`/p/${sku}`}>{name}</a>
      </td>
      <td class="code sku">{sku}</td>
      <td class="since">{figures.moment(setAt)}</td>
      {mayChange && (
        <td class="deed">
          <form method="post" action={`${base}/removal`} hx-sync="this:drop">
            <a
              class="button quiet small"
              href={`${base}?change=${encodeURIComponent(code)}`}
              aria-label={articles.changeOf(code)}
            >
              {articles.change}
            </a>
            <input type="hidden" name="code" value={code} />
            <button type="submit" class="quiet small" aria-label={articles.removeOf(code)}>
              {shell.remove}
            </button>
          </form>
        </td>
      )}
    </tr>
  );
};
