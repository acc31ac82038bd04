import { standingOn } from '../../src/measures/calendar.ts';
import { mayBeUndone } from '../../src/pricing/publication.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { Days, StandingStatus } from './dated.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { FormulaInWords } from './formula-in-words.tsx';

/** What was just done with the list. */
type ListDeed = 'published' | 'discarded' | 'undone';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  deed: ListDeed | undefined;
  on: string;
};

/** A price list with every version that it had, and the way to the next one. */
export const PriceListPage = ({ place, list, deed, on }: Shown) => {
  const { office, prices, priceImport } = useWords();
  const said = {
    published: office.publishedNow,
    discarded: office.discarded,
    undone: prices.undone,
  } as const;
  const now = list.versions.find(
    (version) => version.publishedAt && standingOn(version, on) === 'in-force',
  );
  const draft = list.versions.find(({ publishedAt }) => publishedAt === null);
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...place}>
      <h1>{list.name}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {said[deed]}
        </Notice>
      )}
      <PriceListFacts list={list} />
      {now?.formula && (
        <p data-t="formula">
          {prices.computedFrom} <FormulaInWords formula={now.formula} />
        </p>
      )}
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
      <p>
        <a href={`/office/price-lists/${list.id}/imports`}>{priceImport.title}</a>
      </p>
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
          (list.groupName ?? office.forAll)
        )}
      </span>
      <span>{list.includesVat ? office.includesVat : office.withoutVat}</span>
    </div>
  );
};

type Version = PriceListCard['versions'][number];

const Versions = ({ list, on }: { list: PriceListCard; on: string }) => {
  const { office, prices } = useWords();
  return (
    <ScrollRegion label={office.versions}>
      <table class="folds" data-t="history">
        <thead>
          <tr>
            <th scope="col">{office.versionColumn}</th>
            <th scope="col">{office.validFrom}</th>
            <th scope="col">{office.publishedBy}</th>
            <th scope="col">{prices.changesOf}</th>
            <th scope="col">{prices.undoColumn}</th>
          </tr>
        </thead>
        <tbody>
          {list.versions.map((version) => (
            <VersionRow list={list} version={version} on={on} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const VersionRow = (row: { list: PriceListCard; version: Version; on: string }) => {
  const { office, prices } = useWords();
  const figures = useFigures();
  const { list, version, on } = row;
  const { publishedAt, withdrawnAt, undoes } = version;
  const undone = undoes && list.versions.find(({ id }) => id === undoes);
  return (
    <tr>
      <th scope="row">
        {version.number} <VersionStatus version={version} on={on} />
      </th>
      <td data-label={office.validFrom}>{publishedAt && <Days {...version} />}</td>
      <td data-label={office.publishedBy}>
        {figures.moment(publishedAt ?? version.createdAt)}{' '}
        {(publishedAt ? version.publishedByName : version.createdByName) ?? ''}
        {version.formula?.computedFrom && (
          <small class="meta">
            {' '}
            {prices.computedFrom}{' '}
            {prices.versionOf(version.formula.baseCode, version.formula.computedFrom)}
          </small>
        )}
        {undone && <small class="meta"> {prices.takesBack(undone.number)}</small>}
        {withdrawnAt && (
          <small class="meta">
            {' '}
            {prices.takenBackOn(figures.moment(withdrawnAt), version.withdrawnByName ?? '')}
          </small>
        )}
      </td>
      <td>
        {publishedAt && (
          <a href={`/office/price-lists/${list.id}/versions/${version.id}`}>{prices.seeChanges}</a>
        )}
      </td>
      <td>
        {publishedAt && mayBeUndone({ ...version, ...version.reach, publishedAt }, on) && (
          <UndoForm list={list} version={version} on={on} />
        )}
      </td>
    </tr>
  );
};

const VersionStatus = ({ version, on }: { version: Version; on: string }) => {
  const { office, prices } = useWords();
  if (version.publishedAt === null) {
    return (
      <Status mood="info" icon="pencil">
        {office.draft}
      </Status>
    );
  }
  if (version.withdrawnAt !== null) return <Status mood="idle">{prices.takenBack}</Status>;
  return <StandingStatus standing={standingOn(version, on)} />;
};

/** Takes a publication back, or cancels one that is to come; asks first. */
const UndoForm = (shown: { list: { id: string }; version: Version; on: string }) => {
  const { prices } = useWords();
  const { list, version, on } = shown;
  const isToCome = standingOn(version, on) === 'to-come';
  return (
    <form
      method="post"
      action={`/office/price-lists/${list.id}/versions/${version.id}/undo`}
      hx-sync="this:drop"
      data-confirm={isToCome ? prices.cancelQuestion : prices.undoQuestion}
    >
      <button type="submit" class="danger">
        {isToCome ? prices.cancelPublication : prices.undoPublication}
      </button>
    </form>
  );
};
