import { theoreticalMass } from '../../src/catalogue/theoretical-weight.ts';
import type { ProductSheet } from '../../src/stock/product-page.queries.ts';
import { useFigures, useWords } from '../language.tsx';

const BP_PER_WHOLE = 10_000;

/**
 * The masses of a product and where each comes from: the one that counts (R3),
 * beside it what geometry gives and what the trader keeps for accounting, with the
 * difference as a share. Rows of a list of facts.
 */
export const MassSource = ({ product }: { product: ProductSheet }) => {
  const { product: words, assortment } = useWords();
  const figures = useFigures();
  const { massMgPerM, massMgPerM2, pieceMassMg, accountingMassMgPerM } = product;
  const geometryMgPerM = product.massSource === 'geometry' ? undefined : computedMgPerM(product);
  const beside = (mgPerM: number) =>
    massMgPerM === null
      ? ''
      : ` (${assortment.difference(signed(figures.percent(shareBp(mgPerM, massMgPerM)), mgPerM - massMgPerM))})`;
  return (
    <>
      {massMgPerM !== null && (
        <>
          <dt>{assortment.perMetre}</dt>
          <dd>
            {figures.kgPerM(massMgPerM)}, {words.massSources[product.massSource]}
          </dd>
        </>
      )}
      {massMgPerM2 !== null && (
        <>
          <dt>{assortment.perSquareMetre}</dt>
          <dd>
            {figures.number(massMgPerM2 / 1_000_000, 3)} {figures.units.kg},{' '}
            {words.massSources[product.massSource]}
          </dd>
        </>
      )}
      {pieceMassMg !== null && (
        <>
          <dt>{assortment.perPiece}</dt>
          <dd>
            {figures.number(pieceMassMg / 1_000_000, 3)} {figures.units.kg}
          </dd>
        </>
      )}
      {geometryMgPerM !== undefined && geometryMgPerM !== massMgPerM && (
        <>
          <dt>{assortment.geometry}</dt>
          <dd>
            {figures.kgPerM(geometryMgPerM)}
            {beside(geometryMgPerM)}
          </dd>
        </>
      )}
      {accountingMassMgPerM !== null && (
        <>
          <dt>{assortment.accounting}</dt>
          <dd>
            {figures.kgPerM(accountingMassMgPerM)}
            {beside(accountingMassMgPerM)}
          </dd>
        </>
      )}
    </>
  );
};

function computedMgPerM(product: ProductSheet): number | undefined {
  if (product.massMgPerM === null || product.massMgPerM2 !== null) return undefined;
  const { form, standard, designation, densityKgPerM3 } = product;
  const mass = theoreticalMass({
    form,
    standard,
    designation,
    densityKgPerM3,
    dimensions: product,
  });
  return mass?.massMgPerM ?? undefined;
}

const shareBp = (mgPerM: number, ofMgPerM: number) =>
  Math.round(((mgPerM - ofMgPerM) / ofMgPerM) * BP_PER_WHOLE);

const signed = (share: string, difference: number) => (difference > 0 ? `+${share}` : share);
