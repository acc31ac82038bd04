import { type ApprovalNeed, isStuck } from '../../src/ordering/approval.ts';
import type { Cart } from '../../src/ordering/cart.ts';
import type { Form } from '../../src/platform/db/schema.ts';
import { peopleInWords, ruleInWords } from '../approval-words.ts';
import { useLanguage, useWords } from '../language.tsx';
import { Check, TextField } from './field.tsx';
import { NewGoods } from './new-goods.tsx';
import { Notice, Status } from './status.tsx';

/**
 * Told before anything is sent (R16): which rules of his company the buyer's order
 * meets and who must agree; where nobody can, that, and the way out.
 */
export const ApprovalAhead = (shown: {
  cart: Cart;
  base: string;
  needs: readonly ApprovalNeed[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { approvals } = useWords();
  const { cart, base, needs, values, problems } = shown;
  const stuck = needs.some(isStuck);
  return (
    <fieldset class="approval-ahead" id="approval">
      <legend>{approvals.before.title}</legend>
      <NeedsList cart={cart} needs={needs} />
      {stuck ? (
        <p>
          <Status mood="err">{approvals.before.stuck}</Status>
        </p>
      ) : (
        <>
          <p class="meta">{approvals.before.lead}</p>
          <TextField
            name="approvalNote"
            label={approvals.before.note}
            rows={2}
            value={values['approvalNote']}
            problem={problems['approvalNote']}
          />
          <Check
            name="placesItself"
            label={approvals.before.placesItself}
            checked={Object.keys(values).length === 0 || values['placesItself'] === 'yes'}
          />
          <p class="actions">
            <button
              type="submit"
              class="primary"
              formaction={`${base}/approval`}
              hx-post={`${base}/approval`}
              hx-target="#checkout"
              hx-swap="outerMorph"
              hx-sync="closest form:drop"
              data-key="F9"
            >
              {approvals.before.ask}
            </button>
          </p>
        </>
      )}
    </fieldset>
  );
};

/** What a clerk is told of a customer's own rules, by which their buyer could not order alone. */
export const ApprovalOfCustomer = (shown: { cart: Cart; needs: readonly ApprovalNeed[] }) => {
  const { approvals } = useWords();
  return (
    <Notice mood="info">
      <p>{approvals.before.atDesk}</p>
      <NeedsList {...shown} />
    </Notice>
  );
};

const NeedsList = ({ cart, needs }: { cart: Cart; needs: readonly ApprovalNeed[] }) => {
  const { approvals } = useWords();
  const language = useLanguage();
  const siteName = (id: string | null) =>
    cart.choices.sites.find((site) => site.id === id)?.name ?? null;
  const newProducts = cart.approvalGround?.newProducts ?? [];
  const newGoodsOf = (form: Form | null) =>
    cart.lines.filter(
      (line) => newProducts.includes(line.productId) && (form === null || form === line.form),
    );
  return (
    <ul class="plain-list approval-steps">
      {needs.map((need) => (
        <li>
          <strong>
            {ruleInWords(language, { ...need, siteName: siteName(need.conditions.siteId) })}
          </strong>
          {need.people.length > 0 && (
            <>
              {': '}
              {peopleInWords(language, {
                quorum: need.quorum,
                names: need.people.map(({ name }) => name),
              })}
            </>
          )}
          {need.conditions.neverBought && <NewGoods goods={newGoodsOf(need.conditions.form)} />}
          {need.isEscalated && <p class="meta">{approvals.escalated}</p>}
        </li>
      ))}
    </ul>
  );
};
