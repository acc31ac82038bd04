import type { EntryLine } from '../../src/ordering/find-entry.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { PricePerTonne } from '../parts/measures.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** An entry that fits several products: the first of them, and how many there are. */
export type EntryChoice = {
  /** Made for this choice: the id of the line follows from it, so a second press adds nothing. */
  key: string;
  typed: string;
  lines: readonly EntryLine[];
  total: number;
};

/** An entry that became no line, with the reason where there is one beside "not found". */
export type Missed = { typed: string; refused?: RefusalReason | undefined };

/** One row to type or scan into. It is free again as soon as a line is sent, and entries are worked off in their order. */
export const EntryRow = ({ base, entryKey }: { base: string; entryKey: string }) => {
  const { desk, deskScreens } = useWords();
  return (
    <form
      class="entry"
      method="post"
      action={`${base}/entries`}
      hx-post={`${base}/entries`}
      hx-swap="none"
      hx-sync="this:queue all"
    >
      <EntryKey value={entryKey} />
      <label class="visually-hidden" for="entry">
        {desk.entry}
      </label>
      <EntryField />
      <button type="submit">{deskScreens.add}</button>
      <small id="entry-hint" class="hint">
        {desk.entryHint}
      </small>
    </form>
  );
};

/** Changes with every line that was added. */
export const EntryKey = ({ value }: { value: string }) => (
  <input type="hidden" id="entry-key" name="key" value={value} data-new-on-send />
);

/** Comes back empty and in focus after a product was chosen from a list. */
export const EntryField = () => {
  const { desk } = useWords();
  return (
    <input
      id="entry"
      name="text"
      autocomplete="off"
      autofocus
      maxlength={200}
      placeholder={desk.entryExample}
      aria-describedby="entry-hint"
      data-t="entry"
      data-key="F6"
      data-scan
      data-clear-on-send
    />
  );
};

const idOf = (key: string) => `choice-${key}`;

/** The products that an entry may mean, each with its number key; the arrows walk through them, Enter takes one. */
export const Choices = ({ base, choice }: { base: string; choice: EntryChoice }) => {
  const words = useWords();
  const { columns, desk, deskScreens } = words;
  const { key, typed, lines, total } = choice;
  return (
    <section id={idOf(key)} class="choices" data-t="choices">
      <p role="alert">
        <strong>{typed}</strong> {desk.choose}{' '}
        {total > lines.length && deskScreens.moreMatch(total - lines.length)}
      </p>
      <div class="table-scroll" role="region" aria-label={desk.choose} tabindex={0}>
        <table class="table compact" data-grid>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{desk.choose}</span>
              </th>
              <th scope="col">{columns.name}</th>
              <th scope="col" class="num">
                {columns.quantity}
              </th>
              <th scope="col" class="num">
                {columns.pricePerTonne}
              </th>
              <th scope="col" class="num">
                {desk.stockHere}
              </th>
              <th scope="col" class="num">
                {desk.stockAll}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <ChoiceRow base={base} choice={choice} line={line} place={index + 1} />
            ))}
          </tbody>
        </table>
      </div>
      <form method="post" action={`${base}/choices`} {...sending(`${base}/choices`)}>
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="typed" value={typed} />
        <button type="submit" class="quiet small">
          {deskScreens.noneOfThese}
        </button>
      </form>
    </section>
  );
};

const sending = (to: string) => ({ 'hx-post': to, 'hx-swap': 'none', 'hx-sync': 'this:drop' });

const ChoiceRow = (row: { base: string; choice: EntryChoice; line: EntryLine; place: number }) => {
  const { deskScreens } = useWords();
  const figures = useFigures();
  const { base, choice, line, place } = row;
  const { product, quantity, lengthMm } = line;
  const name = useNameOf()(product);
  return (
    <tr>
      <td>
        <form method="post" action={`${base}/choices`} {...sending(`${base}/choices`)}>
          <input
            type="submit"
            value={String(place)}
            id={`${idOf(choice.key)}-${place}`}
            autofocus={place === 1}
            aria-label={deskScreens.chooseThis(name)}
          />
          <input type="hidden" name="key" value={choice.key} />
          <input type="hidden" name="typed" value={choice.typed} />
          <input type="hidden" name="productId" value={product.id} />
          <input type="hidden" name="amountMilli" value={quantity.amountMilli} />
          <input type="hidden" name="unit" value={quantity.unit} />
          <input type="hidden" name="lengthMm" value={lengthMm ?? ''} />
        </form>
      </td>
      <th scope="row">
        {/* Pressed by its digit or with the mouse; a key would only bring the focus to an input. */}
        <label for={`${idOf(choice.key)}-${place}`} data-key={`Digit${place}`}>
          {name}
        </label>{' '}
        <small class="sku">{product.sku}</small>
      </th>
      <td class="num">
        {figures.quantity(quantity)}
        {lengthMm !== undefined && <small class="meta"> × {figures.lengthM(lengthMm)}</small>}
      </td>
      <td class="num">
        <PricePerTonne minor={product.price?.perTonneMinor} />
      </td>
      <td class="num">{figures.massT(product.branchG ?? 0)}</td>
      <td class="num">{figures.massT(product.anywhereG)}</td>
    </tr>
  );
};

/** Takes the list of a choice away again; rides along with what was chosen. */
export const ChoiceDone = ({ choiceKey }: { choiceKey: string }) => (
  <hx-partial hx-target={`#${idOf(choiceKey)}`} hx-swap="delete">
    <span />
  </hx-partial>
);

/** An entry that became no line, kept to be looked after later: scanning is never held up. */
export const MissedEntry = ({ typed, refused }: Missed) => {
  const words = useWords();
  return (
    <li>
      {words.desk.notFoundLine(typed)}{' '}
      <a href={`/search?q=${encodeURIComponent(typed)}`}>{words.deskScreens.lookUp}</a>
      {refused && <RefusalNotice reason={refused} />}
    </li>
  );
};
