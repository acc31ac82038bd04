import type { CuttingCharge, CuttingToCharge } from '../../src/pricing/cutting-charge.ts';
import { useFigures, useWords } from '../language.tsx';

/** The charge for a job with everything that it follows from. */
type Charged = CuttingToCharge & CuttingCharge & { areaMm2: number };

const ORDINARY_BP = 10_000;

/** What cutting costs, as a row of facts, with how it came about. */
export const CuttingFee = ({ charge }: { charge: Charged }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  return (
    <>
      <dt>{cutting.fee}</dt>
      <dd>
        <strong>{figures.moneyExact(charge.grossMinor)}</strong>{' '}
        <small class="meta">{cutting.withVat(figures.percent(charge.vatRateBp))}</small>
        {charge.cuts > 0 && <CuttingFeeWhy charge={charge} />}
      </dd>
    </>
  );
};

/** How a charge came about: cuts, rate, grade, setting up, the least charge and VAT. */
export const CuttingFeeWhy = ({ charge }: { charge: Charged }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  const { cuts, rateMinor, gradeBp, areaMm2, cutsMinor, setUpMinor, netMinor } = charge;
  const counted = figures.bare.count(cuts);
  const area = figures.bare.count(areaMm2);
  return (
    <details class="why" data-t="derivation">
      <summary>{cutting.feeFollows}</summary>
      <dl class="facts">
        <dt>
          {cutting.feeCuts(counted, figures.money(rateMinor), area)}
          {gradeBp > ORDINARY_BP && ` ${cutting.feeGrade(figures.number(gradeBp / ORDINARY_BP))}`}
        </dt>
        <dd>{figures.moneyExact(cutsMinor)}</dd>
        <dt>{cutting.feeSetUp}</dt>
        <dd>{figures.moneyExact(setUpMinor)}</dd>
        {netMinor > cutsMinor + setUpMinor && (
          <>
            <dt>{cutting.feeLeast}</dt>
            <dd>{figures.moneyExact(netMinor)}</dd>
          </>
        )}
        <dt>{cutting.feeVat(figures.percent(charge.vatRateBp))}</dt>
        <dd>{figures.moneyExact(charge.vatMinor)}</dd>
      </dl>
    </details>
  );
};
