import { Crumbs } from '../parts/crumbs.tsx';
import type { PropsWithChildren } from 'hono/jsx';
import {
  leftMilli,
  type SavedLine,
  type SavedList,
  sharingRoles,
} from '../../src/ordering/saved-list.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { PricePerTonne, Quantity, Weight } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice, Status } from '../parts/status.tsx';

export type SavedListShown = {
  list: SavedList;
  lines: readonly SavedLine[];
  /** What is sold today, by product. */
  offers: ReadonlyMap<string, OfferedRow>;
  seesPrices: boolean;
  mayChange: boolean;
  formKey: string;
  /** Whether the quantities that are needed stand to be changed, instead of those to order. */
  isEdited?: boolean;
  done?: 'saved' | 'kept' | undefined;
  keptLines?: number;
  isNothingChosen?: boolean;
  typed?: Readonly<Record<string, string>>;
  /** What cannot be understood, by line. */
  wrong?: ReadonlyMap<string, string>;
  problems?: Readonly<Record<string, string>>;
};

/** A list: what is needed, what was ordered of it and what is left, as one form that fills the cart. */
export const SavedListPage = (shown: SavedListShown) => {
  const { savedLists: words, companyRoles } = useWords();
  const { list, lines, mayChange, isEdited, problems = {} } = shown;
  const roles = sharingRoles.map((role) => [`role.${role}`, companyRoles[role]]);
  const labels = { name: words.name, ...Object.fromEntries(roles) };
  return (
    <>
      <Crumbs above={[{ href: '/lists', name: words.title }]} />
      <div class="page-head">
        <h1>{list.name}</h1>
        <span class="meta">
          {words.owner}: {list.ownerName} · {words.lines(lines.length)}
        </span>
      </div>
      <ProblemList problems={problems} labels={labels} />
      <Deed {...shown} />
      {lines.length === 0 && <p class="empty">{words.empty}</p>}
      {lines.length > 0 && (isEdited && mayChange ? <Needs {...shown} /> : <Orders {...shown} />)}
      {mayChange && !isEdited && <Sharing {...shown} />}
    </>
  );
};

const Deed = ({ done, keptLines = 0, isNothingChosen, wrong, lines }: SavedListShown) => {
  const { savedLists: words, problems } = useWords();
  if (isNothingChosen || (wrong && wrong.size > 0)) {
    return (
      <Notice mood="warn" role="alert">
        {isNothingChosen ? words.nothingChosen : problems.quantity()}
      </Notice>
    );
  }
  const kept = keptLines > 0 ? words.kept(words.lines(keptLines)) : words.keptBefore;
  if (done) {
    return (
      <Notice mood="ok" role="status">
        {done === 'saved' ? words.saved : kept}
      </Notice>
    );
  }
  const isAllOrdered = lines.length > 0 && lines.every((line) => leftMilli(line) === 0);
  return isAllOrdered ? <Notice mood="info">{words.allOrdered}</Notice> : <></>;
};

/** What is left stands in the fields already, so that one click orders it. */
const Orders = (shown: SavedListShown) => {
  const { savedLists: words } = useWords();
  const { list, formKey, mayChange } = shown;
  return (
    <form method="post" action={`/lists/${list.id}/cart`} hx-sync="this:drop" data-t="entry">
      <input type="hidden" name="key" value={formKey} />
      <Lines {...shown} head={words.toOrder} />
      <div class="toolbar">
        {mayChange && <a href={`/lists/${list.id}?edit=yes`}>{words.change}</a>}
        <button type="submit" class="primary end" data-key="F9">
          {words.putIntoCart}
        </button>
      </div>
    </form>
  );
};

const Needs = (shown: SavedListShown) => {
  const { savedLists: words, shell } = useWords();
  const { list } = shown;
  return (
    <form method="post" action={`/lists/${list.id}/lines`} hx-sync="this:drop">
      <input type="hidden" name="seenEdits" value={String(list.edits)} />
      <p class="meta">{words.changeNote}</p>
      <Lines {...shown} head={words.needed} />
      <div class="toolbar">
        <a href={`/lists/${list.id}`}>{words.done}</a>
        <button type="submit" class="primary end">
          {shell.save}
        </button>
      </div>
    </form>
  );
};

const Lines = (shown: SavedListShown & { head: string }) => {
  const { savedLists: words, columns } = useWords();
  const { lines, list, seesPrices, isEdited, head } = shown;
  return (
    <div class="scroll folds" role="region" tabindex={0} aria-label={list.name}>
      <table data-grid>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            {!isEdited && (
              <th scope="col" class="n">
                {words.needed}
              </th>
            )}
            <th scope="col" class="n">
              {words.ordered}
            </th>
            <th scope="col" class="n">
              {words.inCarts}
            </th>
            {seesPrices && (
              <th scope="col" class="n">
                {columns.pricePerTonne}
              </th>
            )}
            <th scope="col" class="n">
              {words.inStock}
            </th>
            <th scope="col" class="n">
              {head}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line {...shown} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Line = (shown: SavedListShown & { line: SavedLine }) => {
  const { savedLists: words, product } = useWords();
  const { line, offers, seesPrices, isEdited } = shown;
  const name = useNameOf()(line);
  const { unit } = line.quantity;
  const offer = offers.get(line.productId);
  return (
    <tr>
      <th scope="row">
        <a href={`/p/${line.sku}`}>{name}</a>{' '}
        {!line.isSold && <Status mood="warn">{words.notSold}</Status>}
      </th>
      {!isEdited && (
        <Figure label={words.needed}>
          <Quantity {...line.quantity} />
        </Figure>
      )}
      <Figure label={words.ordered}>
        <Quantity amountMilli={line.orderedMilli} unit={unit} />
      </Figure>
      <Figure label={words.inCarts}>
        <Quantity amountMilli={line.inCartsMilli} unit={unit} />
      </Figure>
      {seesPrices && (
        <td class="n">{offer && <PricePerTonne minor={offer.price?.perTonneMinor} />}</td>
      )}
      <Figure label={words.inStock}>
        {offer && offer.anywhereG > 0 ? <Weight grams={offer.anywhereG} /> : product.noStock}
      </Figure>
      <td class="n order">
        {(line.isSold || isEdited) && <QuantityField {...shown} line={line} name={name} />}
      </td>
    </tr>
  );
};

/** A figure whose head is gone where the table folds. */
const Figure = ({ label, children }: PropsWithChildren<{ label: string }>) => (
  <td class="n">
    <span class="folded-label">{label} </span>
    {children}
  </td>
);

const QuantityField = (shown: SavedListShown & { line: SavedLine; name: string }) => {
  const { savedLists: words, problems, units } = useWords();
  const figures = useFigures();
  const { line, name, isEdited, typed, wrong } = shown;
  const { amountMilli, unit } = line.quantity;
  const standing = isEdited ? amountMilli : leftMilli(line);
  const said = standing > 0 ? figures.number(standing / 1000, 3) : '';
  const field = `q.${line.id}`;
  const problem = wrong?.has(line.id) ? problems.quantity() : undefined;
  return (
    <>
      <input type="hidden" name={`u.${line.id}`} value={unit} />
      <input
        name={field}
        value={typed?.[field] ?? said}
        inputmode="decimal"
        data-num
        maxlength={12}
        aria-label={isEdited ? words.neededOf(name) : words.toOrderOf(name)}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${field}-problem` : undefined}
      />{' '}
      {units[unit]}
      {problem && (
        <strong class="problem" id={`${field}-problem`}>
          {problem}
        </strong>
      )}
    </>
  );
};

/** The name of a list and who sees it, for those who may change it. */
const Sharing = ({ list, problems = {}, typed = {} }: SavedListShown) => {
  const { savedLists: words, companyRoles, shell } = useWords();
  const rights = (['none', 'read', 'change'] as const).map((value) => ({
    value,
    label: words.rights[value],
  }));
  return (
    <section>
      <h2>{words.sharing}</h2>
      <p class="meta">{words.sharingNote(list.ownerName)}</p>
      <form
        class="row filters"
        method="post"
        action={`/lists/${list.id}/sharing`}
        hx-sync="this:drop"
      >
        <input type="hidden" name="seenEdits" value={String(list.edits)} />
        <Field
          name="name"
          label={words.name}
          value={typed['name'] ?? list.name}
          problem={problems['name']}
          maxlength={100}
          autocomplete="off"
          size="medium"
          required
        />
        {sharingRoles.map((role) => (
          <Choice
            name={`role.${role}`}
            label={companyRoles[role]}
            value={typed[`role.${role}`] ?? list.shared[role] ?? 'none'}
            problem={problems[`role.${role}`]}
            options={rights}
          />
        ))}
        <button type="submit">{shell.save}</button>
      </form>
      <form
        class="row"
        method="post"
        action={`/lists/${list.id}/end`}
        data-confirm={words.endQuestion(list.name)}
      >
        <button type="submit" class="small">
          {words.end}
        </button>
      </form>
    </section>
  );
};
