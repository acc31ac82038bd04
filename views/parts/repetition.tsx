import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import type { Repetition, RepeatedLine } from '../../src/ordering/repetition.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import type { DifferencePart, PriceDifference } from '../../src/pricing/price-difference.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { Crumbs } from './crumbs.tsx';
import { Notice, Status } from './status.tsx';

/** An order as it would be today, and what was said of it. */
export type RepetitionShown = {
  order: OrderHead;
  repetition: Repetition;
  seesPrices: boolean;
  formKey: string;
  typed?: Readonly<Record<string, string>>;
  /** What cannot be understood, by line. */
  wrong?: ReadonlyMap<string, string>;
  isNothingChosen?: boolean;
  refusal: RefusalReason | undefined;
};

type Shown = RepetitionShown & {
  /** The address of the order for the one who reads. */
  base: string;
};

/**
 * The lines of an order with what they cost then and cost now, and why; a form
 * that prices what is ticked and puts it into the cart. The same for buyer and clerk.
 */
export const RepetitionSheet = (shown: Shown) => {
  const { repetition: words, order: orderWords, savedLists } = useWords();
  const figures = useFigures();
  const { order, base, formKey, seesPrices } = shown;
  return (
    <>
      <Crumbs above={[{ href: base, name: orderWords.title(order.number) }]} />
      <h1>{words.title(order.number)}</h1>
      <p class="meta">
        {words.lead(figures.date(order.pricedOn))} {seesPrices && words.withVat}
      </p>
      <Trouble {...shown} />
      <form method="post" action={`${base}/repetition/lines`} hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <Lines {...shown} />
        {seesPrices && <Totals {...shown.repetition} />}
        <div class="toolbar">
          <button type="submit" name="deed" value="price">
            {seesPrices ? words.priceAgain : words.checkAgain}
          </button>
          <button type="submit" name="deed" value="add" class="primary end" data-key="F9">
            {savedLists.putIntoCart} <kbd>F9</kbd>
          </button>
        </div>
      </form>
    </>
  );
};

const Trouble = ({ isNothingChosen, wrong, refusal }: Shown) => {
  const { repetition: words, problems } = useWords();
  if (refusal) return <RefusalNotice reason={refusal} />;
  if (!isNothingChosen && !wrong?.size) return <></>;
  return (
    <Notice mood="warn" role="alert">
      {isNothingChosen ? words.nothingChosen : problems.quantity()}
    </Notice>
  );
};

const Lines = (shown: Shown) => {
  const { repetition: words, columns, order, savedLists } = useWords();
  const { repetition, seesPrices } = shown;
  return (
    <div class="scroll folds" role="region" tabindex={0} aria-label={order.lines}>
      <table data-grid>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" class="n">
              {columns.quantity}
            </th>
            <th scope="col" class="n">
              {savedLists.inStock}
            </th>
            {seesPrices && (
              <>
                <th scope="col" class="n">
                  {words.priceThen}
                </th>
                <th scope="col" class="n">
                  {words.priceNow}
                </th>
                <th scope="col" class="n">
                  {words.difference}
                </th>
                <th scope="col" class="n">
                  {columns.gross}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {repetition.lines.map((repeated) => (
            <Line {...shown} repeated={repeated} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

type LineShown = Shown & { repeated: RepeatedLine };

const Line = (shown: LineShown) => {
  const { repetition: words, savedLists, product } = useWords();
  const figures = useFigures();
  const { repeated, seesPrices, typed } = shown;
  const { line, isTaken, trouble, anywhereG } = repeated;
  const name = useNameOf()(line);
  const tick = `t.${line.id}`;
  const isTicked = typed ? typed[tick] === 'yes' : isTaken;
  return (
    <tr>
      <th scope="row">
        {trouble !== 'not-sold' && (
          <>
            <input
              type="checkbox"
              name={tick}
              value="yes"
              checked={isTicked}
              aria-label={words.takeAgain(name)}
            />{' '}
          </>
        )}
        <a href={`/p/${encodeURIComponent(line.sku)}`}>{name}</a>
        <Standing repeated={repeated} seesPrices={seesPrices} />
      </th>
      <td class="n order">{trouble !== 'not-sold' && <QuantityField {...shown} name={name} />}</td>
      <td class="n" data-label={savedLists.inStock}>
        {anywhereG > 0 ? figures.massT(anywhereG) : product.noStock}
      </td>
      {seesPrices && <Prices repeated={repeated} pricedOn={shown.order.pricedOn} />}
    </tr>
  );
};

/** What stands in the way of having it again, and where what may be taken instead is found. */
const Standing = ({ repeated, seesPrices }: { repeated: RepeatedLine; seesPrices: boolean }) => {
  const { repetition: words, catalogue } = useWords();
  const { trouble, line } = repeated;
  if (!trouble || (trouble === 'on-request' && !seesPrices)) return <></>;
  const isInsteadSought = trouble !== 'on-request' && trouble !== 'not-sold-so';
  return (
    <>
      {' '}
      <Status mood="warn">{words.troubles[trouble]}</Status>{' '}
      {isInsteadSought && (
        <small>
          <a href={`/p/${encodeURIComponent(line.sku)}/analogues`}>{catalogue.findAnalogues}</a>
        </small>
      )}
    </>
  );
};

const QuantityField = (shown: LineShown & { name: string }) => {
  const { repetition: words, problems, units, savedLists } = useWords();
  const figures = useFigures();
  const { name, typed, wrong, repeated } = shown;
  const { line, quantity } = repeated;
  const field = `q.${line.id}`;
  const said = figures.number(line.quantityMilli / 1000, 3);
  const problem = wrong?.has(line.id) ? problems.quantity() : undefined;
  return (
    <>
      <input type="hidden" name={`u.${line.id}`} value={line.unit} />
      {line.cutting ? (
        <>
          <input type="hidden" name={field} value={said} />
          {figures.quantity(quantity)} <small class="meta">{words.followsCuts}</small>
        </>
      ) : (
        <>
          <input
            name={field}
            value={typed?.[field] ?? said}
            inputmode="decimal"
            data-num
            maxlength={12}
            aria-label={savedLists.toOrderOf(name)}
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={problem ? `${field}-problem` : undefined}
          />{' '}
          {units[line.unit]}
        </>
      )}
      {problem && (
        <strong class="problem" id={`${field}-problem`}>
          {problem}
        </strong>
      )}
    </>
  );
};

const Prices = ({ repeated, pricedOn }: { repeated: RepeatedLine; pricedOn: string }) => {
  const { repetition: words, catalogue } = useWords();
  const figures = useFigures();
  const { thenMinor, nowMinor, amounts, isTaken } = repeated;
  return (
    <>
      <td class="n" data-label={words.thenOn(figures.date(pricedOn))}>
        {figures.bare.perTonne(thenMinor)}
      </td>
      <td class="n" data-label={words.priceNow}>
        {nowMinor === undefined ? catalogue.priceOnRequest : figures.bare.perTonne(nowMinor)}
      </td>
      <td class="n whole" data-label={words.difference}>
        {nowMinor !== undefined && (
          <>
            {changeOf({ thenMinor, nowMinor }, figures)}
            <Reasons repeated={repeated} />
          </>
        )}
      </td>
      {amounts && isTaken ? (
        <td class="n sum">{figures.bare.money(amounts.nowMinor)}</td>
      ) : (
        <td class="n blank">—</td>
      )}
    </>
  );
};

/** Why, one thing after another; the parts add up to the difference above. */
const Reasons = ({ repeated }: { repeated: RepeatedLine }) => {
  const { repetition: words } = useWords();
  const figures = useFigures();
  const { difference, line } = repeated;
  if (!line.derivation) return <small class="meta reasons">{words.soldBefore}</small>;
  if (!difference || difference.parts.length === 0) return <></>;
  const told = difference.parts.map((part) => ({
    reason: reasonOf(part, difference, { words, figures }),
    by: `${signed(part.differenceMinor, figures)} (${share(part.differenceMinor, difference.thenMinor, figures)})`,
  }));
  return (
    <ul class="plain-list reasons">
      {told.map(({ reason, by }) => (
        <li>
          <small>
            {reason} {by}
          </small>
        </li>
      ))}
    </ul>
  );
};

type Told = { words: ReturnType<typeof useWords>['repetition']; figures: Figures };

function reasonOf(
  { reason, differenceMinor }: DifferencePart,
  { lostStep }: PriceDifference,
  { words, figures }: Told,
): string {
  if (reason !== 'tier') return words.reasons[reason];
  if (!lostStep || differenceMinor < 0) return words.tierGained;
  return words.tierLost(figures.massT(lostStep.fromWeightG), figures.massT(lostStep.missingG));
}

const Totals = ({ nowMinor, thenMinor }: Repetition) => {
  const { repetition: words } = useWords();
  const figures = useFigures();
  return (
    <div class="totals" data-t="totals">
      <dl>
        <dt>{words.atPricesThen}</dt>
        <dd class="num">{figures.moneyExact(thenMinor)}</dd>
        <dt>{words.difference}</dt>
        <dd class="num">{changeOf({ thenMinor, nowMinor }, figures)}</dd>
        <dt>{words.atPricesNow}</dt>
        <dd class="num">
          <strong>{figures.moneyExact(nowMinor)}</strong>
        </dd>
      </dl>
      <small>{words.withoutCutting}</small>
    </div>
  );
};

function changeOf(of: { thenMinor: number; nowMinor: number }, figures: Figures): string {
  const { thenMinor, nowMinor } = of;
  const differenceMinor = nowMinor - thenMinor;
  if (differenceMinor === 0) return figures.bare.money(0);
  return `${signed(differenceMinor, figures)} (${share(differenceMinor, thenMinor, figures)})`;
}

const plus = (amount: number) => (amount > 0 ? '+' : '');
const signed = (minor: number, figures: Figures) => `${plus(minor)}${figures.bare.money(minor)}`;

/** Of nothing there is no share. */
function share(minor: number, ofMinor: number, figures: Figures): string {
  if (ofMinor === 0) return '—';
  return `${plus(minor)}${figures.percent(Math.round((minor / ofMinor) * 10_000))}`;
}
