import type {
  ChangeCounts,
  ChangedProduct,
  PricedKinds,
} from '../../src/pricing/price-change.queries.ts';
import { remarkKinds } from '../../src/pricing/price-list.ts';
import type { FormulaShown } from '../../src/pricing/price-formula.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { Notice } from '../parts/status.tsx';
import { CategoryChoice } from './category-choice.tsx';
import { DraftDeeds } from './draft-deeds.tsx';
import { type DraftFilter, draftQuery } from './draft-query.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { RemarkCounts } from './price-differences.tsx';
import { type GridTyped, PriceGrid } from './price-grid.tsx';
import { FormulaInWords } from './formula-in-words.tsx';
import { PriceListFacts } from './price-list.tsx';

/** What was just done with the draft. */
type DraftDeed = 'saved' | 'moved' | 'added' | 'computed';

export type DraftShown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number; formula: FormulaShown | null };
  products: readonly ChangedProduct[];
  /** By what its products can be narrowed down. */
  kinds: PricedKinds;
  filter: DraftFilter;
  counts: ChangeCounts;
  /** So many products are meant by the filter. */
  total: number;
  pages: number;
  deed: { done: DraftDeed; products: number } | undefined;
  typed: GridTyped;
  /** What was typed into the deeds beside the grid, and what is wrong with it. */
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The next version of a list: every price in a field, many at once by a share, and the way to its publication. */
export const PriceDraftPage = (shown: DraftShown) => {
  const { office, prices } = useWords();
  const { list, draft, filter, counts, deed } = shown;
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {deed.done === 'computed' ? prices.computed : deedInWords(office, deed)}
        </Notice>
      )}
      <PriceListFacts list={list} />
      <p class="actions">
        <strong data-t="diff">{office.changed(counts.changed)}</strong>
        <a class="button primary" href={`${href}/review`}>
          {office.reviewAndPublish}
        </a>
        <span class="meta">{office.draftNote}</span>
      </p>
      <FormulaLine list={list} formula={draft.formula} />
      <RemarkCounts
        counts={counts}
        hrefOf={(only) => href + draftQuery({ steps: filter.steps, page: 1, only })}
      />
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

/** Which base list the draft follows, with the way to say how; nothing for a base list itself. */
const FormulaLine = ({ list, formula }: { list: PriceListCard; formula: FormulaShown | null }) => {
  const { prices } = useWords();
  if (list.level === 'base') return null;
  const href = `/office/price-lists/${list.id}/draft/formula`;
  if (!formula) {
    return (
      <p>
        <a href={href}>{prices.formulaTitle}</a>
      </p>
    );
  }
  return (
    <>
      <p data-t="formula">
        {prices.computedFrom} <FormulaInWords formula={formula} />
      </p>
      <p class="actions">
        <a href={href}>{prices.changeFormula}</a>
        <span class="meta">{prices.fixedNote}</span>
      </p>
    </>
  );
};

function deedInWords(
  office: ReturnType<typeof useWords>['office'],
  { done, products }: { done: DraftDeed; products: number },
): string {
  if (done === 'moved') return office.draftMoved(products);
  return done === 'added' ? office.added : office.savedDraft;
}

const DraftFilterForm = ({ list, filter, kinds, counts }: DraftShown) => {
  const { office, columns, forms, prices } = useWords();
  const mm = (um: number | undefined) => (um === undefined ? undefined : String(um / 1000));
  return (
    <form class="row filters" method="get" action={`/office/price-lists/${list.id}/draft`}>
      <Field
        name="text"
        label={`${columns.name}, ${columns.sku}`}
        value={filter.text}
        type="search"
        size="medium"
      />
      <CategoryChoice name="category" value={filter.category} categories={kinds.categories} />
      <Choice
        name="form"
        label={prices.form}
        value={filter.form ?? ''}
        options={[
          { value: '', label: prices.allForms },
          ...kinds.forms.map((value) => ({ value, label: forms[value] })),
        ]}
      />
      <Choice
        name="grade"
        label={columns.grade}
        value={filter.grade ?? ''}
        options={[
          { value: '', label: prices.allGrades },
          ...kinds.grades.map((value) => ({ value, label: value })),
        ]}
      />
      <Field
        name="sizeFrom"
        label={prices.sizeFrom}
        value={mm(filter.fromUm)}
        inputmode="decimal"
        size="short"
        maxlength={8}
      />
      <Field
        name="sizeTo"
        label={prices.sizeTo}
        value={mm(filter.toUm)}
        inputmode="decimal"
        size="short"
        maxlength={8}
      />
      <Choice
        name="only"
        label={prices.only}
        value={filter.only ?? ''}
        options={[
          { value: '', label: prices.allPrices },
          { value: 'changed', label: office.changed(counts.changed) },
          ...remarkKinds.map((value) => ({
            value,
            label: prices.remarkCounts[value](counts[value]),
          })),
        ]}
      />
      <Field name="step" label={office.addBreak} inputmode="decimal" size="short" maxlength={8} />
      {filter.steps.map((stepG) => (
        <input type="hidden" name="step" value={String(stepG / 1_000_000)} />
      ))}
      <button type="submit">{office.find}</button>
    </form>
  );
};
