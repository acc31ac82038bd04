import type { ChangedProduct } from '../../src/pricing/price-change.queries.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useWords } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { Notice } from '../parts/status.tsx';
import { CategoryChoice, type PricedCategory } from './category-choice.tsx';
import { DraftDeeds } from './draft-deeds.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { type GridTyped, PriceGrid } from './price-grid.tsx';
import { PriceListFacts } from './price-list.tsx';

/** What was just done with the draft. */
type DraftDeed = 'saved' | 'moved' | 'added';

export type DraftFilter = {
  text?: string | undefined;
  category?: string | undefined;
  changed: boolean;
  /** Weights from which the reader wants a further step, grams. */
  steps: readonly number[];
  page: number;
};

export type DraftShown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  products: readonly ChangedProduct[];
  categories: readonly PricedCategory[];
  filter: DraftFilter;
  changed: number;
  pages: number;
  deed: { done: DraftDeed; products: number } | undefined;
  typed: GridTyped;
  /** What was typed into the deeds beside the grid, and what is wrong with it. */
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The query of a page of the draft with the same filter; `?` included, nothing when nothing is asked. */
export function draftQuery(filter: DraftFilter, page = filter.page): string {
  const query = new URLSearchParams();
  if (filter.text) query.set('text', filter.text);
  if (filter.category) query.set('category', filter.category);
  if (filter.changed) query.set('changed', 'yes');
  for (const stepG of filter.steps) query.append('step', String(stepG / 1_000_000));
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The next version of a list: every price in a field, many at once by a share, and the way to its publication. */
export const PriceDraftPage = (shown: DraftShown) => {
  const { office } = useWords();
  const { list, draft, filter, changed, deed } = shown;
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {deedInWords(office, deed)}
        </Notice>
      )}
      <PriceListFacts list={list} />
      <p class="actions">
        <strong data-t="diff">{office.changed(changed)}</strong>
        <a class="button primary" href={`${href}/review`}>
          {office.reviewAndPublish}
        </a>
        <span class="meta">{office.draftNote}</span>
      </p>
      <DraftFilterForm {...shown} />
      {shown.products.length === 0 ? (
        <p>{office.noPrices}</p>
      ) : (
        <PriceGrid
          action={`${href}/prices${draftQuery(filter)}`}
          products={shown.products}
          steps={filter.steps}
          typed={shown.typed}
        />
      )}
      <Pager
        page={filter.page}
        pages={shown.pages}
        hrefOf={(page) => href + draftQuery(filter, page)}
      />
      <DraftDeeds {...shown} />
    </OfficeFrame>
  );
};

function deedInWords(
  office: ReturnType<typeof useWords>['office'],
  { done, products }: { done: DraftDeed; products: number },
): string {
  if (done === 'moved') return office.draftMoved(products);
  return done === 'added' ? office.added : office.savedDraft;
}

const DraftFilterForm = ({ list, filter, categories }: DraftShown) => {
  const { office, columns } = useWords();
  return (
    <form class="row filters" method="get" action={`/office/price-lists/${list.id}/draft`}>
      <Field
        name="text"
        label={`${columns.name}, ${columns.sku}`}
        value={filter.text}
        type="search"
        size="medium"
      />
      <CategoryChoice name="category" value={filter.category} categories={categories} />
      <Field name="step" label={office.addBreak} inputmode="decimal" size="short" maxlength={8} />
      {filter.steps.map((stepG) => (
        <input type="hidden" name="step" value={String(stepG / 1_000_000)} />
      ))}
      <Check name="changed" label={office.onlyChanged} checked={filter.changed} />
      <button type="submit">{office.find}</button>
    </form>
  );
};
