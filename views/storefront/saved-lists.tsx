import { type SavedListHead, sharingRoles } from '../../src/ordering/saved-list.ts';
import { useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Weight } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';

export type SavedListsShown = {
  lists: readonly SavedListHead[];
  mayChange: (list: SavedListHead) => boolean;
  /** The reader's open cart; undefined: there is none with lines. */
  cart: { id: string; lines: number } | undefined;
  /** The name of the list that was just ended. */
  ended: string | undefined;
  /** Names the list that the form makes, so that a second click makes no second one. */
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** All lists that somebody sees, and the way to keep his cart as one. */
export const SavedListsPage = (shown: SavedListsShown) => {
  const { savedLists: words, company } = useWords();
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <div class="page-head">
        <h1>{words.title}</h1>
      </div>
      {shown.ended !== undefined && (
        <Notice mood="ok" role="status">
          {words.ended(shown.ended)}
        </Notice>
      )}
      <p class="meta">{words.lead}</p>
      {shown.lists.length === 0 ? <p class="empty">{words.none}</p> : <Lists {...shown} />}
      {shown.cart && <FromCart {...shown} cart={shown.cart} />}
    </>
  );
};

const Lists = ({ lists }: SavedListsShown) => {
  const { savedLists: words, columns } = useWords();
  return (
    <div class="scroll folds" role="region" tabindex={0} aria-label={words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col" class="n">
              {words.linesHead}
            </th>
            <th scope="col" class="n">
              {columns.weightT}
            </th>
            <th scope="col">{words.owner}</th>
            <th scope="col">{words.sharedWith}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr>
              <th scope="row">
                <a href={`/lists/${list.id}`}>{list.name}</a>
              </th>
              <td class="n">{words.lines(list.lines)}</td>
              <td class="n">
                <Weight grams={list.weightG} />
              </td>
              <td>{list.ownerName}</td>
              <td>
                <SharedWith list={list} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The roles that see a list beside its owner. */
const SharedWith = ({ list }: { list: SavedListHead }) => {
  const { savedLists: words, companyRoles } = useWords();
  const roles = sharingRoles.filter((role) => list.shared[role]).map((role) => companyRoles[role]);
  return <>{roles.length > 0 ? roles.join(', ') : words.nobody}</>;
};

const FromCart = (shown: SavedListsShown & { cart: { id: string; lines: number } }) => {
  const { savedLists: words } = useWords();
  const { cart, lists, mayChange, values, problems, formKey } = shown;
  const mine = lists.filter(mayChange).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section>
      <h2>{words.fromCart(words.lines(cart.lines))}</h2>
      <ProblemList problems={problems} labels={{ name: words.name }} />
      <form class="row filters" method="post" action="/lists" hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="cartId" value={cart.id} />
        {mine.length === 0 ? (
          <input type="hidden" name="into" value="" />
        ) : (
          <Choice
            name="into"
            label={words.into}
            value={values['into']}
            options={[{ value: '', label: words.newList }, ...mine]}
          />
        )}
        <Field
          name="name"
          label={words.name}
          hint={words.nameHint}
          value={values['name']}
          problem={problems['name']}
          maxlength={100}
          autocomplete="off"
          size="medium"
        />
        <button type="submit" class="primary">
          {words.keep}
        </button>
      </form>
    </section>
  );
};
