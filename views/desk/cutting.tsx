import type { YardJob } from '../../src/stock/yard.queries.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { Check } from '../parts/field.tsx';
import { Status } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = { desk: Desk; jobs: readonly YardJob[]; at: Date };

/** What the saws of a branch have to do, what comes first first. */
export const CuttingPage = ({ desk, jobs, at }: Shown) => {
  const { cutting } = useWords();
  return (
    <DeskFrame desk={desk} here="cutting">
      <h1>{cutting.yard}</h1>
      {jobs.length === 0 && <p>{cutting.nothingToCut}</p>}
      {jobs.map((job) => (
        <Job desk={desk} job={job} at={at} />
      ))}
    </DeskFrame>
  );
};

const Job = ({ desk, job, at }: { desk: Desk; job: YardJob; at: Date }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  const name = useNameOf()(job);
  const branch = useBranchName()(job.branchCode);
  const told = job.cutList.map(({ count, lengthMm }) => `${count} × ${figures.lengthMm(lengthMm)}`);
  return (
    <article id={`job-${job.id}`} class="stack cut-job">
      <h2>
        <a href={`${desk.base}/orders/${job.orderId}`}>{job.orderNumber}</a> {name}
      </h2>
      <p>
        <Status mood={job.state === 'planned' ? 'idle' : 'info'}>
          {cutting.states[job.state]}
        </Status>{' '}
        {job.companyName}{' '}
        <small class="meta">
          {branch}, {cutting.methods[job.method]}, {cutting.cutsOf(job.cuts)}, {cutting.ready}:{' '}
          {cutting.readyOn(figures.date(job.readyOn))}
        </small>
      </p>
      <p>
        {cutting.barsOf(figures.pieces(job.bars), figures.lengthM(job.stockLengthMm))}:{' '}
        <strong>{told.join(', ')}</strong>, −0/+{figures.lengthMm(job.toleranceMm)};{' '}
        {cutting.offcutsShort[job.offcuts]}
      </p>
      <details>
        <summary>{cutting.howToCut}</summary>
        <ol class="plain-list">
          {job.plan.map((bar) => (
            <li>
              {cutting.picture(
                bar.bars,
                bar.pieces
                  .map(({ count, lengthMm }) => `${count} × ${figures.bare.mm(lengthMm)}`)
                  .join(' + '),
                figures.lengthMm(bar.remnantMm),
              )}
            </li>
          ))}
        </ol>
      </details>
      <NextStep desk={desk} job={job} at={at} />
    </article>
  );
};

/** The button of the next step, or what stands in its way. */
const NextStep = ({ desk, job, at }: { desk: Desk; job: YardJob; at: Date }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  if (!job.isHeld) return <Status mood="warn">{cutting.unheld}</Status>;
  if (!job.isConfirmed) return <Status mood="idle">{cutting.unconfirmed}</Status>;
  if (job.state === 'released' && at < job.startsFrom) {
    return <Status mood="idle">{cutting.mayStart(figures.moment(job.startsFrom))}</Status>;
  }
  const bars = job.lots.reduce((sum, lot) => sum + lot.bars, 0);
  if (job.state === 'started' && bars < job.bars) {
    return <Status mood="warn">{cutting.noLot}</Status>;
  }
  return (
    <form
      class="stack"
      method="post"
      action={`${desk.base}/cutting/${job.id}/advance`}
      hx-sync="this:drop"
    >
      <input type="hidden" name="version" value={job.version} />
      {job.state === 'started' && <Lots job={job} />}
      <button type="submit" class="primary">
        {cutting.steps[job.state]}
      </button>
    </form>
  );
};

/** The lots that the bars may be of; the oldest that together have enough are proposed. */
const Lots = ({ job }: { job: YardJob }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  let missing = job.bars;
  return (
    <fieldset class="choices">
      <legend>{cutting.lot}</legend>
      {job.lots.map(({ id, heatNumber, onHandG, bars }) => {
        const isProposed = missing > 0;
        missing -= bars;
        return (
          <Check
            name="lotId"
            value={id}
            prefix={`${id}-`}
            checked={isProposed}
            label={`${heatNumber}, ${figures.massT(onHandG)}, ${figures.pieces(bars)}`}
          />
        );
      })}
    </fieldset>
  );
};
