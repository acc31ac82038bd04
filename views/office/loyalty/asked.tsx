import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import {
  type Figures,
  countIn,
  isKeptBack,
  isShown,
  listIn,
  nameIn,
  numberIn,
  spanOf,
  Tile,
  useValueWithin,
  wordIn,
} from './figure.tsx';
import { hrefOfAnswers } from './part-names.ts';
import { PlainRow, PlainTable } from './parts.tsx';

type Shown = { figures: Figures; wordings: Readonly<Record<string, string>> };

const TILES = ['csi', 'ces', 'fcr.said', 'wallet'] as const;
/** What the shop counts and what customers say may differ by so much before somebody has to look. */
const GAP_MAX = 0.1;

/** What is asked beside satisfaction: effort, first contact, importance, the certificate, the share of what they buy. */
export const AskedPart = ({ figures, wordings }: Shown) => (
  <>
    <dl class="figure-strip">
      {TILES.map((metric) => (
        <Tile figures={figures} metric={metric} />
      ))}
    </dl>
    <AskedText figures={figures} wordings={wordings} />
    <KanoTable figures={figures} wordings={wordings} />
    <BandsTable figures={figures} />
    <TypesTable figures={figures} wordings={wordings} />
    <GridTable figures={figures} wordings={wordings} />
    <AlphaTable figures={figures} wordings={wordings} />
  </>
);

const AskedText = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const csi = figures.of('csi');
  const [said, counted] = [figures.of('fcr.said'), figures.of('fcr')];
  const worst = listIn(csi, 'worst').flatMap((item) => wordings[nameIn(item)] ?? []);
  const isApart =
    isShown(said) &&
    isShown(counted) &&
    Math.abs((said.value ?? 0) - (counted.value ?? 0)) > GAP_MAX;
  return (
    <p class="meta">
      {isShown(csi) &&
        worst.length > 0 &&
        loyalty.csiWorst(bare.count(numberIn(csi, 'itemsUsed') ?? 0), worst.join(' · '))}{' '}
      {isApart && loyalty.firstContactApart}
    </p>
  );
};

const KANO = ['M', 'O', 'A', 'I', 'R', 'Q'] as const;

/** What a certificate is to customers: a must, the more the better, a pleasure, or nothing. */
const KanoTable = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const one = figures.of('kano.SUS3');
  if (!one) return <></>;
  const category = wordIn(one, 'category') ?? '';
  const isNamed = one.detail['isEnough'] === true && one.detail['isMixed'] !== true;
  const share = (value: number | null) =>
    value === null ? '—' : percent(Math.round(value * 100) * 100);
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#kano.SUS3">{loyalty.metrics['kano.SUS3']}</a>
      </h3>
      <AnswersOf items={['SUS3F', 'SUS3']} figures={figures} wordings={wordings} />
      {isShown(one) ? (
        <PlainTable label={loyalty.metrics['kano.SUS3']} heads={[loyalty.kanoHead, 'n']}>
          {KANO.map((name) => (
            <PlainRow
              name={loyalty.kano[name]}
              cells={[bare.count(countIn(one, 'counts', name))]}
            />
          ))}
        </PlainTable>
      ) : (
        <Collecting one={one} />
      )}
      {isShown(one) && (
        <p class="meta">
          {isNamed ? loyalty.kanoIs(wordFor(loyalty.kano, category)) : loyalty.kanoMixed}{' '}
          {loyalty.kanoBetter(share(one.value), share(Math.abs(numberIn(one, 'worse') ?? 0)))}
        </p>
      )}
    </>
  );
};

/** The questions that something is reckoned from, each the way to its answers. */
const AnswersOf = ({ items, figures, wordings }: Shown & { items: readonly string[] }) => (
  <p class="meta">
    {useWords().loyalty.answersBehind}
    {': '}
    {items.map((item, at) => (
      <>
        {at > 0 && ' · '}
        <a href={answersHref(item, figures)}>{wordings[item] ?? item}</a>
      </>
    ))}
  </p>
);

const answersHref = (item: string, { segment }: Figures) => hrefOfAnswers(item, segment);

const Collecting = ({ one }: { one: FigureShown }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  return (
    <p class="collecting">
      {isKeptBack(one) ? loyalty.keptBack : loyalty.collecting(bare.count(one.n))}
    </p>
  );
};

const BANDS = ['0-20', '20-40', '40-60', '60-80', '80-100'] as const;

const BandsTable = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const one = figures.of('wallet');
  if (!isShown(one)) return <></>;
  return (
    <PlainTable label={loyalty.metrics.wallet} heads={[loyalty.metrics.wallet, 'n']}>
      {BANDS.map((band) => (
        <PlainRow
          name={`${band.replace('-', '–')}\u00A0%`}
          cells={[bare.count(countIn(one, 'bands', band))]}
        />
      ))}
    </PlainTable>
  );
};

const TYPES = ['advocate', 'hostage', 'opportunist', 'critic'] as const;

/** The relation of companies, by whether they are satisfied and whether they would buy again. */
const TypesTable = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const one = figures.of('types');
  if (!one) return <></>;
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#types">{loyalty.metrics.types}</a>
      </h3>
      <AnswersOf items={['CCS1', 'REL_REBUY']} figures={figures} wordings={wordings} />
      {isShown(one) ? (
        <PlainTable label={loyalty.metrics.types} heads={[loyalty.relation, loyalty.companies]}>
          {TYPES.map((type) => (
            <PlainRow name={loyalty.types[type]} cells={[bare.count(numberIn(one, type) ?? 0)]} />
          ))}
        </PlainTable>
      ) : (
        <Collecting one={one} />
      )}
    </>
  );
};

/** What is called important beside what goes together with satisfaction. */
const GridTable = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const within = useValueWithin();
  const rows = figures.family('grid.').filter((row) => row.value !== null || isKeptBack(row));
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#grid">{loyalty.metrics.grid}</a>
      </h3>
      {rows.length === 0 ? (
        <p class="collecting">{loyalty.gridNone}</p>
      ) : (
        <PlainTable
          label={loyalty.metrics.grid}
          heads={[loyalty.item, loyalty.stated, 'n', loyalty.importance, loyalty.kindHead]}
        >
          {rows.map((row) => {
            const item = row.metric.slice('grid.'.length);
            const isFew = row.n < FEWEST || isKeptBack(row);
            return (
              <PlainRow
                name={wordings[item] ?? item}
                cells={[
                  isFew ? loyalty.labels.collecting : within(row.value, null),
                  <a href={answersHref(`IMP_${item}`, figures)}>{bare.count(row.n)}</a>,
                  isFew ? '—' : within(numberIn(row, 'derived'), null),
                  wordFor(loyalty.gridTypes, wordIn(row, 'type') ?? '') || loyalty.undecided,
                ]}
              />
            );
          })}
        </PlainTable>
      )}
    </>
  );
};

const FEWEST = 5;

/** Whether the questions of a construct hang together; shown from a hundred people on. */
const AlphaTable = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const within = useValueWithin();
  return (
    <>
      <h3>
        <a href="/office/loyalty/method#alpha">{loyalty.metrics.alpha}</a>
      </h3>
      <PlainTable
        label={loyalty.metrics.alpha}
        heads={[loyalty.construct, loyalty.alphaPeople, loyalty.metrics.alpha]}
      >
        {figures.family('alpha.').map((row) => (
          <PlainRow
            name={
              <>
                {wordings[row.metric] ?? row.metric}
                <details>
                  <summary>{loyalty.answersBehind}</summary>
                  <ul class="plain-list">
                    {listIn(row, 'items').map((item) => (
                      <li>
                        <a href={answersHref(nameIn(item), figures)}>
                          {wordings[nameIn(item)] ?? nameIn(item)}
                        </a>
                      </li>
                    ))}
                  </ul>
                </details>
              </>
            }
            cells={[
              bare.count(row.n),
              row.value === null || isKeptBack(row)
                ? loyalty.labels.collecting
                : within(row.value, spanOf(row), 2),
            ]}
          />
        ))}
      </PlainTable>
    </>
  );
};
