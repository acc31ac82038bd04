import type { CuttingCharge } from '../../src/pricing/cutting-charge.ts';
import type { CuttingOffer } from '../../src/pricing/cutting-terms.ts';
import { offcutChoices } from '../../src/ordering/cut-line.ts';
import type { CutBars, CuttingPlan, CuttingProblem, Pieces } from '../../src/stock/cutting-plan.ts';
import type { CuttingTimes } from '../../src/stock/cutting-times.ts';
import { useFigures, useWords } from '../language.tsx';
import { CuttingFee } from './cutting-fee.tsx';

export type CuttingShown = {
  sku: string;
  stockLengthMm: number;
  /** On what machine and terms it is cut. */
  offer: CuttingOffer;
  /** The cut list as it was typed. */
  typed: string;
  /** Lines that cannot be read. */
  unread: readonly string[];
  /** What came of it; absent: nothing was asked. */
  plan?: CuttingPlan | undefined;
  problem?: CuttingProblem | undefined;
  /** When it can be ready, and until when it may be cancelled for nothing. */
  times?: CuttingTimes | undefined;
  /** What cutting the plan costs; absent for those who see no prices. */
  charge?: (CuttingCharge & { vatRateBp: number }) | undefined;
  /** What the bars cost alone, with VAT, and what comes back for usable remnants that stay; absent as above or without a price. */
  goods?: { weightG: number; grossMinor: number; creditMinor: number } | undefined;
  /** The reader may order: what the plan needs goes into the cart under this key. */
  formKey?: string | undefined;
};

/** The cut list of a bar with its plan. What comes back takes the place of `#cutting`. */
export const Cutting = (shown: CuttingShown) => {
  const { cutting } = useWords();
  const figures = useFigures();
  const address = `/p/${encodeURIComponent(shown.sku)}/cutting`;
  const isWrong = shown.unread.length > 0 || shown.problem !== undefined;
  const hint = cutting.hint(
    figures.lengthM(shown.stockLengthMm),
    figures.lengthMm(shown.offer.kerfMm),
  );
  return (
    <section id="cutting" class="stack no-print">
      <h2>{cutting.title}</h2>
      <form
        class="stack"
        method="post"
        action={address}
        hx-post={address}
        hx-target="#cutting"
        hx-swap="outerMorph"
        hx-sync="this:replace"
      >
        <label for="cut-list">{cutting.list}</label>
        <textarea
          id="cut-list"
          name="cutList"
          rows={4}
          maxlength={4000}
          aria-describedby={isWrong ? 'cut-hint cut-problem' : 'cut-hint'}
          aria-invalid={isWrong ? 'true' : undefined}
        >
          {shown.typed}
        </textarea>
        <small id="cut-hint" class="meta">
          {hint}
        </small>
        {isWrong && (
          <p id="cut-problem" class="problem" role="alert">
            {shown.problem && cutting.problems[shown.problem]}
            {shown.unread.map((line) => (
              <span>{cutting.unread(line)} </span>
            ))}
          </p>
        )}
        <button type="submit">{cutting.plan}</button>
      </form>
      {shown.plan && <Plan plan={shown.plan} shown={shown} />}
    </section>
  );
};

const Plan = ({ plan, shown }: { plan: CuttingPlan; shown: CuttingShown }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  const { offer } = shown;
  const { barsNeeded, fewestBars } = plan;
  const sellable = plan.remnants.filter(({ isSellable }) => isSellable);
  const remnants = sellable.map(({ count, lengthMm }) => `${count} × ${figures.lengthM(lengthMm)}`);
  return (
    <div class="stack" role="status">
      <dl class="facts">
        <dt>{cutting.needed}</dt>
        <dd>
          <strong>{barsNeeded}</strong>{' '}
          <small class="meta">
            {barsNeeded === fewestBars ? cutting.best : cutting.bound(fewestBars)}
          </small>
        </dd>
        <dt>{cutting.yield}</dt>
        <dd>{figures.percent(plan.yieldBp)}</dd>
        <dt>{cutting.cuts}</dt>
        <dd>
          {plan.cuts}{' '}
          <small class="meta">
            {cutting.methods[offer.method]}, {cutting.kerf(figures.lengthMm(offer.kerfMm))}
          </small>
        </dd>
        <dt>{cutting.tolerance}</dt>
        <dd>−0/+{figures.lengthMm(offer.toleranceMm)}</dd>
        <dt>{cutting.remnants}</dt>
        <dd>{remnants.length > 0 ? remnants.join(', ') : cutting.none}</dd>
        <dt>{cutting.scrap}</dt>
        <dd>{figures.lengthM(plan.scrapMm)}</dd>
        {shown.goods && (
          <>
            <dt>{cutting.goods}</dt>
            <dd>
              <strong>{figures.moneyExact(shown.goods.grossMinor)}</strong>{' '}
              <small class="meta">{cutting.goodsBilled(figures.massKg(shown.goods.weightG))}</small>
            </dd>
          </>
        )}
        {shown.charge && <CuttingFee charge={{ ...offer, ...shown.charge, cuts: plan.cuts }} />}
        {shown.goods && shown.charge && (
          <>
            <dt>{cutting.together}</dt>
            <dd>
              <strong>
                {figures.moneyExact(shown.goods.grossMinor + shown.charge.grossMinor)}
              </strong>
            </dd>
          </>
        )}
        {plan.cuts > 0 && shown.times && (
          <>
            <dt>{cutting.ready}</dt>
            <dd>{cutting.readyOn(figures.date(shown.times.readyOn))}</dd>
            <dt>{cutting.cancelling}</dt>
            <dd>{cutting.freeUntil(figures.moment(shown.times.startsFrom))}</dd>
          </>
        )}
      </dl>
      <ol class="plain-list cut-bars">
        {plan.patterns.map((bar) => (
          <Bar bar={bar} shown={shown} />
        ))}
      </ol>
      {shown.formKey && <AddCuts shown={shown} plan={plan} formKey={shown.formKey} />}
    </div>
  );
};

/** One bar drawn to scale, with the same in words. */
const Bar = ({ bar, shown }: { bar: CutBars; shown: CuttingShown }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  const { stockLengthMm, offer } = shown;
  const told = bar.pieces
    .map(({ count, lengthMm }) => `${count} × ${figures.bare.mm(lengthMm)}`)
    .join(' + ');
  return (
    <li>
      <span>{cutting.picture(bar.bars, told, figures.lengthMm(bar.remnantMm))}</span>
      <svg viewBox={`0 0 ${stockLengthMm} 300`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="rest" x="0" y="0" width={stockLengthMm} height="300" />
        {placesOf(bar.pieces, offer.kerfMm).map(({ fromMm, lengthMm }) => (
          <rect class="piece" x={fromMm} y="0" width={lengthMm} height="300" />
        ))}
      </svg>
    </li>
  );
};

function placesOf(pieces: readonly Pieces[], kerfMm: number) {
  let fromMm = 0;
  return pieces.flatMap(({ count, lengthMm }) =>
    Array.from({ length: count }, () => {
      const place = { fromMm, lengthMm };
      fromMm += lengthMm + kerfMm;
      return place;
    }),
  );
}

/** What becomes of the rest, with its money, and the button that puts bars and cut list into the cart. */
const AddCuts = (add: { shown: CuttingShown; plan: CuttingPlan; formKey: string }) => {
  const { shown, plan, formKey } = add;
  const { cutting } = useWords();
  const figures = useFigures();
  const isAnyLeft = plan.sellableMm + plan.scrapMm > 0;
  return (
    <form
      id="cut-add"
      class="stack"
      method="post"
      action="/cart/cuts"
      hx-post="/cart/cuts"
      hx-target="#cut-add"
      hx-swap="outerHTML"
      hx-sync="this:drop"
    >
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="sku" value={shown.sku} />
      <input type="hidden" name="cutList" value={shown.typed} />
      {isAnyLeft ? (
        <Offcuts creditMinor={shown.goods?.creditMinor} />
      ) : (
        <input type="hidden" name="offcuts" value={offcutChoices[0]} />
      )}
      <button type="submit" class="primary">
        {cutting.add(figures.pieces(plan.barsNeeded))}
      </button>
    </form>
  );
};

/** The choices for what is left of the bars, with what comes back for each. */
const Offcuts = ({ creditMinor }: { creditMinor: number | undefined }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  return (
    <fieldset class="choices">
      <legend>{cutting.offcuts}</legend>
      {offcutChoices.map((choice, index) => (
        <label class="check" for={`offcuts-${choice}`}>
          <input
            type="radio"
            id={`offcuts-${choice}`}
            name="offcuts"
            value={choice}
            checked={index === 0}
          />
          <span>
            {cutting.offcutChoices[choice]}{' '}
            {creditMinor !== undefined && (
              <small class="meta">
                {choice === 'leave' && creditMinor > 0
                  ? cutting.comesBack(figures.money(creditMinor))
                  : cutting.nothingBack}
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
};

/** What stands in the place of the button once the cut list is in the cart. */
export const CutAdded = () => {
  const { cutting, sale } = useWords();
  return (
    <p id="cut-add" class="notice ok" role="status">
      {cutting.isInCart} <a href="/cart">{sale.toCart}</a>
    </p>
  );
};
