import type { CalculatedMass, CalculatedQuantity } from '../../src/catalogue/calculator.ts';
import { STEEL_KG_PER_M3 } from '../../src/catalogue/theoretical-weight.ts';
import { designationIn } from '../../src/catalogue/trade-writing.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { Money, Quantity } from './measures.tsx';

type Answered = { mass: CalculatedMass; weighed: CalculatedQuantity | undefined };

/** What a thing weighs in every unit, and by what that is known. */
export const MassAnswer = ({ mass, weighed }: Answered) => {
  const words = useWords();
  const language = useLanguage();
  const { calculator } = words;
  return (
    <>
      <h2>
        {words.forms[mass.form]} {designationIn(language, mass.designation)}
        {mass.grade !== null && ` ${mass.grade}`}
      </h2>
      {weighed ? <Totals weighed={weighed} /> : <p class="notice warn">{calculator.cannotCount}</p>}
      <Facts mass={mass} />
    </>
  );
};

const Totals = ({ weighed }: { weighed: CalculatedQuantity }) => {
  const words = useWords();
  const figures = useFigures();
  const { calculator } = words;
  const { quantity, weightG, inUnits, paintedMm2, priceMinor } = weighed;
  return (
    <dl class="facts" aria-label={words.assortment.inAllUnits}>
      <dt>
        <Quantity {...quantity} />
      </dt>
      <dd class="n">
        <strong>
          {figures.number(weightG / 1000, 3)} {figures.units.kg}
        </strong>
      </dd>
      {inUnits
        .filter(({ unit }) => unit !== quantity.unit && unit !== 'kg')
        .map((one) => (
          <>
            <dt>{words.units[one.unit]}</dt>
            <dd class="n">
              <Quantity {...one} />
            </dd>
          </>
        ))}
      {paintedMm2 !== null && (
        <>
          <dt>{calculator.painted}</dt>
          <dd class="n">{squareMetres(paintedMm2, figures)}</dd>
        </>
      )}
      {priceMinor !== null && (
        <>
          <dt>{calculator.costs}</dt>
          <dd class="n">
            <strong>
              <Money minor={priceMinor} exact />
            </strong>
          </dd>
        </>
      )}
    </dl>
  );
};

const Facts = ({ mass }: { mass: CalculatedMass }) => {
  const figures = useFigures();
  const { calculator, assortment } = useWords();
  const { massMgPerM, massMgPerM2, areaMm2, paintedMm2PerM, densityKgPerM3 } = mass;
  const source = useSource(mass);
  return (
    <dl class="facts">
      {massMgPerM !== null && (
        <>
          <dt>{assortment.perMetre}</dt>
          <dd>
            {figures.kgPerM(massMgPerM)}, {source}
          </dd>
        </>
      )}
      {massMgPerM2 !== null && (
        <>
          <dt>{assortment.perSquareMetre}</dt>
          <dd>
            {figures.number(massMgPerM2 / 1_000_000, 3)} {figures.units.kg}, {source}
          </dd>
        </>
      )}
      {areaMm2 !== null && (
        <>
          <dt>{calculator.area}</dt>
          <dd>
            {figures.number(areaMm2 / 100, 2)} {squareCentimetre(figures)}
          </dd>
        </>
      )}
      {paintedMm2PerM !== null && (
        <>
          <dt>{calculator.painted}</dt>
          <dd>
            {squareMetres(paintedMm2PerM, figures)} {calculator.perMetre}
          </dd>
        </>
      )}
      {densityKgPerM3 !== STEEL_KG_PER_M3 && (
        <>
          <dt>{calculator.density}</dt>
          <dd>
            {figures.number(densityKgPerM3)} {figures.units.kg}/{figures.units.m}³
          </dd>
        </>
      )}
    </dl>
  );
};

function useSource({ source, standard, sectionId }: CalculatedMass): string {
  const { sources } = useWords().calculator;
  if (source === 'table') return standard === null ? sources.printed : sources.table(standard);
  return standard === null || sectionId !== null ? sources.geometry : sources.rule(standard);
}

type Figures = ReturnType<typeof useFigures>;

const squareMetres = (mm2: number, figures: Figures): string =>
  `${figures.number(mm2 / 1_000_000, 3)} ${figures.units.m2}`;

/** cm² where metres are m². */
const squareCentimetre = (figures: Figures): string =>
  `${figures.units.m2 === 'm²' ? 'c' : 'с'}${figures.units.m2}`;
