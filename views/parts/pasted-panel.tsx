import { unitsOf } from '../../src/catalogue/product.ts';
import { units } from '../../src/measures/quantity.ts';
import type { ShownLine, ShownList } from '../../src/ordering/read-pasted-list.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { correcting, Decide, hrefOfLine, QuantityFields } from './pasted-row.tsx';

/** What was typed about the open line and could not be understood. */
export type TypedWrong = { words?: string; quantity?: string; problem: string };

type View = ShownList & { seesPrices: boolean; typed?: TypedWrong };
type Shown = { view: View; line: ShownLine };

/**
 * The one line that a person decides on now: what is open about it and the ways
 * to settle it, each by a key. Empty where nothing is open. `isNext`: it came by
 * itself after a decision, so the focus comes with it.
 */
export const ListPanel = ({ view, isNext = false }: { view: View; isNext?: boolean }) => {
  const { quick } = useWords();
  const line = view.lines.find((one) => one.position === view.openAt);
  if (!line || line.cartLineId !== null) return <div id="list-panel" />;
  return (
    <section
      id="list-panel"
      class="choices"
      tabindex={-1}
      data-key="F8"
      data-t="prompt"
      aria-labelledby="list-panel-title"
    >
      <p id="list-panel-title" role={isNext ? 'alert' : undefined}>
        <b class="num">{line.position}</b> <strong>{line.typed}</strong>{' '}
        {line.problem && quick.problems[line.problem]}
      </p>
      {view.typed && <strong class="problem">{view.typed.problem}</strong>}
      <Settle view={view} line={line} />
    </section>
  );
};

const Settle = (shown: Shown) => {
  const { quick } = useWords();
  const { view, line } = shown;
  const { list } = view;
  const isMeasured = line.problem === 'no-quantity' || line.problem === 'not-sold-so';
  if (isMeasured || view.typed?.quantity !== undefined) return <HowMuch {...shown} />;
  if (line.problem === 'duplicate') {
    return (
      <div class="toolbar">
        <Decide
          listId={list.id}
          position={line.position}
          decision="left-out"
          text={quick.leaveOut}
          autofocus
        />
        <Decide listId={list.id} position={line.position} decision="kept" text={quick.keepBoth} />
      </div>
    );
  }
  return (
    <>
      {view.candidates.length > 0 && <Candidates {...shown} />}
      <Retype {...shown} isFirst={view.candidates.length === 0} />
    </>
  );
};

const HowMuch = ({ view, line }: Shown) => {
  const { quick, shell } = useWords();
  return (
    <form {...correcting(hrefOfLine(view.list.id, line.position, 'quantity'))} class="toolbar">
      <QuantityFields
        id="panel-quantity"
        line={line}
        units={line.product ? unitsOf(line.product) : units}
        isWrong={view.typed?.quantity !== undefined}
        typed={view.typed?.quantity}
        label={quick.rowQuantity(line.position)}
        autofocus
      />
      <button type="submit">{shell.save}</button>
    </form>
  );
};

const Candidates = ({ view, line }: Shown) => {
  const { assortment, columns, quick } = useWords();
  const { candidates, seesPrices, list } = view;
  const label = line.status === 'not-found' ? quick.nearest : quick.problems.ambiguous;
  return (
    <>
      {line.status === 'not-found' && <p class="meta">{quick.nearest}</p>}
      <div class="table-scroll folds" role="region" aria-label={label} tabindex={0}>
        <table class="table compact" data-grid>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{label}</span>
              </th>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.standard}</th>
              {seesPrices && (
                <th scope="col" class="num">
                  {columns.pricePerTonne}
                </th>
              )}
              <th scope="col" class="num">
                {quick.columns.here}
              </th>
              <th scope="col" class="num">
                {assortment.stockAnywhere}
              </th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((product, index) => (
              <CandidateRow
                to={hrefOfLine(list.id, line.position, 'product')}
                product={product}
                place={index + 1}
                seesPrices={seesPrices}
              />
            ))}
          </tbody>
        </table>
      </div>
      {line.status === 'ambiguous' && line.candidateCount > candidates.length && (
        <p class="meta">{quick.moreFit(line.candidateCount - candidates.length)}</p>
      )}
    </>
  );
};

const CandidateRow = (row: {
  to: string;
  product: OfferedRow;
  place: number;
  seesPrices: boolean;
}) => {
  const { quick } = useWords();
  const figures = useFigures();
  const { to, product, place, seesPrices } = row;
  const name = useNameOf()(product);
  const id = `candidate-${place}`;
  return (
    <tr>
      <td class="pick">
        <form {...correcting(to)}>
          <input type="hidden" name="productId" value={product.id} />
          <input
            type="submit"
            id={id}
            value={String(place)}
            autofocus={place === 1}
            aria-label={quick.chooseOf(place, name)}
          />
        </form>
      </td>
      <th scope="row">
        {/* Pressed by its digit or with the mouse; a key would only bring the focus to an input. */}
        <label for={id} data-key={`Digit${place}`}>
          {name}
        </label>{' '}
        <small class="sku">{product.sku}</small>
      </th>
      <td class="standard">{product.standard}</td>
      {seesPrices && <PriceCell product={product} />}
      <td class="num here">{figures.bare.t(product.branchG ?? 0)}</td>
      <td class="num all">{figures.bare.t(product.anywhereG)}</td>
    </tr>
  );
};

const PriceCell = ({ product }: { product: OfferedRow }) => {
  const { catalogue } = useWords();
  const figures = useFigures();
  const { price } = product;
  if (!price) return <td class="num on-request">{catalogue.priceOnRequest}</td>;
  return <td class="num per-t">{figures.bare.perTonne(price.perTonneMinor)}</td>;
};

/** The same line in other words, or none of it. */
const Retype = ({ view, line, isFirst }: Shown & { isFirst: boolean }) => {
  const { quick } = useWords();
  const { position } = line;
  return (
    <div class="toolbar">
      <form {...correcting(hrefOfLine(view.list.id, position, 'words'))} class="row">
        <label for="panel-words">{quick.otherWords}</label>
        <input
          id="panel-words"
          name="words"
          value={view.typed?.words ?? (line.words || (line.code ?? ''))}
          aria-invalid={view.typed?.words === undefined ? undefined : 'true'}
          maxlength={200}
          autocomplete="off"
          autofocus={isFirst}
        />
        <button type="submit">{quick.findAgain}</button>
      </form>
      {line.decision === null && (
        <Decide
          listId={view.list.id}
          position={position}
          decision="left-out"
          text={quick.leaveOut}
        />
      )}
    </div>
  );
};
