import type { CertificatePaper } from '../../src/certificates/certificate.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/** Whether a certificate is in force, and if not, since when; a buyer is not told by whom and why. */
export const CertificateStanding = (props: {
  paper: Pick<CertificatePaper, 'ended' | 'version'>;
  isOurs: boolean;
}) => {
  const { certificates } = useWords();
  const figures = useFigures();
  const { ended } = props.paper;
  if (!ended) return null;
  const at = figures.moment(ended.at);
  const said =
    ended.as === 'replaced'
      ? certificates.replaced(ended.byName, at)
      : certificates.withdrawn(ended.byName, at);
  return (
    <Notice mood="err">
      {props.isOurs ? `${said}: ${ended.reason}` : certificates.noLonger(figures.moment(ended.at))}
    </Notice>
  );
};

/** The way to the paper as the mill made it. */
export const CertificateFile = (props: { file: CertificatePaper['file']; href: string }) => {
  const { certificates } = useWords();
  const figures = useFigures();
  const { file, href } = props;
  if (!file) return <p class="meta">{certificates.noFile}</p>;
  const kind = file.mediaType.split('/')[1]?.toUpperCase() ?? '';
  return (
    <p>
      {certificates.file}:{' '}
      <a href={href} hx-boost="false" download>
        {certificates.download}
      </a>{' '}
      <small class="meta">
        {kind}, {figures.number(file.sizeBytes / 1024, 0)} KB
      </small>
    </p>
  );
};
