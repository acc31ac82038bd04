import type { Detail, FigureDetail } from '../../../src/loyalty/nightly/figure.ts';
import { shownStages } from '../../../src/loyalty/nightly/stage-figures.ts';
import { useBranchName, useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { CurveChart } from './charts.tsx';
import {
  type Figures,
  IntervalText,
  nameIn,
  numberIn,
  numbersOf,
  pairIn,
  rowsIn,
  spanOf,
  Tile,
  useQuarterName,
  useValueWithin,
  useWrite,
  wordIn,
} from './figure.tsx';
import { AsTable, PlainRow, PlainTable } from './parts.tsx';

type Shown = { figures: Figures };

/** On how few companies the revenue hangs. */
export const ConcentrationPart = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const one = figures.of('concentration');
  const lorenz = numbersOf(one?.detail['lorenz']).map((value) => value ?? 0);
  const steps = Math.max(1, lorenz.length - 1);
  const share = (value: number) => percent(Math.round(value * 100) * 100);
  const few = numberIn(one, 'accountsFor80Pct');
  return (
    <>
      <h3>{loyalty.lorenz}</h3>
      <dl class="figure-strip">
        <Tile figures={figures} metric="concentration" />
      </dl>
      {few !== null && <p class="meta">{loyalty.lorenzHint(bare.count(few))}</p>}
      {lorenz.length > 1 && (
        <figure>
          <CurveChart
            title={loyalty.lorenz}
            points={lorenz.map((value, at) => [at / steps, value] as const)}
            even
            labels={{ left: '0', right: loyalty.share }}
          />
          <AsTable label={loyalty.lorenz} heads={[loyalty.share, loyalty.shareOfRevenue]}>
            {lorenz.map((value, at) => (
              <PlainRow name={share(at / steps)} cells={[share(value)]} />
            ))}
          </AsTable>
        </figure>
      )}
    </>
  );
};

/** Where companies stand, and who moved in which month: counts, since they are few. */
export const StagesPart = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const moves = figures.family('moves.', 'all');
  const stageIn = (move: FigureDetail, name: string) => wordFor(loyalty.stages, nameIn(move[name]));
  const moveText = (move: FigureDetail) =>
    `${stageIn(move, 'from')} → ${stageIn(move, 'to')}: ${bare.count(Number(move['companies']))}`;
  return (
    <>
      <PlainTable label={loyalty.sections.stages} heads={[loyalty.stage, loyalty.companies]}>
        {shownStages.map((stage) => (
          <PlainRow
            name={loyalty.stages[stage]}
            cells={[bare.count(figures.of(`stage.${stage}`)?.n ?? 0)]}
          />
        ))}
      </PlainTable>
      {moves.length === 0 ? (
        <p class="meta">{loyalty.movesNone}</p>
      ) : (
        <AsTable label={loyalty.moves} heads={[loyalty.month, loyalty.moveTo]}>
          {moves.map((month) => (
            <PlainRow
              name={month.metric.slice('moves.'.length)}
              cells={[
                rowsIn(month, 'moves')
                  .map((move) => moveText(move))
                  .join('; '),
              ]}
            />
          ))}
        </AsTable>
      )}
    </>
  );
};

/** What our own people say, of groups that are large enough. */
export const PeoplePart = ({
  figures,
  wordings,
}: Shown & { wordings: Readonly<Record<string, string>> }) => {
  const { loyalty, pulse } = useWords();
  const nameOf = (item: string) => {
    if (item === 'soco.CO') return pulse.facets.CO;
    return item === 'soco.SO' ? pulse.facets.SO : (wordings[item] ?? '');
  };
  const { bare } = useFigures();
  const quarterName = useQuarterName();
  const within = useValueWithin();
  const branchName = useBranchName();
  const write = useWrite();
  const enps = figures.of('staff.enps', 'all');
  const items = figures.family('staff.', 'all').filter(({ metric }) => metric !== 'staff.enps');
  const quarter = wordIn(enps, 'quarter');
  if (!enps || quarter === null) {
    return (
      <>
        <p class="empty">{loyalty.enpsNone}</p>
      </>
    );
  }
  const hidden = numberIn(enps, 'hidden') ?? 0;
  return (
    <>
      <PlainTable
        label={loyalty.enps(quarterName(quarter))}
        heads={[loyalty.enps(quarterName(quarter)), loyalty.value, '95 %', 'n']}
      >
        {[enps, ...figures.branches('staff.enps')].map((one) => (
          <PlainRow
            name={
              one.segment === 'all'
                ? loyalty.house
                : branchName(one.segment.slice('branch:'.length))
            }
            cells={[
              write('staff.enps', one.value),
              <IntervalText one={one} isBare />,
              bare.count(one.n),
            ]}
          />
        ))}
      </PlainTable>
      {hidden > 0 && <p class="meta">{loyalty.enpsHidden(bare.count(hidden))}</p>}
      <AsTable label={loyalty.sections.people} heads={[loyalty.item, loyalty.mean, 'n']}>
        {items.map((one) => (
          <PlainRow
            name={nameOf(one.metric.slice('staff.'.length))}
            cells={[within(one.value, spanOf(one)), bare.count(one.n)]}
          />
        ))}
      </AsTable>
    </>
  );
};

/** How far all of it can be believed: who was asked, who answered, and what the silent could change. */
export const TrustPart = ({ figures }: Shown) => {
  const words = useWords();
  const { loyalty } = words;
  const { bare, percent } = useFigures();
  const write = useWrite();
  const [trust, nps, csat] = [figures.of('trust'), figures.of('nps.contact'), figures.of('csat')];
  const silence = figures.of('trust.silence', 'all');
  if (!trust) return <></>;
  const share = (value: number | null) =>
    value === null ? '—' : percent(Math.round(value * 100) * 100);
  const bounds = pairIn(nps, 'worstCase');
  const weighted = numberIn(csat, 'weighted');
  const steps = [
    [loyalty.eligible, numberIn(trust, 'eligible') ?? 0],
    [loyalty.sampled, numberIn(trust, 'sampled') ?? 0],
    [loyalty.shown, trust.shown ?? 0],
    [loyalty.answered, trust.n],
  ] as const;
  return (
    <>
      <PlainTable label={loyalty.funnel} heads={[loyalty.funnel, 'n']}>
        {steps.map(([name, n]) => (
          <PlainRow name={name} cells={[bare.count(n)]} />
        ))}
      </PlainTable>
      <p class="meta">
        {loyalty.coverage(
          share(numberIn(trust, 'accountCoverage')),
          share(numberIn(trust, 'revenueCoverage')),
        )}{' '}
        {bounds && loyalty.bounds(write('nps.contact', bounds[0]), write('nps.contact', bounds[1]))}{' '}
        {csat && weighted !== null && loyalty.weighted(share(csat.value), share(weighted))}
      </p>
      {silence && numberIn(silence, 'silent') === 0 ? (
        <p class="meta">{loyalty.nobodySilent}</p>
      ) : (
        <SilenceTable figures={figures} />
      )}
    </>
  );
};

const SilenceTable = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { number } = useFigures();
  const rows = rowsIn(figures.of('trust.silence', 'all'), 'rows');
  const said = (value: Detail | undefined) => (typeof value === 'number' ? number(value, 2) : '—');
  return (
    <AsTable
      label={loyalty.silence}
      heads={[loyalty.trait, loyalty.spoke, loyalty.silent, loyalty.difference]}
    >
      {rows.map((row) => (
        <PlainRow
          name={wordFor(loyalty.traits, nameIn(row['trait']))}
          cells={[said(row['spoke']), said(row['silent']), said(row['difference'])]}
        />
      ))}
    </AsTable>
  );
};
