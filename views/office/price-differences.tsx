import type { ChangeCounts, ChangedProduct } from '../../src/pricing/price-change.queries.ts';
import {
  largestMoveBp,
  type Remark,
  remarkKinds,
  remarksOn,
} from '../../src/pricing/price-list.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { PriceInWords } from './price-in-words.tsx';

/** Prices before and after, in the order given, with what should be looked at; how many more there are. */
export const PriceDifferences = (shown: {
  changes: readonly ChangedProduct[];
  /** So many change altogether. */
  changed: number;
}) => {
  const { office, columns } = useWords();
  const hidden = shown.changed - shown.changes.length;
  return (
    <>
      <ScrollRegion label={office.difference}>
        <table class="compact folds" data-t="diff">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{office.was}</th>
              <th scope="col">{office.becomes}</th>
              <th scope="col" class="n">
                {office.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.changes.map((change) => (
              <DifferenceRow change={change} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {hidden > 0 && <p class="meta">{office.more(hidden)}</p>}
    </>
  );
};

const DifferenceRow = ({ change }: { change: ChangedProduct }) => {
  const { office } = useWords();
  const nameOf = useNameOf();
  const figures = useFigures();
  const { before, after } = change;
  const byBp = largestMoveBp(before, after);
  return (
    <tr>
      <th scope="row">
        {nameOf(change)} <small class="code">{change.sku}</small>
        <span class="steps">
          {remarksOn(change).map((remark) => (
            <RemarkInWords remark={remark} />
          ))}
        </span>
      </th>
      <td data-label={office.was}>
        <PriceInWords price={before} />
      </td>
      <td data-label={office.becomes}>
        <PriceInWords price={after} />
      </td>
      <td class="n" data-label={office.difference}>
        {before && after && signed(figures.percent(byBp), byBp)}
      </td>
    </tr>
  );
};

const signed = (text: string, byBp: number) => (byBp > 0 ? `+${text}` : text);

const RemarkInWords = ({ remark }: { remark: Remark }) => {
  const { office, prices } = useWords();
  const figures = useFigures();
  return (
    <Status mood={remark.kind === 'below-floor' || remark.kind === 'lost' ? 'err' : 'warn'}>
      {remark.kind === 'moved' &&
        office.remark.moved(signed(figures.percent(remark.byBp), remark.byBp))}
      {remark.kind === 'below-floor' && prices.belowFloor(figures.bare.money(remark.floorMinor))}
      {(remark.kind === 'lost' || remark.kind === 'new' || remark.kind === 'rises') &&
        office.remark[remark.kind]}
    </Status>
  );
};

/** How many changes are remarked on, by kind; each leads to its rows where `hrefOf` says so. */
export const RemarkCounts = (shown: {
  counts: ChangeCounts;
  hrefOf?: (kind: (typeof remarkKinds)[number] | 'changed') => string;
}) => {
  const { prices } = useWords();
  const { counts, hrefOf } = shown;
  const found = remarkKinds.filter((kind) => counts[kind] > 0);
  return (
    <span class="remark-counts" data-t="remarks">
      {found.map((kind) => {
        const said = prices.remarkCounts[kind](counts[kind]);
        return (
          <Status mood={kind === 'below-floor' || kind === 'lost' ? 'err' : 'warn'}>
            {hrefOf ? <a href={hrefOf(kind)}>{said}</a> : said}
          </Status>
        );
      })}
    </span>
  );
};
