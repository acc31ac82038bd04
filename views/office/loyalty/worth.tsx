import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { type Figures, listIn, nameIn, numberIn, numbersOf, rowsIn } from './figure.tsx';
import { PlainRow, PlainTable } from './parts.tsx';

type Shown = { figures: Figures };

/** What customers are worth: how lately and how often they buy, what may be expected of them, and what the models are worth. */
export const WorthPart = ({ figures }: Shown) => (
  <>
    <RfmTable figures={figures} />
    <ExpectedText figures={figures} />
    <ModelsTable figures={figures} />
    <SeasonTable figures={figures} />
  </>
);

/** Companies by how lately and how often they bought, in fifths; the best at the top left. */
const RfmTable = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const one = figures.of('rfm');
  const rows = listIn(one, 'cells').map(numbersOf).toReversed();
  const shares = numbersOf(one?.detail['shares']).toReversed();
  const days = numbersOf(one?.detail['days']);
  const times = numbersOf(one?.detail['times']);
  const limit = (value: number | null | undefined) => bare.count(Math.round(value ?? 0));
  if (!one || one.n === 0) return <p class="empty">{loyalty.collecting('0')}</p>;
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#rfm">{loyalty.metrics.rfm}</a>
      </h3>
      <p class="meta">
        {loyalty.counted(bare.count(one.n))}.{' '}
        {loyalty.rfmLimits(days.map(limit).join(', '), times.map(limit).join(', '))}
      </p>
      <PlainTable
        label={loyalty.metrics.rfm}
        heads={[loyalty.recency, ...[5, 4, 3, 2, 1].map((fifth) => loyalty.often(String(fifth)))]}
      >
        {rows.map((row, at) => (
          <PlainRow
            name={loyalty.lately(String(5 - at))}
            cells={row.toReversed().map((count) => bare.count(count ?? 0))}
          />
        ))}
      </PlainTable>
      <PlainTable label={loyalty.money} heads={[loyalty.money, loyalty.shareOfRevenue]}>
        {shares.map((share, at) => (
          <PlainRow
            name={loyalty.fifth(String(5 - at))}
            cells={[percent(Math.round((share ?? 0) * 100) * 100)]}
          />
        ))}
      </PlainTable>
    </>
  );
};

/** The margin to be expected of all, never as one figure. */
const ExpectedText = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare, money, number } = useFigures();
  const one = figures.of('worth');
  const correlation = numberIn(one, 'correlation');
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#worth">{loyalty.metrics.worth}</a>
      </h3>
      {one && one.low !== null && one.high !== null ? (
        <p>
          <strong>{loyalty.span(money(whole(one.low)), money(whole(one.high)))}</strong>{' '}
          {loyalty.counted(bare.count(one.n))}
        </p>
      ) : (
        <p class="empty">{loyalty.worthNone}</p>
      )}
      <p class="meta">
        {loyalty.worthHint}{' '}
        {correlation !== null &&
          loyalty.spending(number(correlation, 2), one?.detail['isOwnMean'] === true)}{' '}
        <a href="/office/at-risk?whose=all">{loyalty.atRiskAll}</a>
      </p>
    </>
  );
};

/** To a hundred thousand: the digits below say nothing. */
const whole = (minor: number) => Math.round(minor / 10_000_000) * 10_000_000;

/** What each model foretold of thirteen weeks that were kept back, beside what came. */
const ModelsTable = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const models = figures.of('models', 'all');
  const [foretold, ordered] = [numberIn(models, 'foretold'), numberIn(models, 'ordered')];
  if (!models || foretold === null || ordered === null) return <></>;
  const count = (value: number) => bare.count(Math.round(value));
  const active = numberIn(models, 'active');
  const rivals = rowsIn(models, 'rivals').map((rival) => ({
    name: nameIn(rival['model']),
    foretold: Number(rival['foretold']),
  }));
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#models">{loyalty.metrics.models}</a>
      </h3>
      <PlainTable label={loyalty.metrics.models} heads={[loyalty.modelHead, loyalty.foretoldHead]}>
        <PlainRow name={loyalty.models.mbg} cells={[count(foretold)]} />
        {rivals.map((rival) => (
          <PlainRow name={wordFor(loyalty.models, rival.name)} cells={[count(rival.foretold)]} />
        ))}
        <PlainRow name={loyalty.came} cells={[count(ordered)]} />
      </PlainTable>
      <p class="meta">
        {models.detail['isTrusted'] !== true && loyalty.modelHidden}{' '}
        {active !== null && loyalty.active(count(active), count(numberIn(models, 'fitted') ?? 0))}
      </p>
    </>
  );
};

/** How much is bought in each month of the calendar, once two years are known. */
const SeasonTable = ({ figures }: Shown) => {
  const { loyalty } = useWords();
  const { bare, number } = useFigures();
  const models: FigureShown | undefined = figures.of('models', 'all');
  const season = numbersOf(models?.detail['season']);
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#season">{loyalty.metrics.season}</a>
      </h3>
      {season.length === 12 ? (
        <PlainTable
          label={loyalty.metrics.season}
          heads={[loyalty.month, ...season.map((_, at) => String(at + 1))]}
        >
          <PlainRow
            name={loyalty.seasonIndex}
            cells={season.map((index) => number(index ?? 1, 2))}
          />
        </PlainTable>
      ) : (
        <p class="meta">{loyalty.season(bare.count(models?.n ?? 0))}</p>
      )}
    </>
  );
};
