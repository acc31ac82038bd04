import { unitsOf } from '../../src/catalogue/product.ts';
import { units } from '../../src/measures/quantity.ts';
import type { LineStatus } from '../../src/ordering/pasted-list.ts';
import type { ShownLine } from '../../src/ordering/read-pasted-list.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Status } from './status.tsx';

const moods = {
  exact: 'ok',
  guessed: 'info',
  ambiguous: 'warn',
  'not-found': 'err',
  duplicate: 'warn',
} as const satisfies Record<LineStatus, string>;

type Row = { listId: string; line: ShownLine; seesPrices: boolean };

/** Where corrections of a line are sent. */
export const hrefOfLine = (
  listId: string,
  position: number,
  about: 'product' | 'words' | 'quantity' | 'decision',
) => `/quick/${listId}/lines/${position}/${about}`;

/** How a form that corrects a line is sent: once, and the answer says what changes. */
export const correcting = (to: string) =>
  ({
    method: 'post',
    action: to,
    'hx-post': to,
    'hx-swap': 'none',
    'hx-sync': 'this:drop',
  }) as const;

/** One line: as it was written, how sure we are, what it is, how much, what it costs. */
export const PastedRow = (row: Row) => {
  const { line, listId, seesPrices } = row;
  const figures = useFigures();
  const { position, product, weighed } = line;
  const isOut = line.decision === 'left-out' || line.decision === 'asked';
  return (
    <tr id={`row-${position}`} class={isOut ? 'is-out' : undefined}>
      <td class="num place">{position}</td>
      <td class="typed">{line.typed}</td>
      <td class="stage">
        <StatusOf line={line} />
      </td>
      <th scope="row">{product ? <Meant line={line} /> : <NotYet line={line} />}</th>
      <td class="order">
        <QuantityForm {...row} />
      </td>
      {weighed && !isOut ? (
        <td class="num kg">{figures.bare.kg(weighed.weightG)}</td>
      ) : (
        <td class="num blank">—</td>
      )}
      {seesPrices && <PriceCells line={line} />}
      {product ? <StockCell line={line} product={product} /> : <td class="num blank">—</td>}
      <td class="deed">
        <Deeds listId={listId} line={line} />
      </td>
    </tr>
  );
};

const PriceCells = ({ line }: { line: ShownLine }) => {
  const { catalogue } = useWords();
  const figures = useFigures();
  const { product, price } = line;
  if (!product)
    return (
      <td class="num blank" colspan={2}>
        —
      </td>
    );
  if (!product.price) {
    return (
      <td class="num on-request" colspan={2}>
        {catalogue.priceOnRequest}
      </td>
    );
  }
  const perTonneMinor = price?.pricePerTonneMinor ?? product.price.perTonneMinor;
  return (
    <>
      <td class="num per-t">{figures.bare.perTonne(perTonneMinor)}</td>
      {price ? (
        <td class="num sum">{figures.bare.money(price.grossMinor)}</td>
      ) : (
        <td class="num blank">—</td>
      )}
    </>
  );
};

/** What the own branch can promise; a warning where the line wants more. */
const StockCell = ({ line, product }: { line: ShownLine; product: OfferedRow }) => {
  const figures = useFigures();
  const availableG = product.branchG ?? 0;
  const isShort = (line.weighed?.weightG ?? 0) > availableG;
  return (
    <td class="num in-stock">
      {isShort ? (
        <Status mood="warn">{figures.bare.kg(availableG)}</Status>
      ) : (
        figures.bare.kg(availableG)
      )}
    </td>
  );
};

const StatusOf = ({ line }: { line: ShownLine }) => {
  const { quick } = useWords();
  if (line.cartLineId !== null) return <Status mood="ok">{quick.inCart}</Status>;
  if (line.decision === 'left-out') return <Status mood="idle">{quick.leftOut}</Status>;
  if (line.decision === 'asked') return <Status mood="info">{quick.asked}</Status>;
  if (line.match === null) return <Status mood="idle">{quick.unread}</Status>;
  return (
    <>
      <Status mood={moods[line.status]}>{quick.statuses[line.status]}</Status>
      {line.twinOf !== undefined && <small class="meta"> {quick.twinOf(line.twinOf)}</small>}
    </>
  );
};

const Meant = ({ line }: { line: ShownLine }) => {
  const { quick } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { product, assumed, lengthMm } = line;
  if (!product) return null;
  const parts = assumed.map((what) => quick.assumedParts[assumedPart(what)]);
  return (
    <>
      <a href={`/p/${product.sku}`}>{nameOf(product)}</a> <small class="sku">{product.sku}</small>
      {lengthMm !== null && <small class="meta"> · {quick.cutTo(figures.lengthM(lengthMm))}</small>}
      {parts.length > 0 && <small class="meta"> · {quick.assumed(parts.join(', '))}</small>}
    </>
  );
};

const assumedPart = (what: string) =>
  what === 'form' || what === 'grade' || what === 'standard' || what === 'length' ? what : 'unit';

const NotYet = ({ line }: { line: ShownLine }) => {
  const { quick } = useWords();
  const isOpen = line.status === 'ambiguous' && line.decision === null;
  return <span class="meta">{isOpen ? quick.fits(line.candidateCount) : '—'}</span>;
};

/** Amount and unit; in a cart they are changed there. */
const QuantityForm = ({ listId, line }: Row) => {
  const words = useWords();
  const figures = useFigures();
  const { position, quantity, product } = line;
  if (line.cartLineId !== null || line.match === null) {
    return <>{quantity ? figures.quantity(quantity) : '—'}</>;
  }
  const isWrong = line.problem === 'no-quantity' || line.problem === 'not-sold-so';
  return (
    <form {...correcting(hrefOfLine(listId, position, 'quantity'))} hx-trigger="change, submit">
      <QuantityFields
        id={`q-${position}`}
        line={line}
        units={product ? unitsOf(product) : units}
        isWrong={isWrong}
        label={words.quick.rowQuantity(position)}
      />
    </form>
  );
};

/** The two fields of a quantity, wherever they stand. */
export const QuantityFields = (fields: {
  id: string;
  line: ShownLine;
  units: readonly (typeof units)[number][];
  isWrong: boolean;
  label: string;
  autofocus?: boolean;
  typed?: string | undefined;
}) => {
  const words = useWords();
  const { quantity, position } = fields.line;
  const figures = useFigures();
  const said = quantity?.unit;
  const offered = said && !fields.units.includes(said) ? [said, ...fields.units] : fields.units;
  return (
    <>
      <input
        id={fields.id}
        name="quantity"
        class="quantity"
        data-num
        inputmode="decimal"
        autocomplete="off"
        maxlength={20}
        value={fields.typed ?? (quantity ? figures.typedQuantity(quantity.amountMilli) : '')}
        aria-label={fields.label}
        aria-invalid={fields.isWrong ? 'true' : undefined}
        autofocus={fields.autofocus}
      />
      <select name="unit" aria-label={words.quick.rowUnit(position)}>
        {offered.map((unit) => (
          <option value={unit} selected={unit === said}>
            {words.units[unit]}
          </option>
        ))}
      </select>
    </>
  );
};

const Deeds = ({ listId, line }: { listId: string; line: ShownLine }) => {
  const { quick } = useWords();
  if (line.cartLineId !== null || line.match === null) return null;
  const { position } = line;
  const at = `/quick/${listId}?at=${position}`;
  if (line.decision === 'left-out') {
    return <Decide listId={listId} position={position} decision="" text={quick.takeBack} />;
  }
  return (
    <span class="row-deeds">
      <a
        href={at}
        hx-get={at}
        hx-target="#list-panel"
        hx-swap="outerMorph"
        hx-sync="this:replace"
        aria-label={`${quick.change}: ${position}`}
      >
        {quick.change}
      </a>
      <Decide listId={listId} position={position} decision="left-out" text={quick.leaveOut} />
    </span>
  );
};

/** A button that decides about a line. */
export const Decide = (props: {
  listId: string;
  position: number;
  decision: 'kept' | 'left-out' | '';
  text: string;
  autofocus?: boolean;
}) => (
  <form {...correcting(hrefOfLine(props.listId, props.position, 'decision'))} class="inline">
    <input type="hidden" name="decision" value={props.decision} />
    <button
      type="submit"
      class="quiet small"
      autofocus={props.autofocus}
      aria-label={`${props.text}: ${props.position}`}
    >
      {props.text}
    </button>
  </form>
);
