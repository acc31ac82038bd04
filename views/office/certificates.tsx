import type { CertificateRow, CertificateState } from '../../src/certificates/certificate-row.ts';
import { certificateStates } from '../../src/certificates/certificate-row.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

const BASE = '/office/certificates';

type Shown = {
  place: OfficePlace;
  certificates: readonly CertificateRow[];
  filter: { q: string | undefined; state: CertificateState };
  page: number;
  pages: number;
};

/** All certificates, found by what stands on a label or on the paper. */
export const CertificatesPage = (shown: Shown) => {
  const { certificates: words } = useWords();
  const { filter } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <div class="page-head">
        <h1>{words.title}</h1>
        <p class="actions">
          <a href={`${BASE}/missing`}>{words.list.missing}</a>
          <a href={`${BASE}/new`}>{words.list.bring}</a>
        </p>
      </div>
      <p class="meta">{words.list.lead}</p>
      <form
        class="row filters"
        method="get"
        action={BASE}
        hx-get={BASE}
        hx-trigger="change, submit"
        hx-target="#certificates"
        hx-swap="outerHTML"
        hx-replace-url="true"
        hx-sync="this:replace"
      >
        <Field
          name="q"
          type="search"
          label={words.list.search}
          value={filter.q}
          maxlength={100}
          size="medium"
        />
        <Choice
          name="state"
          label={words.list.state}
          value={filter.state}
          options={certificateStates.map((state) => ({ value: state, label: words.states[state] }))}
        />
        <button type="submit">{words.list.show}</button>
      </form>
      <CertificatesList {...shown} />
    </OfficeFrame>
  );
};

/** The certificates that were found; replaced when the search changes. */
export const CertificatesList = ({ certificates, filter, page, pages }: Shown) => {
  const { certificates: words } = useWords();
  const query = new URLSearchParams({ state: filter.state, ...(filter.q && { q: filter.q }) });
  return (
    <section id="certificates" class="stack" data-t="certificates">
      {certificates.length === 0 ? (
        <p class="empty" role="status">
          {words.list.none}
        </p>
      ) : (
        <Rows certificates={certificates} />
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => `${BASE}?${query.toString()}&page=${to}`} />
    </section>
  );
};

const Rows = ({ certificates }: Pick<Shown, 'certificates'>) => {
  const { certificates: words, shell } = useWords();
  const { fields, list } = words;
  return (
    <ScrollRegion label={`${words.title}: ${shell.tableScrolls}`} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{fields.number}</th>
            <th scope="col">{fields.mill}</th>
            <th scope="col">{fields.issuedOn}</th>
            <th scope="col">{list.heats}</th>
            <th scope="col">{fields.grade}</th>
            <th scope="col">{fields.type}</th>
            <th scope="col">{words.faultsTitle}</th>
            <th scope="col">{list.attached}</th>
          </tr>
        </thead>
        <tbody>
          {certificates.map((row) => (
            <Row row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Row = ({ row }: { row: CertificateRow }) => {
  const { certificates: words } = useWords();
  const figures = useFigures();
  const { fields, list } = words;
  return (
    <tr>
      <th scope="row">
        <a class="code" href={`${BASE}/${row.id}`}>
          {row.number}
        </a>
        {row.version > 1 && <small class="meta"> {words.versionOf(row.version)}</small>}
      </th>
      <td data-label={fields.mill}>{row.millName}</td>
      <td data-label={fields.issuedOn}>{figures.date(row.issuedOn)}</td>
      <td class="code" data-label={list.heats}>
        {row.heatNumbers.join(', ')}
      </td>
      <td data-label={fields.grade}>{row.grade}</td>
      <td data-label={fields.type}>{row.type === 'quality' ? words.types.quality : row.type}</td>
      <td data-label={words.faultsTitle}>
        {row.faultCount === 0 ? (
          '—'
        ) : (
          <Status mood="warn">{list.withFaults(row.faultCount)}</Status>
        )}
      </td>
      <td data-label={list.attached}>{figures.moment(row.attachedAt)}</td>
    </tr>
  );
};
