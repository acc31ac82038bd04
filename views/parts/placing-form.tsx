import type { Owing } from '../../src/credit/owing.queries.ts';
import { dueOf } from '../../src/customers/instalment.ts';
import { type Cart, totalsOf } from '../../src/ordering/cart.ts';
import type { OrderField } from '../../src/platform/db/schema.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { ApprovalNeed } from '../../src/ordering/approval.ts';
import { ApprovalAhead, ApprovalOfCustomer } from './approval-ahead.tsx';
import { AgreedTerms } from './agreed-terms.tsx';
import { CertificateField } from './certificate-field.tsx';
import { CostCentreField } from './cost-centre-field.tsx';
import { CartTotals } from './cart-totals.tsx';
import { CutInto } from './cut-bars-list.tsx';
import { CreditEffect } from './credit-effect.tsx';
import { Check, Choice, Field, TextField } from './field.tsx';
import { Instalments } from './instalments.tsx';
import { OwingNotice } from './owing.tsx';
import { problemInWords, ProblemList } from './problem-list.tsx';
import { useServiceName } from './service-rows.tsx';
import { LineSupply } from './line-supply.tsx';
import { Status } from './status.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** A cart about to become an order. */
export type PlacingShown = {
  cart: Cart;
  /** Where the form is sent: `/checkout`, or the review of a cart at a desk. */
  base: string;
  backHref: string;
  /** Who must agree before it is placed (R16); nobody at a desk. */
  needs?: readonly ApprovalNeed[];
  /** Who would have to, if the customer's own buyer ordered; a clerk sells by his own rights (R38). */
  wouldNeed?: readonly ApprovalNeed[];
  /** Made for this form: the order's id, should it be placed. */
  key: string;
  /** What is agreed to by placing. */
  shownTerms: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused: RefusalReason | undefined;
  /** What is late and stopped of the company; undefined at a desk, which has said so already. */
  owing?: Owing | undefined;
};

/** Answers for itself: comes back with what was typed and what stands in the way. */
export const PlacingForm = (shown: PlacingShown) => {
  const { cart, problems, refused, base, needs = [] } = shown;
  const words = useWords();
  const mustAsk = needs.length > 0;
  return (
    <form
      id="checkout"
      class="checkout"
      method="post"
      action={base}
      hx-post={base}
      hx-target="#checkout"
      hx-swap="outerMorph"
      hx-sync="this:drop"
    >
      <input type="hidden" name="key" value={shown.key} />
      <input type="hidden" name="cartId" value={cart.id} />
      <input type="hidden" name="shownTerms" value={shown.shownTerms} />
      <ProblemList problems={problems} labels={placingLabels(words)} />
      {refused && <RefusalNotice reason={refused} />}
      <OwingNotice owing={shown.owing} hrefOf={(orderId) => `/o/${orderId}`} />
      {refused?.code === 'looks-like-order' && (
        <Check name="isAnotherOrder" label={words.sale.anotherOrder} />
      )}
      <div class="checkout-parts">
        <Place {...shown} />
        <Payment {...shown} />
        <Lines cart={cart} />
      </div>
      {shown.wouldNeed && shown.wouldNeed.length > 0 && (
        <ApprovalOfCustomer cart={cart} needs={shown.wouldNeed} />
      )}
      {mustAsk && <ApprovalAhead {...shown} needs={needs} />}
      <p class="actions">
        {!mustAsk && (
          <button type="submit" class="primary" data-key="F9">
            {words.checkout.place}
          </button>
        )}{' '}
        <a href={shown.backHref}>{words.shell.back}</a>
      </p>
    </form>
  );
};

/** The fields of the form by name, in words. */
export const placingLabels = (words: ReturnType<typeof useWords>) => ({
  branchCode: words.checkout.branch,
  siteId: words.checkout.site,
  contactId: words.checkout.contact,
  purchaseNumber: words.checkout.purchaseNumber,
  note: words.checkout.note,
  costCentreId: words.costCentres.one,
  certificateKind: words.agreed.certificate,
  payment: words.checkout.payment,
});

const Place = (shown: PlacingShown) => {
  const { checkout, sale } = useWords();
  return (
    <fieldset>
      <legend>{checkout.delivery}</legend>
      <PlaceFields {...shown} />
      {shown.cart.agreed && <AgreedTerms agreed={shown.cart.agreed} seesPrices />}
      <p class="actions">
        <button
          type="submit"
          formaction={`${shown.base}/details`}
          formnovalidate
          hx-post={`${shown.base}/details`}
          hx-target="#checkout"
          hx-swap="outerMorph"
          hx-sync="closest form:drop"
        >
          {sale.changeDetails}
        </button>
      </p>
    </fieldset>
  );
};

/** Where a cart's goods come from and go to, who asked, and what the buyer calls the purchase. */
export const PlaceFields = ({
  cart,
  values,
  problems,
}: Pick<PlacingShown, 'cart' | 'values' | 'problems'>) => {
  const { checkout, sale } = useWords();
  const nameOf = useNameOf();
  const { branches, sites, contacts } = cart.choices;
  const requires = (field: OrderField) => cart.requiredFields.includes(field);
  return (
    <>
      <Choice
        name="branchCode"
        label={checkout.branch}
        value={values['branchCode'] ?? cart.branchCode}
        problem={problems['branchCode']}
        options={branches.map((branch) => ({ value: branch.code, label: nameOf(branch) }))}
      />
      <Choice
        name="siteId"
        label={checkout.site}
        required={requires('site')}
        value={values['siteId'] ?? cart.siteId ?? ''}
        problem={problems['siteId']}
        options={[
          { value: '', label: sale.pickUp },
          ...sites.map((site) => ({
            value: site.id,
            label: `${site.name}, ${site.city}, ${site.address}`,
          })),
        ]}
      />
      <Choice
        name="contactId"
        label={checkout.contact}
        required={requires('contact')}
        value={values['contactId'] ?? cart.contactId ?? ''}
        problem={problems['contactId']}
        options={[
          { value: '', label: sale.nobody },
          ...contacts.map(({ id, name, duty }) => ({
            value: id,
            label: duty === '' ? name : `${name}, ${duty}`,
          })),
        ]}
      />
      <Field
        name="purchaseNumber"
        label={checkout.purchaseNumber}
        hint={checkout.purchaseNumberHint}
        value={values['purchaseNumber'] ?? cart.purchaseNumber}
        problem={problems['purchaseNumber']}
        required={requires('purchase-number')}
        maxlength={60}
        size="medium"
      />
      <CostCentreField cart={cart} values={values} problems={problems} />
      <CertificateField
        value={values['certificateKind'] ?? cart.certificateKind ?? ''}
        problem={problems['certificateKind']}
        required={requires('certificate')}
      />
      <TextField
        name="note"
        label={checkout.note}
        value={values['note'] ?? cart.note}
        problem={problems['note']}
      />
    </>
  );
};

const Payment = ({ cart, values, problems, base }: PlacingShown) => {
  const words = useWords();
  const { checkout } = words;
  const chosen = values['payment'] ?? cart.payment ?? 'prepaid';
  const offered =
    cart.payment === 'on-account' ? (['on-account', 'prepaid'] as const) : (['prepaid'] as const);
  return (
    <fieldset>
      <legend>{checkout.payment}</legend>
      {cart.agreementNumber && <p>{checkout.agreement(cart.agreementNumber)}</p>}
      {offered.map((terms) => (
        <label class="check" for={`payment-${terms}`}>
          <input
            type="radio"
            id={`payment-${terms}`}
            name="payment"
            value={terms}
            checked={terms === chosen}
          />
          <span>{checkout.payments[terms]}</span>
        </label>
      ))}
      {problems['payment'] && (
        <strong class="problem">{problemInWords(words, problems['payment'])}</strong>
      )}
      {cart.payment === 'on-account' && cart.instalments.length > 0 && (
        <Instalments due={dueOf(cart.instalments, totalsOf(cart).grossMinor)} />
      )}
      {cart.payment === 'on-account' && (
        <CreditEffect
          standing={cart}
          orderMinor={totalsOf(cart).grossMinor}
          askHref={base === '/checkout' ? `/company/credit?cart=${cart.code}` : undefined}
        />
      )}
    </fieldset>
  );
};

const Lines = ({ cart }: { cart: Cart }) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const serviceName = useServiceName();
  return (
    <section>
      <h2>{words.checkout.check}</h2>
      <div class="table-scroll" role="region" aria-label={words.order.lines} tabindex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{words.columns.name}</th>
              <th scope="col" class="num">
                {words.columns.quantity}
              </th>
              <th scope="col" class="num">
                {words.columns.weightKg}
              </th>
              <th scope="col" class="num">
                {words.columns.gross}
              </th>
            </tr>
          </thead>
          <tbody>
            {cart.lines.flatMap((line) => [
              <tr>
                <th scope="row">
                  {nameOf(line)}
                  {line.cutting && <CutInto cutting={line.cutting} times={line.times} />}
                  {line.cutting && !line.cutOn && (
                    <Status mood="warn">{words.cutting.planAnew}</Status>
                  )}
                  <LineSupply line={line} />
                </th>
                <td class="num">{figures.quantity(line.quantity)}</td>
                <td class="num">{figures.bare.kg(line.weightG)}</td>
                <td class="num">
                  {line.price
                    ? figures.bare.money(line.price.grossMinor)
                    : words.catalogue.priceOnRequest}
                </td>
              </tr>,
              ...line.services.map((service) => (
                <tr class="service">
                  <th scope="row" colspan={3}>
                    {serviceName(service)}
                  </th>
                  <td class="num">{figures.bare.money(service.grossMinor)}</td>
                </tr>
              )),
            ])}
            {cart.services.map((service) => (
              <tr class="service">
                <th scope="row" colspan={3}>
                  {serviceName(service)}
                </th>
                <td class="num">{figures.bare.money(service.grossMinor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CartTotals cart={cart} seesPrices />
    </section>
  );
};
