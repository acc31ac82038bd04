import type { BoughtCertificate } from '../../src/certificates/bought-certificates.queries.ts';
import type { CertificatePaper as Paper } from '../../src/certificates/certificate.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CertificateFaults } from '../parts/certificate-faults.tsx';
import { CertificateFile, CertificateStanding } from '../parts/certificate-head.tsx';
import { CertificatePaper } from '../parts/certificate-paper.tsx';
import { Field } from '../parts/field.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

type Shown = { certificates: readonly BoughtCertificate[]; text: string | undefined };

/** Certificates of what a company bought, found by heat, certificate or order. */
export const BoughtCertificatesPage = (shown: Shown) => {
  const { certificates: words } = useWords();
  return (
    <>
      <h1>{words.title}</h1>
      <p class="meta">{words.bought.lead}</p>
      <form
        class="row filters"
        method="get"
        action="/certificates"
        hx-get="/certificates"
        hx-target="#certificates"
        hx-swap="outerHTML"
        hx-replace-url="true"
        hx-sync="this:replace"
      >
        <Field
          name="text"
          type="search"
          label={words.bought.search}
          value={shown.text}
          maxlength={100}
          size="medium"
        />
        <button type="submit">{words.bought.find}</button>
      </form>
      <BoughtCertificatesList {...shown} />
    </>
  );
};

/** The certificates that were found; replaced when the search changes. */
export const BoughtCertificatesList = ({ certificates, text }: Shown) => {
  const { certificates: words, shell } = useWords();
  const { fields, bought, list } = words;
  return (
    <section id="certificates" data-t="certificates">
      {certificates.length === 0 ? (
        <p class="empty" role="status">
          {text === undefined ? bought.none : bought.noneFound}
        </p>
      ) : (
        <ScrollRegion label={`${words.title}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{fields.number}</th>
                <th scope="col">{list.heats}</th>
                <th scope="col">{fields.grade}</th>
                <th scope="col">{fields.mill}</th>
                <th scope="col">{fields.issuedOn}</th>
                <th scope="col">{fields.type}</th>
                <th scope="col">{bought.orders}</th>
                <th scope="col">
                  <span class="visually-hidden">{words.download}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {certificates.map((one) => (
                <Row one={one} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
};

const Row = ({ one }: { one: BoughtCertificate }) => {
  const { certificates: words } = useWords();
  const figures = useFigures();
  const { fields, bought, list } = words;
  return (
    <tr>
      <th scope="row">
        <a class="code" href={`/certificates/${one.id}`}>
          {one.number}
        </a>
      </th>
      <td class="code" data-label={list.heats}>
        {one.heatNumbers.join(', ')}
      </td>
      <td data-label={fields.grade}>{one.grade}</td>
      <td data-label={fields.mill}>{one.millName}</td>
      <td data-label={fields.issuedOn}>{figures.date(one.issuedOn)}</td>
      <td data-label={fields.type}>{one.type === 'quality' ? words.types.quality : one.type}</td>
      <td class="whole" data-label={bought.orders}>
        {one.orders.map(({ id, number }, index) => (
          <>
            {index > 0 && ', '}
            <a href={`/o/${id}`}>{number}</a>
          </>
        ))}
      </td>
      <td class="deed">
        {one.hasFile && (
          <a
            href={`/certificates/${one.id}/file`}
            hx-boost="false"
            download
            aria-label={`${words.download}: ${one.number}`}
          >
            {words.download}
          </a>
        )}
      </td>
    </tr>
  );
};

/**
 * One certificate for who bought its goods, or who holds a paper with its code:
 * what the mill says, and what of it is not as the standard asks. Why we took it
 * so is between us and the mill.
 */
export const CertificatePage = (shown: { paper: Paper; fileHref: string; isByLink: boolean }) => {
  const { certificates: words } = useWords();
  const { paper, fileHref, isByLink } = shown;
  return (
    <>
      <div class="page-head">
        <h1>{words.one(paper.certificate.number)}</h1>
        {!isByLink && (
          <p class="actions">
            <a href="/certificates">{words.title}</a>
          </p>
        )}
      </div>
      <CertificateStanding paper={paper} isOurs={false} />
      {!isByLink && paper.ended && paper.latest.id !== paper.id && (
        <p>
          <a href={`/certificates/${paper.latest.id}`}>{words.newest(paper.latest.version)}</a>
        </p>
      )}
      {isByLink && <p class="meta">{words.bought.verified}</p>}
      {paper.faults.length > 0 && (
        <section>
          <h2>{words.faultsTitle}</h2>
          <CertificateFaults faults={paper.faults} />
        </section>
      )}
      <CertificateFile file={paper.file} href={fileHref} />
      <CertificatePaper paper={paper.certificate} />
    </>
  );
};
