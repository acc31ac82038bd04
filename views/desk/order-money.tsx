import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { shownAgain } from '../parts/sheet-form.ts';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

/** The form by which money is taken over the counter. */
export type TendersShown = {
  /** Of the new form, so that a second click is known. */
  formKey: string;
  refused?:
    | {
        values: Readonly<Record<string, string>>;
        problems: Readonly<Record<string, string>>;
        refusal?: RefusalReason | undefined;
      }
    | undefined;
  /** Given back a moment ago; minor units. */
  changeMinor?: number | undefined;
};

/** Cash and what the terminal took, for one order or into a balance. */
export const TendersForm = (shown: TendersShown & { action: string; asksRest: boolean }) => {
  const { payments: words } = useWords();
  const { refused, action, formKey } = shown;
  const { values = {}, problems = {} } = refused ?? {};
  const typed = shownAgain(refused);
  return (
    <form method="post" action={action} class="tenders" hx-sync="this:drop">
      <h3>{words.atCounter}</h3>
      {refused?.refusal && <RefusalNotice reason={refused.refusal} />}
      <ProblemList
        problems={problems}
        labels={{ cash: words.cash, terminal: words.terminal, slip: words.slip }}
      />
      <input type="hidden" name="key" value={formKey} />
      <div class="row">
        <Field {...typed('cash')} label={words.cash} inputmode="decimal" size="amount" />
        <Field {...typed('terminal')} label={words.terminal} inputmode="decimal" size="amount" />
        <Field
          {...typed('slip')}
          label={words.slip}
          hint={words.slipHint}
          maxlength={30}
          size="short"
        />
      </div>
      {shown.asksRest && (
        <label class="tick">
          <input
            type="checkbox"
            name="keepRest"
            value="yes"
            checked={values['keepRest'] === 'yes'}
          />{' '}
          {words.keepRest}
        </label>
      )}
      <p class="actions">
        <button type="submit" class="primary">
          {words.take}
        </button>
      </p>
    </form>
  );
};

/** The change to give, in large figures. */
export const Change = ({ changeMinor }: { changeMinor: number | undefined }) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  if (!changeMinor) return null;
  return (
    <Notice mood="ok" role="status">
      <strong class="change">{words.change(figures.money(changeMinor))}</strong>
    </Notice>
  );
};

/** Makes a link by which the customer pays on his own screen. */
export const LinkForm = ({ action }: { action: string }) => {
  const { payments: words } = useWords();
  return (
    <form method="post" action={action}>
      <button type="submit">{words.makeLink}</button>
      <p class="meta">{words.linkHint}</p>
    </form>
  );
};

/** Lets an order go although it is not paid: by those who may, with a reason. */
export const ReleaseUnpaid = (shown: { order: OrderHead; action: string; label: string }) => {
  const { payments: words } = useWords();
  const { order, action, label } = shown;
  return (
    <details>
      <summary>{words.releaseUnpaid}</summary>
      <form method="post" action={action} hx-sync="this:drop">
        <input type="hidden" name="version" value={order.version} />
        <Field name="unpaidReason" label={words.releaseReason} maxlength={300} required />
        <button type="submit">{label}</button>
      </form>
    </details>
  );
};

/** A payment link, shown once: as text and as a picture for a telephone. */
export const PaymentLinkPage = (shown: {
  desk: Desk;
  orderId: string;
  number: string;
  leftMinor: number;
  href: string;
  picture: string;
}) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  const { desk, orderId, number, leftMinor, href, picture } = shown;
  return (
    <DeskFrame desk={desk} here="orders">
      <h1>{words.linkMade}</h1>
      <p>{words.linkFor(number, figures.moneyExact(leftMinor))}</p>
      <img src={picture} alt="" width={240} height={240} class="qr" />
      <p>
        <a href={href} class="breakable">
          {href}
        </a>
      </p>
      <p class="meta">{words.linkHint}</p>
      <p class="actions">
        <a href={`${desk.base}/orders/${orderId}`}>{words.toOrder}</a>
      </p>
    </DeskFrame>
  );
};
