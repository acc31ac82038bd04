import { partsOf } from '../../../src/loyalty/nightly/figure.ts';
import type {
  AtRisk,
  FigureShown,
  NightShown,
} from '../../../src/loyalty/nightly/figure.queries.ts';
import { useBranchName, useFigures, useWords } from '../../language.tsx';
import { lastDayOf } from '../../../src/loyalty/nightly/quarter-ends.ts';
import { Status } from '../../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';
import { type Figures, figuresBy, numberIn, Tile, wordIn } from './figure.tsx';
import {
  hrefOfPart,
  type LoyaltyPart,
  laterParts,
  loyaltyParts,
  queryOf,
  type Scope,
} from './part-names.ts';
import { PartBody, Trends } from './part.tsx';
import { ScopeFilter } from './scope.tsx';

type Shown = Scope & {
  place: OfficePlace;
  figures: readonly FigureShown[];
  night: NightShown | undefined;
};

/** What the parts below show beside the figures. */
type Below = {
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
  'ontime',
  'answer.p90',
  'complaints',
  'repeat',
  'retention',
] as const;
const OUTCOMES = ['RLOY', 'ELOY', 'HSA', 'LSA'] as const;

/**
 * What customers do and say, for the head of sales: the figures that are looked at first,
 * each with how certain it is and the way to what it is made of. What stands below is
 * asked for when it comes into sight, or by its link; each part is a page of its own.
 */
export const LoyaltyPage = (shown: Shown) => {
  const { place, night } = shown;
  const figures = figuresBy(shown.figures, shown);
  return (
    <OfficeFrame {...place}>
      <Head {...shown} base={BASE} />
      {night?.doneAsOf && (
        <div class="loyalty stack">
          <First figures={figures} />
          {laterParts.map((part) => (
            <Later part={part} scope={shown} />
          ))}
        </div>
      )}
    </OfficeFrame>
  );
};

/** The same with everything on it, as it is printed. */
export const WholeLoyaltyPage = (shown: Shown & Below) => {
  const { place, night } = shown;
  const figures = figuresBy(shown.figures, shown);
  return (
    <OfficeFrame {...place}>
      <Head {...shown} base={`${BASE}/whole`} />
      {night?.doneAsOf && (
        <div class="loyalty stack">
          <First figures={figures} />
          {loyaltyParts.map((part) => (
            <PartSection {...shown} part={part} />
          ))}
        </div>
      )}
    </OfficeFrame>
  );
};

type OfPart = Pick<Shown, 'segment' | 'quarter' | 'figures'> & Below & { part: LoyaltyPart };

/** A part as the dashboard asks for it. */
export const PartSection = ({ part, ...shown }: OfPart) => (
  <section id={part} class="stack" data-t="loyalty-part">
    <h2>
      <a href={hrefOfPart(part, shown)}>{useWords().loyalty.sections[part]}</a>
    </h2>
    <PartBody {...shown} part={part} figures={figuresBy(shown.figures, shown)} />
  </section>
);

/** A part as a page of its own. */
export const LoyaltyPartPage = (shown: Shown & Below & { part: LoyaltyPart }) => {
  const { loyalty } = useWords();
  const { place, night, part } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{loyalty.title}</h1>
      <p class="meta">
        {loyalty.partsHold[part]} <a href={`${BASE}${queryOf(shown)}`}>{loyalty.behind.back}</a>
      </p>
      <ScopeFilter scope={shown} night={night} base={`${BASE}/parts/${part}`} />
      {night?.doneAsOf ? (
        <div class="loyalty stack">
          <PartSection {...shown} />
        </div>
      ) : (
        <p class="empty">{loyalty.nightNone}</p>
      )}
    </OfficeFrame>
  );
};

/** A part that is not there yet: it comes when it is looked at, and its link leads to it without scripts. */
const Later = ({ part, scope }: { part: LoyaltyPart; scope: Scope }) => {
  const { loyalty } = useWords();
  const href = hrefOfPart(part, scope);
  return (
    <section class="later" hx-get={href} hx-trigger="revealed" hx-target="this" hx-swap="outerHTML">
      <h2>
        <a href={href}>{loyalty.sections[part]}</a>
      </h2>
      <p class="meta">{loyalty.partsHold[part]}</p>
    </section>
  );
};

/** What the page is of and since when, with the ways to what it says. */
const Head = (shown: Omit<Shown, 'place'> & { base: string }) => {
  const { loyalty, letters } = useWords();
  const { moment, date, bare } = useFigures();
  const { quarter, night, base } = shown;
  const scope = { segment: shown.segment, quarter };
  const isAgain = shown.figures.some(
    ({ period, recomputedAt }) => period.startsWith('end-') && recomputedAt !== null,
  );
  const until = quarter ? date(lastDayOf(quarter)) : night?.doneAsOf && moment(night.doneAsOf);
  return (
    <>
      <h1>{loyalty.title}</h1>
      <p class="meta">{loyalty.lead}</p>
      <p class="meta">
        {until ? loyalty.night(until) : loyalty.nightNone} {isAgain && `(${loyalty.recomputed}) `}
        {night &&
          night.step !== 'done' &&
          loyalty.nightRuns(bare.count(night.worked), bare.count(night.total))}{' '}
        <a href={`${BASE}/method`}>{loyalty.method}</a>
        {base === BASE && ' · '}
        {base === BASE && <a href={`${BASE}/whole${queryOf(scope)}`}>{loyalty.whole}</a>}
        {' · '}
        <a href={`${BASE}/figures.csv${queryOf(scope)}`} hx-boost="false" download>
          {loyalty.behind.download}
        </a>
        {' · '}
        <a href={`${BASE}/letters`}>{letters.link}</a>
      </p>
      <ScopeFilter scope={scope} night={night} base={base} />
    </>
  );
};

const First = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { sections } = loyalty;
  return (
    <>
      <section class="stack">
        <h2>{sections.strip}</h2>
        <dl class="figure-strip">
          {STRIP.map((metric) => (
            <Tile figures={figures} metric={metric} />
          ))}
        </dl>
        <Changed figures={figures} />
        <Trends figures={figures} />
      </section>
      <section class="stack">
        <h2>{sections.outcomes}</h2>
        <dl class="figure-strip">
          {OUTCOMES.map((outcome) => (
            <Tile
              figures={figures}
              metric={`outcome.${outcome}`}
              means={loyalty.outcomesMean[outcome]}
            />
          ))}
        </dl>
      </section>
    </>
  );
};

/** Branches whose loading is rated otherwise than before, where chance alone does not explain it. */
const Changed = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { number, bare } = useFigures();
  const branchName = useBranchName();
  const { branch } = partsOf(figures.segment);
  const loading = figures
    .branches('item.AE5')
    .filter((one) => branch === undefined || one.segment === `branch:${branch}`);
  const changed = loading.flatMap((one) => {
    const [change, is, was] = [
      wordIn(one, 'change'),
      numberIn(one, 'recent'),
      numberIn(one, 'before'),
    ];
    if ((change !== 'down' && change !== 'up') || is === null || was === null) return [];
    const n = bare.count(numberIn(one, 'recentN') ?? 0);
    return [{ change, code: one.segment.slice('branch:'.length), is, was, n } as const];
  });
  return (
    <>
      {changed.map(({ change, code, is, was, n }) => (
        <p>
          <Status mood={change === 'down' ? 'warn' : 'info'}>{loyalty.change[change]}</Status>{' '}
          <a href={hrefOfPart('pairs', figures)}>{loyalty.branches}</a>
          {`, ${branchName(code)}: `}
          {loyalty.changedFrom(number(was, 1), number(is, 1), n)}
        </p>
      ))}
    </>
  );
};
