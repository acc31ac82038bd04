import { type SizeName, sizeNames, termsOfForm } from '../../src/catalogue/form.ts';
import type { Form } from '../../src/platform/db/schema.ts';
import {
  type AssortmentFilter,
  type FacetChoice,
  type Facets,
  fieldOf,
  isBounded,
  type Range,
  type Sort,
} from '../../src/stock/assortment.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';
import { sizeHead } from './product-rows.tsx';

type Branch = { nameEn: string; nameRu: string; nameKk: string } | null;

const MINOR_PER_TENGE = 100;
const UM_PER_MM = 1000;

/** The fields of the filters, each choice with the number of rows it would leave. Lives inside the filters' form. */
export const FacetFields = (props: {
  facets: Facets;
  filter: AssortmentFilter;
  sort: Sort;
  form: Form | null;
  branch: Branch;
  seesPrices: boolean;
}) => {
  const { facets, filter, sort, form, branch } = props;
  const words = useWords();
  const nameOf = useNameOf();
  const { assortment, columns, catalogue } = words;
  const sizes = sizeNames.filter((name) => offers(name, form, facets));
  return (
    <>
      {sort !== 'size' && <input type="hidden" name="sort" value={sort} />}
      <fieldset>
        <legend>{assortment.stock}</legend>
        <StockChoice value="all" label={assortment.anyStock} filter={filter} />
        {branch && (
          <StockChoice
            value="branch"
            label={nameOf(branch)}
            count={facets.stock.branch}
            filter={filter}
          />
        )}
        <StockChoice
          value="anywhere"
          label={assortment.anywhere}
          count={facets.stock.anywhere}
          filter={filter}
        />
      </fieldset>
      <Choices name="grade" legend={columns.grade} choices={facets.grades} chosen={filter.grades} />
      {sizes.map((name) => (
        <RangeFields
          name={fieldOf(name)}
          legend={sizeHead(name, words)}
          said={inUnits(filter.sizes[name], unitOf(name))}
          bounds={inUnits(facets.sizes[name], unitOf(name))}
        />
      ))}
      <Choices
        name="length"
        legend={columns.length}
        choices={facets.lengths}
        chosen={filter.lengths}
        labelOf={useLengthLabel()}
      />
      {props.seesPrices && (
        <RangeFields
          name="price"
          legend={columns.pricePerTonne}
          said={inUnits(filter.pricePerTonneMinor, MINOR_PER_TENGE)}
        />
      )}
      <Choices
        name="standard"
        legend={columns.standard}
        choices={facets.standards}
        chosen={filter.standards}
      />
      <button type="submit" class="small">
        {catalogue.applyFilters}
      </button>
    </>
  );
};

/** A range is offered for the sizes of the form where products differ in them. */
function offers(name: SizeName, form: Form | null, facets: Facets): boolean {
  const columns: readonly SizeName[] = form ? termsOfForm(form).columns : [];
  const bounds = facets.sizes[name];
  return columns.includes(name) && bounds !== undefined && bounds.from < bounds.to;
}

const StockChoice = (props: {
  value: AssortmentFilter['stock'];
  label: string;
  count?: number;
  filter: AssortmentFilter;
}) => {
  const figures = useFigures();
  return (
    <label class="check">
      <input
        type="radio"
        id={`stock-${props.value}`}
        name="stock"
        value={props.value}
        checked={props.filter.stock === props.value}
      />
      <span>
        {props.label}
        {props.count !== undefined && <small>{figures.bare.count(props.count)}</small>}
      </span>
    </label>
  );
};

/** Several may be ticked; what is ticked stays in the list, even when the other filters leave nothing of it. */
const Choices = (props: {
  name: string;
  legend: string;
  choices: readonly FacetChoice[];
  chosen: readonly string[];
  labelOf?: (value: string) => string;
}) => {
  const figures = useFigures();
  const { name, choices, chosen, labelOf = (value: string) => value } = props;
  if (choices.length < 2 && chosen.length === 0) return null;
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div class="options">
        {choices.map(({ value, count }) => (
          <label class="check">
            <input
              type="checkbox"
              id={`${name}-${value}`}
              name={name}
              value={value}
              checked={chosen.includes(value)}
            />
            <span>
              {labelOf(value)}
              <small>{figures.bare.count(count)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** Two numbers; the smallest and largest that occur stand in the empty fields. */
const RangeFields = (props: {
  name: string;
  legend: string;
  said: Range;
  bounds?: Range | undefined;
}) => {
  const { catalogue } = useWords();
  const figures = useFigures();
  const { name, legend, said, bounds } = props;
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : figures.number(value, 3);
  const side = (end: 'from' | 'to', label: string) => (
    <input
      id={`${name}-${end}`}
      name={`${name}-${end}`}
      inputmode="decimal"
      data-num
      maxlength={14}
      value={shown(said[end])}
      placeholder={shown(bounds?.[end])}
      aria-label={`${legend}: ${label}`}
    />
  );
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="range">
        {side('from', catalogue.atLeast)}–{side('to', catalogue.atMost)}
      </div>
    </fieldset>
  );
};

/** Lengths stand in millimetres, or as the kind where there is no one length. */
function useLengthLabel(): (value: string) => string {
  const words = useWords();
  const figures = useFigures();
  return (value) => lengthLabel(value, words, figures);
}

function lengthLabel(value: string, words: Words, figures: Figures): string {
  if (/^\d+$/.test(value)) return figures.bare.m(Number(value));
  const { lengthShort } = words.assortment;
  return value === 'random' || value === 'coil' || value === 'sheet' ? lengthShort[value] : value;
}

const unitOf = (name: SizeName) => (name.endsWith('Um') ? UM_PER_MM : 1);

const inUnits = (
  range: { from: number | null; to: number | null } | undefined,
  unit: number,
): Range => ({
  from: range?.from === null || range?.from === undefined ? null : range.from / unit,
  to: range?.to === null || range?.to === undefined ? null : range.to / unit,
});

/** What was chosen, in words, each with the filter that is left without it. */
export function chipsOf(
  filter: AssortmentFilter,
  words: Words,
  figures: Figures,
  branchName: string,
): { label: string; without: AssortmentFilter }[] {
  const drop = (values: readonly string[], value: string) => values.filter((one) => one !== value);
  const between = (head: string, range: Range) =>
    `${head} ${range.from === null ? '…' : figures.number(range.from, 3)}–${range.to === null ? '…' : figures.number(range.to, 3)}`;
  const price = inUnits(filter.pricePerTonneMinor, MINOR_PER_TENGE);
  return [
    ...(filter.stock === 'all'
      ? []
      : [
          {
            label:
              filter.stock === 'branch'
                ? words.assortment.atBranch(branchName)
                : words.catalogue.inStockOnly,
            without: { ...filter, stock: 'all' as const },
          },
        ]),
    ...filter.grades.map((grade) => ({
      label: grade,
      without: { ...filter, grades: drop(filter.grades, grade) },
    })),
    ...filter.lengths.map((length) => ({
      label: `${words.columns.length} ${lengthLabel(length, words, figures)}`,
      without: { ...filter, lengths: drop(filter.lengths, length) },
    })),
    ...filter.standards.map((standard) => ({
      label: standard,
      without: { ...filter, standards: drop(filter.standards, standard) },
    })),
    ...sizeNames.flatMap((name) => {
      const range = inUnits(filter.sizes[name], unitOf(name));
      if (!isBounded(range)) return [];
      const { [name]: _dropped, ...sizes } = filter.sizes;
      return [{ label: between(sizeHead(name, words), range), without: { ...filter, sizes } }];
    }),
    ...(isBounded(price)
      ? [
          {
            label: between(words.columns.pricePerTonne, price),
            without: { ...filter, pricePerTonneMinor: { from: null, to: null } },
          },
        ]
      : []),
  ];
}

/** A filter and an order as the query of an address, the empty one as an empty text. */
export function queryOf(filter: AssortmentFilter, sort: Sort): string {
  const query = new URLSearchParams();
  for (const grade of filter.grades) query.append('grade', grade);
  for (const standard of filter.standards) query.append('standard', standard);
  for (const length of filter.lengths) query.append('length', length);
  if (filter.stock !== 'all') query.set('stock', filter.stock);
  const bound = (name: string, range: Range) => {
    if (range.from !== null) query.set(`${name}-from`, String(range.from));
    if (range.to !== null) query.set(`${name}-to`, String(range.to));
  };
  for (const name of sizeNames) bound(fieldOf(name), inUnits(filter.sizes[name], unitOf(name)));
  bound('price', inUnits(filter.pricePerTonneMinor, MINOR_PER_TENGE));
  if (sort !== 'size') query.set('sort', sort);
  const text = query.toString();
  return text ? `?${text}` : '';
}
