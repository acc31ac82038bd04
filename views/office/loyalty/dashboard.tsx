import type {
  AtRisk,
  FigureShown,
  NightShown,
} from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';
import { Reasons } from '../at-risk.tsx';
import { TrendChart } from './charts.tsx';
import { DriversSection, GridSection } from './drivers.tsx';
import { BranchesTable, LoopSection, ServiceSection } from './service.tsx';
import { ConcentrationPart, PeopleSection, StagesSection, TrustSection } from './standing.tsx';
import { type Figures, figuresBy, IntervalText, Tile, useWrite } from './figure.tsx';
import { AsTable, PlainRow } from './parts.tsx';

type Shown = {
  place: OfficePlace;
  segment: 'all' | 'end_user' | 'trader';
  figures: readonly FigureShown[];
  night: NightShown | undefined;
  atRisk: readonly AtRisk[];
  /** What the questions ask, in the reader's language, by item. */
  wordings: Readonly<Record<string, string>>;
};

const BASE = '/office/loyalty';
const STRIP = [
  'nps.contact',
  'nps.account',
  'nps.revenue',
  'csat',
  'index',
  'fcr',
  'answer.p90',
  'complaints',
  'repeat',
  'retention',
] as const;
const OUTCOMES = ['RLOY', 'ELOY', 'HSA', 'LSA'] as const;

/** What customers do and say, for the head of sales: each figure with how certain it is and the way to what it is made of. */
export const LoyaltyPage = (shown: Shown) => {
  const { loyalty } = useWords();
  const { moment, bare } = useFigures();
  const { place, segment, night } = shown;
  const figures = figuresBy(shown.figures, segment);
  const names = ['all', 'end_user', 'trader'] as const;
  return (
    <OfficeFrame {...place}>
      <h1>{loyalty.title}</h1>
      <p class="meta">{loyalty.lead}</p>
      <p class="meta">
        {night?.doneAsOf ? loyalty.night(moment(night.doneAsOf)) : loyalty.nightNone}{' '}
        {night &&
          night.step !== 'done' &&
          loyalty.nightRuns(bare.count(night.worked), bare.count(night.total))}{' '}
        <a href={`${BASE}/method`}>{loyalty.method}</a>
      </p>
      <nav class="chips" aria-label={loyalty.segment}>
        {names.map((name) => (
          <a
            class="chip"
            href={name === 'all' ? BASE : `${BASE}?segment=${name}`}
            aria-current={segment === name ? 'page' : undefined}
          >
            {loyalty.segments[name]}
          </a>
        ))}
      </nav>
      {night?.doneAsOf && (
        <Sections figures={figures} atRisk={shown.atRisk} wordings={shown.wordings} />
      )}
    </OfficeFrame>
  );
};

const Sections = (shown: {
  figures: Figures;
  atRisk: readonly AtRisk[];
  wordings: Readonly<Record<string, string>>;
}) => {
  const { loyalty } = useWords();
  const { figures, wordings } = shown;
  const { sections } = loyalty;
  return (
    <div class="loyalty stack">
      <section class="stack">
        <h2>{sections.strip}</h2>
        <dl class="figure-strip">
          {STRIP.map((metric) => (
            <Tile figures={figures} metric={metric} />
          ))}
        </dl>
        <p class="meta">{loyalty.onTime}</p>
        <Trends figures={figures} />
      </section>
      <section class="stack">
        <h2>{sections.outcomes}</h2>
        <dl class="figure-strip">
          {OUTCOMES.map((outcome) => (
            <Tile figures={figures} metric={`outcome.${outcome}`} />
          ))}
        </dl>
        <dl class="facts">
          {OUTCOMES.map((outcome) => (
            <>
              <dt>{loyalty.outcomes[outcome]}</dt>
              <dd>{loyalty.outcomesMean[outcome]}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="stack">
        <h2>{sections.drivers}</h2>
        <DriversSection figures={figures} wordings={wordings} />
        <GridSection figures={figures} wordings={wordings} />
        <BranchesTable figures={figures} />
      </section>
      <section class="stack">
        <h2>{sections.accounts}</h2>
        <AtRiskPart atRisk={shown.atRisk} />
        <ConcentrationPart figures={figures} />
      </section>
      <ServiceSection figures={figures} />
      <LoopSection figures={figures} />
      <StagesSection figures={figures} />
      <PeopleSection figures={figures} wordings={wordings} />
      <TrustSection figures={figures} />
    </div>
  );
};

const Trends = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { percent, bare } = useFigures();
  const score = { ticks: [-100, -50, 0, 50, 100], write: (value: number) => bare.count(value) };
  const share = { ticks: [0, 0.5, 1], write: (value: number) => percent(value * 10_000) };
  const trends = [
    { metric: 'nps.contact', title: loyalty.trendNps, axis: score },
    { metric: 'csat', title: loyalty.trendCsat, axis: share },
  ] as const;
  return (
    <div class="charts">
      {trends.map(({ metric, title, axis }) => {
        const months = figures.months(metric);
        return (
          <figure>
            <figcaption>{title}</figcaption>
            <TrendChart title={title} months={months} axis={axis} />
            <p class="meta">{loyalty.trendHint}</p>
            <MonthsTable title={title} months={months} />
          </figure>
        );
      })}
    </div>
  );
};

const MonthsTable = ({ title, months }: { title: string; months: readonly FigureShown[] }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const write = useWrite();
  return (
    <AsTable label={title} heads={[loyalty.month, loyalty.value, '95 %', 'n']}>
      {months.map((month) => (
        <PlainRow
          name={month.period}
          cells={[
            write(month.metric, month.value),
            <IntervalText one={month} />,
            <>
              {bare.count(month.n)}
              {month.recomputedAt !== null && ` (${loyalty.recomputed})`}
            </>,
          ]}
        />
      ))}
    </AsTable>
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
