import type { CartLine } from '../../src/ordering/cart.ts';
import type { LineAside } from '../../src/ordering/entry.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { CartRow } from '../parts/cart-table.tsx';
import { CartTotals } from '../parts/cart-totals.tsx';
import { CartServiceRows } from '../parts/service-rows.tsx';
import { Aside, DeskCart, type DeskCartShown, hrefOfCart } from './cart.tsx';
import {
  ChoiceDone,
  Choices,
  type EntryChoice,
  EntryField,
  EntryKey,
  MissedEntry,
} from './entry.tsx';
import type { Missed } from './entry.tsx';

type Added = DeskCartShown & {
  lineId: string;
  /** False for an entry that was sent twice. */
  isNew: boolean;
  entryKey: string;
  aside: LineAside | undefined;
  /** The list that the product was chosen from, if it was. */
  choiceKey?: string | undefined;
};

/**
 * What an added line changes on the page: a new row, the rows of its tier group
 * (their price follows the common weight, R8), the totals, what stands beside,
 * and the key of the next entry. Where the line was there already the page may
 * be behind, so the whole grid comes.
 */
export const LineAdded = (added: Added) => {
  const { cart, lineId, isNew, aside, desk, choiceKey } = added;
  const line = cart.lines.find((one) => one.id === lineId);
  return (
    <>
      {line && isNew && cart.lines.length > 1 ? (
        <NewRow {...added} line={line} />
      ) : (
        <hx-partial hx-target="#cart" hx-swap="outerMorph">
          <DeskCart {...added} />
        </hx-partial>
      )}
      <hx-partial hx-target="#aside" hx-swap="outerMorph">
        <Aside desk={desk} cart={cart} aside={aside} />
      </hx-partial>
      <hx-partial hx-target="#entry-key" hx-swap="outerHTML">
        <EntryKey value={added.entryKey} />
      </hx-partial>
      {choiceKey && (
        <>
          <ChoiceDone choiceKey={choiceKey} />
          <FreshEntry />
        </>
      )}
      {line && <Said line={line} />}
    </>
  );
};

const NewRow = (added: Added & { line: CartLine }) => {
  const { cart, line, desk } = added;
  const shown = { ...added, seesPrices: true, agreesOnPrices: true, base: hrefOfCart(desk, cart) };
  const places = [...cart.lines.entries()].filter(([, one]) => one.tierGroup === line.tierGroup);
  return (
    <>
      {places.flatMap(([, one]) =>
        one.services.map((service) => (
          <hx-partial hx-target={`#service-${one.id}-${service.kind}`} hx-swap="outerMorph">
            <CartServiceRows line={{ id: one.id, services: [service] }} seesPrices />
          </hx-partial>
        )),
      )}
      {places.map(([index, one]) => (
        <hx-partial
          hx-target={one === line ? '#lines' : `#line-${one.id}`}
          hx-swap={one === line ? 'beforeend' : 'outerMorph'}
        >
          <CartRow shown={shown} line={one} place={index + 1} />
        </hx-partial>
      ))}
      <hx-partial hx-target="#totals" hx-swap="outerMorph">
        <CartTotals cart={cart} seesPrices />
      </hx-partial>
    </>
  );
};

const Said = ({ line }: { line: CartLine }) => {
  const { desk } = useWords();
  const figures = useFigures();
  const name = useNameOf()(line);
  return (
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {desk.lineAdded(name, figures.quantity(line.quantity))}
    </hx-partial>
  );
};

/** The focus goes back to the row that is typed into. */
const FreshEntry = () => (
  <hx-partial hx-target="#entry" hx-swap="outerMorph">
    <EntryField />
  </hx-partial>
);

/** An entry that fits several products opens their list, in focus. */
export const EntryOpen = ({ base, choice }: { base: string; choice: EntryChoice }) => (
  <hx-partial hx-target="#choices" hx-swap="afterbegin">
    <Choices base={base} choice={choice} />
  </hx-partial>
);

/** An entry that became no line joins those that were not found. */
export const EntryMissed = ({ missed, choiceKey }: { missed: Missed; choiceKey?: string }) => {
  const { desk } = useWords();
  return (
    <>
      <hx-partial hx-target="#missed" hx-swap="beforeend">
        <MissedEntry {...missed} />
      </hx-partial>
      {choiceKey && (
        <>
          <ChoiceDone choiceKey={choiceKey} />
          <FreshEntry />
        </>
      )}
      <hx-partial hx-target="#live" hx-swap="innerHTML">
        {desk.notFoundLine(missed.typed)}
      </hx-partial>
    </>
  );
};
