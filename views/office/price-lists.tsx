import type { PriceListFound } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  lists: readonly PriceListFound[];
  text: string | undefined;
  page: number;
  pages: number;
};

/** Every price list: for whom, since when in force, and whether somebody is at the next version. */
export const PriceListsPage = ({ place, lists, text, page, pages }: Shown) => {
  const { office } = useWords();
  const query = text ? `text=${encodeURIComponent(text)}&` : '';
  return (
    <OfficeFrame {...place}>
      <h1>{office.sections.prices}</h1>
      <form class="row filters" method="get" action="/office/price-lists">
        <Field
          name="text"
          label={office.findList}
          value={text}
          type="search"
          size="medium"
          autofocus
        />
        <button type="submit">{office.find}</button>
      </form>
      {lists.length === 0 ? <p>{office.noLists}</p> : <PriceListTable lists={lists} />}
      <Pager
        page={page}
        pages={pages}
        hrefOf={(number) => `/office/price-lists?${query}page=${number}`}
      />
    </OfficeFrame>
  );
};

/** Price lists as rows; each leads to its history, or to its draft. */
export const PriceListTable = ({ lists }: { lists: readonly PriceListFound[] }) => {
  const { office, columns } = useWords();
  return (
    <ScrollRegion label={office.sections.prices}>
      <table>
        <thead>
          <tr>
            <th scope="col">{office.code}</th>
            <th scope="col">{columns.name}</th>
            <th scope="col">{office.level}</th>
            <th scope="col">{office.holder}</th>
            <th scope="col">{office.inForce}</th>
            <th scope="col">{office.draft}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <PriceListRow list={list} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const PriceListRow = ({ list }: { list: PriceListFound }) => {
  const { office, product, prices } = useWords();
  const figures = useFigures();
  const href = `/office/price-lists/${list.id}`;
  return (
    <tr>
      <th scope="row">
        <a href={href} class="code">
          {list.code}
        </a>
      </th>
      <td>{list.name}</td>
      <td>{product.priceLevels[list.level]}</td>
      <td>{list.companyName ?? list.groupName ?? office.forAll}</td>
      <td>
        {list.from === null || list.versionNumber === null ? (
          <Status mood="idle">{office.notInForce}</Status>
        ) : (
          `${office.version(list.versionNumber)}, ${office.daysOpen(figures.date(list.from))}`
        )}
        {list.nextFrom !== null && list.nextNumber !== null && (
          <small class="meta"> {prices.comes(list.nextNumber, figures.date(list.nextFrom))}</small>
        )}
      </td>
      <td>{list.hasDraft && <a href={`${href}/draft`}>{office.openDraft}</a>}</td>
    </tr>
  );
};
