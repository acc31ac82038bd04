import type { AtRisk, FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { Reasons } from '../at-risk.tsx';
import { AskedPart } from './asked.tsx';
import { TrendChart } from './charts.tsx';
import { DriversPart, GridPart } from './drivers.tsx';
import { type Figures, IntervalText, useQuarterName, useWrite } from './figure.tsx';
import { hrefOfPart, type LoyaltyPart } from './part-names.ts';
import { PlainRow, PlainTable } from './parts.tsx';
import { PairsPart } from './pairs.tsx';
import { LoopPart, ServicePart } from './service.tsx';
import { ConcentrationPart, PeoplePart, StagesPart, TrustPart } from './standing.tsx';
import { WorthPart } from './worth.tsx';

type Shown = {
  part: LoyaltyPart;
  figures: Figures;
  atRisk: readonly AtRisk[];
  wordings: Readonly<Record<string, string>>;
};

/** What a part of the dashboard shows, below its heading. */
export const PartBody = ({ part, figures, atRisk, wordings }: Shown) => {
  switch (part) {
    case 'months':
      return <MonthsPart figures={figures} />;
    case 'drivers':
      return (
        <>
          <DriversPart figures={figures} wordings={wordings} />
          <GridPart figures={figures} wordings={wordings} />
        </>
      );
    case 'asked':
      return <AskedPart figures={figures} wordings={wordings} />;
    case 'pairs':
      return <PairsPart figures={figures} wordings={wordings} />;
    case 'accounts':
      return (
        <>
          {figures.quarter === undefined && <AtRiskPart atRisk={atRisk} />}
          <ConcentrationPart figures={figures} />
        </>
      );
    case 'worth':
      return <WorthPart figures={figures} />;
    case 'service':
      return <ServicePart figures={figures} />;
    case 'loop':
      return <LoopPart figures={figures} />;
    case 'stages':
      return <StagesPart figures={figures} />;
    case 'people':
      return <PeoplePart figures={figures} wordings={wordings} />;
    case 'trust':
      return <TrustPart figures={figures} />;
  }
};

const MonthsPart = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  return (
    <div class="charts">
      <MonthsTable
        title={loyalty.trendNps}
        head={loyalty.behind.by.quarter}
        months={figures.months('nps.contact')}
      />
      <MonthsTable title={loyalty.trendCsat} head={loyalty.month} months={figures.months('csat')} />
    </div>
  );
};

/** The months of the score and of satisfaction, with the way to their numbers. */
export const Trends = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { percent, bare } = useFigures();
  const score = { ticks: [-100, -50, 0, 50, 100], write: (value: number) => bare.count(value) };
  const share = { ticks: [0, 0.5, 1], write: (value: number) => percent(value * 10_000) };
  const trends = [
    { metric: 'nps.contact', title: loyalty.trendNps, axis: score },
    { metric: 'csat', title: loyalty.trendCsat, axis: share },
  ] as const;
  return (
    <>
      <div class="charts">
        {trends.map(({ metric, title, axis }) => {
          const months = figures.months(metric);
          return (
            <figure>
              <figcaption>{title}</figcaption>
              {months.some(({ value }) => value !== null) ? (
                <TrendChart title={title} months={months} axis={axis} />
              ) : (
                <p class="collecting">{loyalty.labels.collecting}</p>
              )}
            </figure>
          );
        })}
      </div>
      <p class="meta">
        {loyalty.trendHint} <a href={hrefOfPart('months', figures)}>{loyalty.table}</a>
      </p>
    </>
  );
};

const MonthsTable = (props: { title: string; head: string; months: readonly FigureShown[] }) => {
  const { title, head, months } = props;
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const write = useWrite();
  const quarterName = useQuarterName();
  const nameOf = (period: string) => (period.includes('Q') ? quarterName(period) : period);
  return (
    <PlainTable label={title} heads={[head, title, '95 %', 'n']}>
      {months.map((month) => (
        <PlainRow
          name={nameOf(month.period)}
          cells={[
            month.value === null ? loyalty.labels.collecting : write(month.metric, month.value),
            month.value === null ? '—' : <IntervalText one={month} isBare />,
            <>
              {bare.count(month.n)}
              {month.recomputedAt !== null && ` (${loyalty.recomputed})`}
            </>,
          ]}
        />
      ))}
    </PlainTable>
  );
};

const AtRiskPart = ({ atRisk }: { atRisk: readonly AtRisk[] }) => {
  const { loyalty } = useWords();
  const figures = useFigures();
  return (
    <>
      <h3>{loyalty.atRisk}</h3>
      {atRisk.length === 0 && <p class="empty">{loyalty.risk.none}</p>}
      <dl class="facts wide">
        {atRisk.map((one) => (
          <>
            <dt>
              <a href={`/office/customers/${one.companyId}`}>{one.companyName}</a>
            </dt>
            <dd>
              <Reasons reasons={one.reasons} />{' '}
              <span class="meta">
                {loyalty.risk.losing}: {figures.money(one.lostExpectedMinor)}
              </span>
            </dd>
          </>
        ))}
      </dl>
      <p>
        <a href="/office/at-risk?whose=all">{loyalty.atRiskAll}</a>
      </p>
    </>
  );
};
