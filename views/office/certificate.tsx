import type { CertificatePaper as Paper } from '../../src/certificates/certificate.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CertificateFaults } from '../parts/certificate-faults.tsx';
import { CertificateFile, CertificateStanding } from '../parts/certificate-head.tsx';
import { CertificatePaper } from '../parts/certificate-paper.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  paper: Paper;
  /** Just made; the only time that its address is seen. */
  link: { address: string; picture: string; expiresAt: Date } | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** One certificate in the office: what it says, what was wrong with it, and what may be done. */
export const OfficeCertificatePage = (shown: Shown) => {
  const { certificates: words } = useWords();
  const figures = useFigures();
  const { paper, link } = shown;
  const base = `/office/certificates/${paper.id}`;
  return (
    <OfficeFrame {...shown.place}>
      <div class="page-head">
        <h1>{words.one(paper.certificate.number)}</h1>
        <p class="actions">
          <a href="/office/certificates">{words.title}</a>
        </p>
      </div>
      <CertificateStanding paper={paper} isOurs />
      <p class="meta">
        {words.versionOf(paper.version)}
        {paper.versionReason !== '' && `: ${paper.versionReason}`} ·{' '}
        {words.attachedBy(paper.attachedByName, figures.moment(paper.attachedAt))}
      </p>
      {paper.latest.id !== paper.id && (
        <p>
          <a href={`/office/certificates/${paper.latest.id}`}>
            {words.newest(paper.latest.version)}
          </a>
        </p>
      )}
      {paper.faults.length > 0 && (
        <section>
          <h2>{words.faultsTitle}</h2>
          <Notice mood="warn">
            {words.acceptedBy(paper.acceptedByName ?? '', paper.acceptedReason)}
          </Notice>
          <CertificateFaults faults={paper.faults} />
        </section>
      )}
      <CertificateFile file={paper.file} href={`${base}/file`} />
      <CertificatePaper paper={paper.certificate} />
      {link && <Link link={link} />}
      {paper.latest.id === paper.id && (
        <p>
          <a href={`${base}/replacement`}>{words.replace}</a>
        </p>
      )}
      {!paper.ended && <Deeds {...shown} base={base} />}
    </OfficeFrame>
  );
};

const Link = ({ link }: { link: NonNullable<Shown['link']> }) => {
  const { certificates: words } = useWords();
  const figures = useFigures();
  return (
    <Notice mood="ok" role="status">
      <div class="stack">
        <label for="made-link">{words.link.made(figures.moment(link.expiresAt))}</label>
        <input id="made-link" class="size-full code" value={link.address} readonly autofocus />
        <img src={link.picture} alt={words.link.picture} width="160" height="160" />
      </div>
    </Notice>
  );
};

const Deeds = (shown: Shown & { base: string }) => {
  const { certificates: words } = useWords();
  const { base, values, problems } = shown;
  return (
    <>
      <form class="form" method="post" action={`${base}/links`} hx-sync="this:drop">
        <p class="meta">{words.link.lead}</p>
        <button type="submit">{words.link.make}</button>
      </form>
      <section id="withdrawal">
        <h2>{words.withdrawal.title}</h2>
        <form
          class="form"
          method="post"
          action={`${base}/withdrawal`}
          hx-sync="this:drop"
          data-confirm={words.withdrawal.question}
        >
          <ProblemList problems={problems} labels={{ reason: words.withdrawal.reason }} />
          <TextField
            name="reason"
            label={words.withdrawal.reason}
            value={values['reason']}
            problem={problems['reason']}
            rows={2}
            required
          />
          <button type="submit">{words.withdrawal.deed}</button>
        </form>
      </section>
    </>
  );
};
