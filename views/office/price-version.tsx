import type { PricePage } from '../../src/pricing/price-change.queries.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Pager } from '../parts/pager.tsx';
import { Notice } from '../parts/status.tsx';
import { Days } from './dated.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceDifferences, RemarkCounts } from './price-differences.tsx';
import { PriceListFacts } from './price-list.tsx';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  version: PriceListCard['versions'][number];
  changes: PricePage;
  page: number;
  pages: number;
};

/** What a published version changed against the one that it was made from. */
export const PriceVersionPage = ({ place, list, version, changes, page, pages }: Shown) => {
  const { office, prices } = useWords();
  const figures = useFigures();
  const href = `/office/price-lists/${list.id}`;
  const { counts, products } = changes;
  return (
    <OfficeFrame {...place}>
      <h1>{prices.versionOf(list.code, version.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <Days {...version} /> {version.publishedAt && figures.moment(version.publishedAt)}{' '}
        {version.publishedByName}
      </p>
      <p>
        <a href={href}>{prices.backToList}</a>
      </p>
      <Notice mood="info">
        {office.changed(counts.changed)} <RemarkCounts counts={counts} />
      </Notice>
      {products.length > 0 && <PriceDifferences changes={products} changed={products.length} />}
      <Pager
        page={page}
        pages={pages}
        hrefOf={(number) => `${href}/versions/${version.id}?page=${number}`}
      />
    </OfficeFrame>
  );
};
