import { tradingDay } from '../../src/measures/calendar.ts';
import type { Branch } from '../../src/people/branch.queries.ts';
import {
  type ComparedProperty,
  type ComparedRow,
  isSizeName,
  massDifferenceBp,
  sizeOf,
} from '../../src/stock/comparison.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';
import { compareHref } from './compare-bar.tsx';
import { Icon } from './icon.tsx';
import { lengthFigure, quantityCell, sizeFigure, sizeHead } from './product-rows.tsx';

type Compared = {
  rows: readonly OfferedRow[];
  properties: readonly ComparedRow[];
  onlyDifferences: boolean;
  reader: { orders: boolean };
  branch: Branch | undefined;
};

/** A column for each product and a row for each property; a row in which they differ says so by a sign. */
export const ComparedTable = (props: Compared) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { rows, properties, branch } = props;
  const { comparison, shell } = words;
  const [first] = rows;
  if (!first) return null;
  return (
    <div
      class="scroll compared"
      role="region"
      tabindex={0}
      aria-label={`${comparison.title}: ${shell.tableScrolls}`}
    >
      <table>
        <Head {...props} />
        <tbody>
          {properties.map(({ property, differs }) => (
            <tr class={differs ? 'differs' : undefined}>
              <th scope="row">
                {labelOf(property, words, branch && nameOf(branch))}
                {differs && (
                  <>
                    {' '}
                    <abbr title={comparison.differs}>≠</abbr>
                  </>
                )}
              </th>
              {rows.map((row) => (
                <td>
                  {property === 'breaks' ? (
                    <Breaks row={row} />
                  ) : (
                    figureOf(property, { row, base: first }, words, figures)
                  )}
                </td>
              ))}
            </tr>
          ))}
          {props.reader.orders && (
            <tr class="no-print">
              <th scope="row">{words.columns.quantity}</th>
              {rows.map((row) => quantityCell(row, nameOf(row), words))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
};

/** What each product is called, with the way to its page and the way out of the table. */
const Head = ({ rows, onlyDifferences }: Compared) => {
  const { comparison } = useWords();
  const nameOf = useNameOf();
  return (
    <thead>
      <tr>
        <th scope="col">{comparison.property}</th>
        {rows.map((row) => {
          const others = rows.filter((other) => other !== row).map(({ sku }) => sku);
          return (
            <th scope="col">
              <a href={`/p/${row.sku}`}>{nameOf(row)}</a>
              <small class="code">{row.sku}</small>
              <a
                class="chip no-print"
                href={compareHref(others, onlyDifferences)}
                aria-label={comparison.takeOut(nameOf(row))}
              >
                <Icon name="x" />
              </a>
            </th>
          );
        })}
      </tr>
    </thead>
  );
};

function labelOf(property: ComparedProperty, words: Words, branchName: string | undefined): string {
  if (isSizeName(property)) return sizeHead(property, words);
  const { columns, comparison, assortment, product } = words;
  const labels: Record<typeof property, string> = {
    form: comparison.form,
    grade: columns.grade,
    standard: columns.standard,
    length: columns.length,
    massPerM: columns.massPerM,
    massPerM2: columns.massPerM2,
    massPerPiece: columns.massPerPiece,
    massSource: assortment.massFrom,
    massDifference: comparison.massDifference,
    pricePerTonne: columns.pricePerTonne,
    pricePerM: columns.pricePerM,
    pricePerM2: comparison.pricePerM2,
    pricePerPiece: columns.pricePerPiece,
    breaks: product.priceBreaks,
    stockHere: assortment.stockAt(branchName ?? ''),
    stockAnywhere: assortment.stockAnywhere,
    lastBought: assortment.lastBought,
  };
  return labels[property];
}

/** A cell of one product; `base` is the one that stands first. */
function figureOf(
  property: Exclude<ComparedProperty, 'breaks'>,
  { row, base }: { row: OfferedRow; base: OfferedRow },
  words: Words,
  figures: Figures,
): string {
  if (isSizeName(property)) return sizeFigure(property, sizeOf(row, property), figures);
  const orDash = (value: number | null | undefined, show: (value: number) => string) =>
    value === null || value === undefined ? NONE : show(value);
  const { price } = row;
  const { kgPerM, perTonne, perMetre, t } = figures.bare;
  const shown: Record<typeof property, () => string> = {
    form: () => words.forms[row.form],
    grade: () => row.grade,
    standard: () => row.standard,
    length: () => lengthFigure(row, words, figures),
    massPerM: () => orDash(row.massMgPerM, kgPerM),
    massPerM2: () => orDash(row.massMgPerM2, kgPerM),
    massPerPiece: () => orDash(row.pieceMassMg, kgPerM),
    massSource: () => words.product.massSources[row.massSource],
    massDifference: () =>
      row === base ? NONE : orDash(massDifferenceBp(row, base), (bp) => signed(bp, figures)),
    pricePerTonne: () => (price ? perTonne(price.perTonneMinor) : words.catalogue.priceOnRequest),
    pricePerM: () => orDash(price?.perUnitMinor.m, perMetre),
    pricePerM2: () => orDash(price?.perUnitMinor.m2, perMetre),
    pricePerPiece: () => orDash(price?.perUnitMinor.pcs, perMetre),
    stockHere: () => orDash(row.branchG || null, t),
    stockAnywhere: () => orDash(row.anywhereG || null, t),
    lastBought: () => lastBought(row, figures),
  };
  return shown[property]();
}

const NONE = '—';

const signed = (bp: number, figures: Figures) => `${bp > 0 ? '+' : ''}${figures.percent(bp)}`;

function lastBought(row: OfferedRow, figures: Figures): string {
  const { lastBoughtAt: at, lastBoughtMilli: amountMilli, lastBoughtUnit: unit } = row;
  if (!at || amountMilli === null || !unit) return NONE;
  return `${figures.date(tradingDay(at))}: ${figures.quantity({ amountMilli, unit })}`;
}

/** The steps of a price by weight, one a line. */
const Breaks = ({ row }: { row: OfferedRow }) => {
  const words = useWords();
  const figures = useFigures();
  const steps = row.price?.breaks ?? [];
  if (steps.length < 2) return <>{NONE}</>;
  return (
    <ul>
      {steps.map((step) => (
        <li>
          {step.fromWeightG === 0
            ? words.assortment.anyWeight
            : words.product.fromWeight(figures.massT(step.fromWeightG))}
          : {figures.bare.perTonne(step.perTonneMinor)}
        </li>
      ))}
    </ul>
  );
};
