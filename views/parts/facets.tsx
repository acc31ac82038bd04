import { type SizeName, sizeNames } from '../../src/catalogue/form.ts';
import {
  type AssortmentFilter,
  type FacetChoice,
  type Facets,
  fieldOf,
  isBounded,
  type Range,
  type Sort,
} from '../../src/stock/assortment.ts';
import { type FilterKind, withoutKind } from '../../src/stock/filter-kinds.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';
import { sizeHead } from './product-rows.tsx';

type Branch = { nameEn: string; nameRu: string; nameKk: string } | null;

/** When what is ready leaves (`nextHandOver`). */
export type HandOver = { isToday: boolean; from: Date; until: Date };

const MINOR_PER_TENGE = 100;
const UM_PER_MM = 1000;

/** The fields of the filters, each choice with the number of rows it would leave. Lives inside the filters' form. */
export const FacetFields = (props: {
  facets: Facets;
  filter: AssortmentFilter;
  sort: Sort;
  /** Those by which goods of the category are chosen (`sizesIn`). */
  sizes: readonly SizeName[];
  branch: Branch;
  handOver: HandOver;
  seesPrices: boolean;
}) => {
  const { facets, filter, sort, branch } = props;
  const words = useWords();
  const readyLabel = useReadyLabel();
  const { assortment, columns, catalogue } = words;
  const sizes = sizeNames.filter(
    (name) =>
      isBounded(filter.sizes[name] ?? nothingSaid) ||
      (props.sizes.includes(name) && differIn(name, facets)),
  );
  return (
    <>
      {sort !== 'size' && <input type="hidden" name="sort" value={sort} />}
      <fieldset>
        <legend>{assortment.stock}</legend>
        <StockChoice value="all" label={assortment.anyStock} filter={filter} isFirst />
        <StockChoice
          value="ready"
          label={readyLabel(props.handOver, branch)}
          count={facets.stock.ready}
          filter={filter}
        />
        {(branch || filter.stock === 'anywhere') && (
          <StockChoice
            value="anywhere"
            label={assortment.anywhere}
            count={facets.stock.anywhere}
            filter={filter}
          />
        )}
      </fieldset>
      <BoughtChoice count={facets.bought} isChosen={filter.bought} />
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

const nothingSaid: Range = { from: null, to: null };

/** A range is offered where products differ in a size. */
function differIn(name: SizeName, facets: Facets): boolean {
  const bounds = facets.sizes[name];
  return bounds !== undefined && bounds.from < bounds.to;
}

/** Until when what is ready leaves today, or from when it does, and where for those who have a branch. */
export function useReadyLabel(): (handOver: HandOver, branch: Branch) => string {
  const { catalogue } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  return ({ isToday, from, until }, branch) => {
    const when = isToday
      ? catalogue.readyToday(figures.time(until))
      : catalogue.readyFrom(figures.moment(from));
    return branch ? `${nameOf(branch)}: ${when}` : when;
  };
}

/** What the company bought before, in any channel; not offered where that would leave nothing. */
const BoughtChoice = ({ count, isChosen }: { count: number | null; isChosen: boolean }) => {
  const { assortment } = useWords();
  const figures = useFigures();
  if (count === null || (count === 0 && !isChosen)) return null;
  return (
    <label class="check">
      <input type="checkbox" id="bought" name="bought" value="yes" checked={isChosen} />
      <span>
        {assortment.boughtBefore}
        <small>{figures.bare.count(count)}</small>
      </span>
    </label>
  );
};

const StockChoice = (props: {
  value: AssortmentFilter['stock'];
  label: string;
  count?: number;
  filter: AssortmentFilter;
  isFirst?: boolean;
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
        data-key={props.isFirst ? 'f' : undefined}
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

/** A choice in words with the filter that is left without it. */
type Chip = { kind: FilterKind; label: string; without: AssortmentFilter };

/** What was chosen; several values of one kind are alternatives and go one by one. `readyLabel` names what is ready. */
export function chipsOf(
  filter: AssortmentFilter,
  words: Words,
  figures: Figures,
  readyLabel: string,
): Chip[] {
  const whole = (kind: FilterKind, label: string): Chip => ({
    ...{ kind, label, without: withoutKind(filter, kind) },
  });
  const but = (values: readonly string[], value: string) => values.filter((one) => one !== value);
  const between = (head: string, range: Range) =>
    `${head} ${range.from === null ? '…' : figures.number(range.from, 3)}–${range.to === null ? '…' : figures.number(range.to, 3)}`;
  const price = inUnits(filter.pricePerTonneMinor, MINOR_PER_TENGE);
  const stock = filter.stock === 'ready' ? readyLabel : words.catalogue.inStockOnly;
  return [
    ...(filter.stock === 'all' ? [] : [whole('stock', stock)]),
    ...(filter.bought ? [whole('bought', words.assortment.boughtBefore)] : []),
    ...filter.grades.map((grade) => ({
      ...{ kind: 'grade' as const, label: grade },
      without: { ...filter, grades: but(filter.grades, grade) },
    })),
    ...filter.lengths.map((length) => ({
      ...{ kind: 'length' as const },
      label: `${words.columns.length} ${lengthLabel(length, words, figures)}`,
      without: { ...filter, lengths: but(filter.lengths, length) },
    })),
    ...filter.standards.map((standard) => ({
      ...{ kind: 'standard' as const, label: standard },
      without: { ...filter, standards: but(filter.standards, standard) },
    })),
    ...sizeNames.flatMap((name) => {
      const range = inUnits(filter.sizes[name], unitOf(name));
      return isBounded(range) ? [whole(name, between(sizeHead(name, words), range))] : [];
    }),
    ...(isBounded(price) ? [whole('price', between(words.columns.pricePerTonne, price))] : []),
  ];
}

/** A filter and an order as the query of an address, the empty one as an empty text. */
export function queryOf(filter: AssortmentFilter, sort: Sort): string {
  const query = new URLSearchParams();
  for (const grade of filter.grades) query.append('grade', grade);
  for (const standard of filter.standards) query.append('standard', standard);
  for (const length of filter.lengths) query.append('length', length);
  if (filter.stock !== 'all') query.set('stock', filter.stock);
  if (filter.bought) query.set('bought', 'yes');
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
