import { columnsUnknown } from '../../src/pricing/price-columns.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice } from '../parts/status.tsx';
import type { ImportShown } from './price-import.tsx';

const SHOWN_ROWS = 20;
const G_PER_T = 1_000_000;

/** What each column of the file says, above the first rows of the file; folded away where they were recognised. */
export const ImportColumns = (props: {
  shown: ImportShown;
  sample: readonly { line: number; cells: readonly string[] }[];
  href: string;
}) => {
  const { priceImport } = useWords();
  const { shown, sample, href } = props;
  const values = shown.columnsProblem ? shown.values : {};
  const rows = sample.map(({ cells }) => [...cells]);
  const read = shown.state.columns ?? columnsUnknown(rows);
  const width = columnsUnknown(rows).columns.length;
  const columns = Array.from({ length: width }, (_, at) => read.columns[at]);
  const options = (['idle', 'code', 'words', 'price'] as const).map((value) => ({
    value,
    label: priceImport.means[value],
  }));
  return (
    <details open={shown.state.stage === 'mapping' || shown.columnsProblem}>
      <summary>{priceImport.columns}</summary>
      <form method="post" action={`${href}/columns`} hx-sync="this:drop" class="stack">
        <p class="meta">
          {priceImport.columnsLead}{' '}
          {shown.list.includesVat ? priceImport.vat.with : priceImport.vat.without}
        </p>
        {shown.columnsProblem && (
          <Notice mood="err" role="alert">
            {priceImport.columnsWrong}
          </Notice>
        )}
        <Field
          name="headRows"
          label={priceImport.headRows}
          value={values['headRows'] ?? String(read.headRows)}
          inputmode="numeric"
          size="short"
          maxlength={2}
        />
        <ScrollRegion label={priceImport.columns}>
          <table>
            <thead>
              <tr>
                <th scope="col">{priceImport.line}</th>
                {columns.map((column, at) => (
                  <th scope="col">
                    {priceImport.columnNamed(at + 1)}
                    <Choice
                      name={`means.${at}`}
                      label={priceImport.meaning}
                      value={values[`means.${at}`] ?? column?.means ?? 'idle'}
                      options={options}
                    />
                    <Field
                      name={`from.${at}`}
                      label={priceImport.fromTonnes}
                      value={
                        values[`from.${at}`] ??
                        (column?.means === 'price' && column.fromG > 0
                          ? String(column.fromG / G_PER_T)
                          : '')
                      }
                      inputmode="decimal"
                      size="short"
                      maxlength={10}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sample.slice(0, SHOWN_ROWS).map(({ line, cells }) => (
                <tr>
                  <th scope="row">{line}</th>
                  {columns.map((_, at) => (
                    <td>{cells[at]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <p class="actions">
          <button type="submit">{priceImport.compareAgain}</button>
        </p>
      </form>
    </details>
  );
};
