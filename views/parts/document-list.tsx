import type { PropsWithChildren } from 'hono/jsx';
import type { DocumentRow } from '../../src/payments/document.queries.ts';
import { documentKinds, isWeightPaper } from '../../src/payments/document-series.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from './field.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { Status } from './status.tsx';

/** A page of an archive with what it was narrowed down to. */
export type DocumentListShown = {
  documents: readonly DocumentRow[];
  filter: {
    number?: string | undefined;
    order?: string | undefined;
    kind?: string | undefined;
    from?: string | undefined;
    until?: string | undefined;
  };
  /** The address of the next page; undefined on the last. */
  nextHref: string | undefined;
  /** `/documents`, or the office's. */
  base: string;
  /** Where orders are read. */
  ordersAt: string;
  showsCompany?: boolean;
};

/** Narrows the archive down; `children` are further fields. */
export const DocumentFilterForm = ({
  filter,
  base,
  children,
}: PropsWithChildren<DocumentListShown>) => {
  const { papers: words } = useWords();
  return (
    <form
      class="row filters"
      method="get"
      action={base}
      hx-get={base}
      hx-trigger="change, submit"
      hx-target="#documents"
      hx-swap="outerHTML"
      hx-replace-url="true"
      hx-sync="this:replace"
    >
      {children}
      <Field
        name="number"
        type="search"
        label={words.marks}
        value={filter.number}
        maxlength={40}
        size="medium"
      />
      <Field
        name="order"
        type="search"
        label={words.orderWhole}
        value={filter.order}
        maxlength={40}
        size="short"
      />
      <Choice
        name="kind"
        label={words.kind}
        value={filter.kind ?? ''}
        options={[
          { value: '', label: words.anyKind },
          ...documentKinds.map((kind) => ({ value: kind, label: words.kinds[kind] })),
        ]}
      />
      <Field name="from" type="date" label={words.from} value={filter.from} size="medium" />
      <Field name="until" type="date" label={words.until} value={filter.until} size="medium" />
      <button type="submit">{words.show}</button>
    </form>
  );
};

/** Replaced whole when the filter changes; `children` stand above it. */
export const DocumentList = (shown: PropsWithChildren<DocumentListShown>) => {
  const { papers: words } = useWords();
  const { documents, filter, nextHref } = shown;
  const isNarrow = Object.values(filter).some((value) => value !== undefined);
  return (
    <section id="documents" class="stack" data-t="results">
      {shown.children}
      {documents.length === 0 ? (
        <p class="empty" role="status">
          {isNarrow ? words.noneFound : words.none}
        </p>
      ) : (
        <DocumentTable {...shown} />
      )}
      {nextHref && (
        <p>
          <a href={nextHref}>{words.earlier}</a>
        </p>
      )}
    </section>
  );
};

const DocumentTable = (shown: DocumentListShown) => {
  const { papers: words, shell } = useWords();
  return (
    <ScrollRegion label={`${words.title}: ${shell.tableScrolls}`} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.issuedOn}</th>
            {shown.showsCompany && <th scope="col">{words.company}</th>}
            <th scope="col">{words.order}</th>
            <th scope="col" class="num">
              {words.amount}
            </th>
            <th scope="col">{words.state}</th>
            <th scope="col">
              <span class="visually-hidden">{words.pdf}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.documents.map((row) => (
            <Row row={row} {...shown} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Row = ({ row, base, ordersAt, showsCompany }: DocumentListShown & { row: DocumentRow }) => {
  const { papers: words } = useWords();
  const figures = useFigures();
  return (
    <tr>
      <th scope="row">
        <a class="code" href={`${base}/${row.id}`}>
          {row.number}
        </a>
      </th>
      <td data-label={words.kind}>{words.kinds[row.kind]}</td>
      <td data-label={words.issuedOn}>{figures.date(row.issuedOn)}</td>
      {showsCompany && <td data-label={words.company}>{row.companyName}</td>}
      <td data-label={words.order}>
        {row.orderId === null ? '—' : <a href={`${ordersAt}/${row.orderId}`}>{row.orderNumber}</a>}
      </td>
      <td class="num amount" data-label={words.amount}>
        {isWeightPaper(row.kind) ? '—' : figures.moneyExact(row.grossMinor)}
      </td>
      <td data-label={words.state}>
        <DocumentStatus state={row.state} />
      </td>
      <td class="deed">
        <a
          href={`${base}/${row.id}.pdf`}
          hx-boost="false"
          download
          aria-label={`${words.pdf}: ${row.number}`}
        >
          {words.pdf}
        </a>
      </td>
    </tr>
  );
};

/** Whether a document stands. */
export const DocumentStatus = ({ state }: Pick<DocumentRow, 'state'>) => {
  const { papers: words } = useWords();
  return <Status mood={state === 'void' ? 'err' : 'ok'}>{words.states[state]}</Status>;
};
