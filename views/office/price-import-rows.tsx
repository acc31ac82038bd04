import type { PriceTally } from '../../src/pricing/price-import.ts';
import type { ShownRow } from '../../src/pricing/price-import-row.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import type { ImportPreview, ImportShown } from './price-import.tsx';
import { PriceInWords } from './price-in-words.tsx';

const verdicts = ['changed', 'new', 'unchanged', 'wrong'] as const;
export type PreviewVerdict = (typeof verdicts)[number];

/** What a file would do: counts, the rows of one kind, the biggest changes first, and the way into the list. */
export const PriceImportPreview = (props: {
  shown: ImportShown;
  preview: ImportPreview;
  href: string;
}) => {
  const { office, priceImport, columns } = useWords();
  const { bare } = useFigures();
  const { shown, preview, href } = props;
  const { tally, verdict, text, page, pages, rows } = preview;
  const isWrong = verdict === 'wrong';
  const query = (show: PreviewVerdict, number = 1) => {
    const asked = new URLSearchParams({ show, ...(text ? { text } : {}) });
    if (number > 1) asked.set('page', String(number));
    return `${href}?${asked.toString()}`;
  };
  return (
    <>
      <nav class="toolbar" aria-label={office.difference} data-t="diff">
        {verdicts.map((one) => (
          <a href={query(one)} class="chip" aria-current={one === verdict ? 'page' : undefined}>
            {priceImport.verdicts[one](bare.count(tally[one]))}
          </a>
        ))}
        {tally.wrong > 0 && (
          <a href={`${href}/errors.csv`} download>
            {priceImport.errorsFile}
          </a>
        )}
      </nav>
      <ImportTally tally={tally} />
      <Application shown={shown} tally={tally} href={href} />
      <form class="row filters" method="get" action={href}>
        <input type="hidden" name="show" value={verdict} />
        <Field
          name="text"
          label={`${columns.name}, ${columns.sku}`}
          value={text}
          type="search"
          size="medium"
        />
        <button type="submit">{office.find}</button>
      </form>
      {rows.length === 0 ? (
        <p>{priceImport.nothing}</p>
      ) : (
        <div
          class="scroll folds"
          role="region"
          tabindex={0}
          aria-label={priceImport.verdicts[verdict](bare.count(tally[verdict]))}
        >
          <table class="compact" data-t="grid">
            <thead>
              <tr>
                <th scope="col">{priceImport.line}</th>
                <th scope="col">{isWrong ? priceImport.inFile : columns.name}</th>
                {isWrong ? (
                  <th scope="col">{priceImport.why}</th>
                ) : (
                  <>
                    <th scope="col">{office.was}</th>
                    <th scope="col">{office.becomes}</th>
                    <th scope="col" class="n">
                      {office.difference}
                    </th>
                    <th scope="col">{priceImport.leaveOut}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ImportedRow
                  href={href}
                  row={row}
                  isWrong={isWrong}
                  mayLeaveOut={verdict !== 'unchanged'}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pages={pages} hrefOf={(number) => query(verdict, number)} />
    </>
  );
};

/** How many rows are left out; changes with every one. */
export const ImportTally = ({ tally }: { tally: PriceTally }) => {
  const { priceImport } = useWords();
  return (
    <p id="import-tally" class="meta" role="status">
      {tally.excluded > 0 && priceImport.excluded(tally.excluded)}
    </p>
  );
};

/** A row beside the price of its product before, or why it is not taken. */
export const ImportedRow = (props: {
  href: string;
  row: ShownRow;
  isWrong: boolean;
  mayLeaveOut?: boolean;
}) => {
  const { office, priceImport } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { href, row, isWrong, mayLeaveOut = true } = props;
  const { nameEn, nameRu, nameKk, moveBp } = row;
  const name =
    nameEn !== null && nameRu !== null && nameKk !== null
      ? nameOf({ nameEn, nameRu, nameKk })
      : row.cells.join(' · ');
  const id = `row-${row.line}`;
  if (isWrong) {
    return (
      <tr id={id}>
        <td class="n">{row.line}</td>
        <th scope="row">{row.cells.join(' · ')}</th>
        <td>{row.problem && priceImport.rowProblems[row.problem]}</td>
      </tr>
    );
  }
  const action = `${href}/rows/${row.line}/exclusion`;
  return (
    <tr id={id} class={row.isExcluded ? 'meta' : undefined}>
      <td class="n">{row.line}</td>
      <th scope="row">
        {row.isExcluded ? <s>{name}</s> : name} <small class="code">{row.sku}</small>
      </th>
      <td>
        <span class="folded-label">{office.was} </span>
        <PriceInWords price={row.before} />
      </td>
      <td>
        <span class="folded-label">{office.becomes} </span>
        <PriceInWords price={row.price} />
      </td>
      <td class="n">{row.before && `${moveBp > 0 ? '+' : ''}${figures.percent(moveBp)}`}</td>
      <td>
        {mayLeaveOut && (
          <form
            method="post"
            action={action}
            hx-post={action}
            hx-target={`#${id}`}
            hx-swap="outerMorph"
            hx-sync="this:drop"
          >
            <input type="hidden" name="excluded" value={row.isExcluded ? '' : 'yes'} />
            <button type="submit" id={`exclude-${row.line}`}>
              {row.isExcluded ? priceImport.takeBack : priceImport.leaveOut}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
};

const Application = (props: { shown: ImportShown; tally: PriceTally; href: string }) => {
  const { office, priceImport } = useWords();
  const { bare } = useFigures();
  const { shown, tally, href } = props;
  const { values, problems } = shown;
  const count = tally.changed + tally.new - tally.excluded;
  if (count <= 0) return <p>{priceImport.nothingToApply}</p>;
  return (
    <form class="form" method="post" action={`${href}/application`} hx-sync="this:drop">
      <h2>{priceImport.apply}</h2>
      <p class="meta">{priceImport.applyLead(bare.count(count))}</p>
      <ProblemList problems={problems} labels={{ from: office.publishFrom }} />
      <Field
        name="from"
        label={office.publishFrom}
        type="date"
        size="medium"
        value={values['from']}
        problem={problems['from']}
      />
      <Check
        name="hasReadRemarks"
        label={office.remarksRead}
        checked={values['hasReadRemarks'] === 'yes'}
      />
      <p class="actions">
        <button type="submit" name="wish" value="publish" class="primary">
          {priceImport.publish}
        </button>
        <button type="submit" name="wish" value="draft">
          {priceImport.intoDraft}
        </button>
      </p>
    </form>
  );
};
