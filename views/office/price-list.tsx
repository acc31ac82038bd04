import { standingOn } from '../../src/measures/calendar.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { Days, StandingStatus } from './dated.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** What was just done with the list. */
type ListDeed = 'published' | 'discarded';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  deed: ListDeed | undefined;
  on: string;
};

/** A price list with every version that it had, and the way to the next one. */
export const PriceListPage = ({ place, list, deed, on }: Shown) => {
  const { office } = useWords();
  const draft = list.versions.find(({ publishedAt }) => publishedAt === null);
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...place}>
      <h1>{list.name}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {deed === 'published' ? office.publishedNow : office.discarded}
        </Notice>
      )}
      <PriceListFacts list={list} />
      {draft ? (
        <p>
          <a class="button primary" href={href}>
            {office.openDraft}
          </a>
        </p>
      ) : (
        <form method="post" action={href} hx-sync="this:drop">
          <button type="submit" class="primary">
            {office.newDraft}
          </button>
        </form>
      )}
      <Versions list={list} on={on} />
    </OfficeFrame>
  );
};

/** For whom a list is, and on what basis its prices stand. */
export const PriceListFacts = ({ list }: { list: PriceListCard }) => {
  const { office, product } = useWords();
  return (
    <div class="desk-head">
      <span class="code">{list.code}</span>
      <span>{product.priceLevels[list.level]}</span>
      <span>
        {list.companyId ? (
          <a href={`/office/customers/${list.companyId}`}>{list.companyName}</a>
        ) : (
          (list.groupCode ?? office.forAll)
        )}
      </span>
      <span>{list.includesVat ? office.includesVat : office.withoutVat}</span>
    </div>
  );
};

const Versions = ({ list, on }: { list: PriceListCard; on: string }) => {
  const { office } = useWords();
  const figures = useFigures();
  return (
    <ScrollRegion label={office.versions}>
      <table>
        <thead>
          <tr>
            <th scope="col">{office.versionColumn}</th>
            <th scope="col">{office.validFrom}</th>
            <th scope="col">{office.publishedBy}</th>
          </tr>
        </thead>
        <tbody>
          {list.versions.map((version) => (
            <tr>
              <th scope="row">
                {version.number}{' '}
                {version.publishedAt ? (
                  <StandingStatus standing={standingOn(version, on)} />
                ) : (
                  <Status mood="info" icon="pencil">
                    {office.draft}
                  </Status>
                )}
              </th>
              <td>{version.publishedAt && <Days {...version} />}</td>
              <td>
                {version.publishedAt
                  ? `${figures.moment(version.publishedAt)} ${version.publishedByName ?? ''}`
                  : `${figures.moment(version.createdAt)} ${version.createdByName ?? ''}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};
