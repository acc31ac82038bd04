import type { CustomsRow } from '../../src/payments/goods-customs.queries.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** Signs of origin of goods by the form; 6 is for services. */
const ORIGINS = ['1', '2', '3', '4', '5'] as const;

type Shown = {
  rows: readonly CustomsRow[];
  /** Of which category the form is. */
  category: string | undefined;
  place: OfficePlace;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** What the register of electronic invoices asks of our goods: what is missing, the form, and what is known. */
export const GoodsCustomsPage = (shown: Shown) => {
  const { papers } = useWords();
  const { customs: words } = papers;
  const { rows } = shown;
  const missing = rows.filter(({ tnvedCode }) => tnvedCode === null);
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {missing.length > 0 && <Notice mood="warn">{words.missing(missing.length)}</Notice>}
      {rows.length === 0 ? <p>{words.none}</p> : <Form {...shown} />}
      {rows.length > 0 && <Known rows={rows} />}
    </OfficeFrame>
  );
};

const Form = ({ rows, category, refused }: Shown) => {
  const { papers } = useWords();
  const { customs: words } = papers;
  const nameOf = useNames();
  const row = rows.find(({ categoryCode }) => categoryCode === category) ?? rows[0];
  const { values, problems = {} } = refused ?? {};
  const labels = {
    ...{ categoryCode: words.category, originCode: words.origin },
    ...{ tnvedCode: words.code, tnvedName: words.name },
  };
  return (
    <form class="form" method="post" action="/office/customs" hx-sync="this:drop">
      <ProblemList problems={problems} labels={labels} />
      <Choice
        name="categoryCode"
        label={words.category}
        value={values?.['categoryCode'] ?? row?.categoryCode}
        problem={problems['categoryCode']}
        options={rows.map((one) => ({ value: one.categoryCode, label: nameOf(one) }))}
        required
      />
      <Field
        name="tnvedCode"
        label={words.code}
        hint={words.codeHint}
        value={values?.['tnvedCode'] ?? row?.tnvedCode ?? ''}
        problem={problems['tnvedCode']}
        inputmode="numeric"
        maxlength={20}
        size="medium"
        required
      />
      <Field
        name="tnvedName"
        label={words.name}
        value={values?.['tnvedName'] ?? row?.tnvedName ?? ''}
        problem={problems['tnvedName']}
        maxlength={200}
      />
      <Choice
        name="originCode"
        label={words.origin}
        hint={words.originHint}
        value={values?.['originCode'] ?? String(row?.originCode ?? '')}
        problem={problems['originCode']}
        options={[
          { value: '', label: words.choose },
          ...ORIGINS.map((value) => ({ value, label: value })),
        ]}
        required
      />
      <button type="submit" class="primary">
        {words.save}
      </button>
    </form>
  );
};

const Known = ({ rows }: Pick<Shown, 'rows'>) => {
  const { papers, shell } = useWords();
  const { customs: words } = papers;
  const figures = useFigures();
  const nameOf = useNames();
  return (
    <ScrollRegion label={`${words.title}: ${shell.tableScrolls}`} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.category}</th>
            <th scope="col">{words.code}</th>
            <th scope="col">{words.origin}</th>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.kept}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                <a href={`/office/customs?category=${encodeURIComponent(row.categoryCode)}`}>
                  {nameOf(row)}
                </a>
              </th>
              <td data-label={words.code}>
                {row.tnvedCode === null ? (
                  <span class="meta">{words.unknown}</span>
                ) : (
                  <span class="code">{row.tnvedCode}</span>
                )}
              </td>
              <td data-label={row.originCode === null ? undefined : words.origin}>
                {row.originCode}
              </td>
              <td>{row.tnvedName}</td>
              <td class="meta">
                {row.keptByName !== null && row.keptAt !== null
                  ? `${figures.moment(row.keptAt)}, ${row.keptByName}`
                  : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

function useNames(): (row: CustomsRow) => string {
  const language = useLanguage();
  return ({ nameEn, nameRu, nameKk }) => ({ en: nameEn, ru: nameRu, kk: nameKk })[language];
}
