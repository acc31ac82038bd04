import type { Cart, CartLine } from '../../src/ordering/cart.ts';
import type { LineAside } from '../../src/ordering/entry.queries.ts';
import { askedByLists } from '../../src/pricing/fixed-price.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { FixedPriceStatus } from '../parts/fixed-price-status.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { hrefOfCart } from './cart.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  cart: Cart;
  line: CartLine;
  paid: LineAside['paid'];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Where a clerk agrees on the price of one line: what the lists ask, the field, and what was paid before beside it. */
export const LinePricePage = (shown: Shown) => {
  const { desk, cart, line } = shown;
  const { pricing, columns, shell } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const base = hrefOfCart(desk, cart);
  return (
    <DeskFrame desk={desk}>
      <h1>
        {pricing.title}: {nameOf(line)}
      </h1>
      <dl class="facts of-line">
        <dt>{columns.company}</dt>
        <dd>{cart.companyName}</dd>
        <dt>{columns.quantity}</dt>
        <dd class="n">
          {figures.quantity(line.quantity)} = {figures.massT(line.weightG)}
        </dd>
        <dt>{pricing.listed}</dt>
        <dd class="n">
          <Listed line={line} />
        </dd>
        {line.fixed && (
          <>
            <dt>{pricing.agreed}</dt>
            <dd>
              <Agreed line={line} vatRateBp={cart.terms.vatRateBp} />
            </dd>
          </>
        )}
      </dl>
      <div class="row">
        <AskForm {...shown} />
        <PaidTable {...shown} />
      </div>
      {line.fixed?.kind === 'override' && (
        <form method="post" action={`${base}/lines/${line.id}/price/removal`} hx-sync="this:drop">
          <button type="submit" class="quiet">
            {pricing.withdraw}
          </button>
        </form>
      )}
      <p>
        <a href={base}>{shell.back}</a>
      </p>
    </DeskFrame>
  );
};

const Listed = ({ line }: { line: CartLine }) => {
  const { catalogue, assortment } = useWords();
  const figures = useFigures();
  const listed = line.price && askedByLists(line.price.derivation);
  if (!listed) return <>{catalogue.priceOnRequest}</>;
  return (
    <>
      {figures.unitPrice(listed.pricePerTonneMinor)}{' '}
      <small class="meta">
        {listed.link.includesVat ? assortment.withVat : assortment.withoutVat}
      </small>
    </>
  );
};

const Agreed = ({ line, vatRateBp }: { line: CartLine; vatRateBp: number }) => {
  const { assortment } = useWords();
  const figures = useFigures();
  const { fixed } = line;
  if (!fixed) return <></>;
  return (
    <>
      {figures.unitPrice(fixed.pricePerTonneMinor)}{' '}
      <small class="meta">{fixed.includesVat ? assortment.withVat : assortment.withoutVat}</small>{' '}
      {fixed.kind === 'override' && `${fixed.authorName}: ${fixed.reason} `}
      <FixedPriceStatus line={line} vatRateBp={vatRateBp} isOurs />
    </>
  );
};

/** One field for both ways to say a price, in focus: tenge, or a share of the list price. */
const AskForm = ({ desk, cart, line, values, problems }: Shown) => {
  const { pricing, assortment } = useWords();
  const action = `${hrefOfCart(desk, cart)}/lines/${line.id}/price`;
  const listed = line.price && askedByLists(line.price.derivation);
  const labels = { asked: pricing.asked, basis: pricing.basis, reason: pricing.reason };
  return (
    <form class="form" method="post" action={action} hx-sync="this:drop" data-t="override">
      <ProblemList problems={problems} labels={labels} />
      <Field
        name="asked"
        label={pricing.asked}
        hint={pricing.askedHint}
        value={values['asked']}
        problem={problems['asked']}
        autocomplete="off"
        size="medium"
        autofocus
        required
      />
      <Choice
        name="basis"
        label={pricing.basis}
        value={values['basis'] ?? (listed?.link.includesVat ? 'with-vat' : 'without-vat')}
        problem={problems['basis']}
        options={[
          { value: 'without-vat', label: assortment.withoutVat },
          { value: 'with-vat', label: assortment.withVat },
        ]}
      />
      <Field
        name="reason"
        label={pricing.reason}
        hint={pricing.reasonHint}
        value={values['reason']}
        problem={problems['reason']}
        maxlength={200}
        required
      />
      <p class="actions">
        <button type="submit" class="primary">
          {pricing.agree}
        </button>
      </p>
    </form>
  );
};

/** What this customer paid for it before, whatever the channel; any of them is taken again with one press. */
const PaidTable = ({ desk, cart, line, paid }: Shown) => {
  const words = useWords();
  const { pricing, columns, deskScreens } = words;
  const figures = useFigures();
  if (paid.length === 0) return <p data-t="history">{deskScreens.neverBought}</p>;
  return (
    <div class="table-scroll folds" data-t="history">
      <table class="table compact">
        <caption>{pricing.paidBefore}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.date}</th>
            <th scope="col">{columns.quantity}</th>
            <th scope="col" class="n">
              {columns.pricePerTonne}
            </th>
            <th scope="col">{columns.priceSource}</th>
            <th scope="col">{columns.channel}</th>
            <th scope="col">
              <span class="visually-hidden">{pricing.take}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {paid.map((one) => (
            <tr>
              <th scope="row">
                <a href={`${desk.base}/orders/${one.orderId}`}>{one.number}</a>
              </th>
              <td data-label={columns.date}>{figures.moment(one.placedAt)}</td>
              <td data-label={columns.quantity}>
                {figures.quantity({ amountMilli: one.quantityMilli, unit: one.unit })}
              </td>
              <td class="n" data-label={columns.pricePerTonne}>
                {figures.bare.perTonne(one.pricePerTonneMinor)}
              </td>
              <td data-label={columns.priceSource}>{words.product.priceLevels[one.priceLevel]}</td>
              <td data-label={columns.channel}>{words.channels[one.channel]}</td>
              <td>
                <form
                  method="post"
                  action={`${hrefOfCart(desk, cart)}/lines/${line.id}/price`}
                  hx-sync="this:drop"
                >
                  <input
                    type="hidden"
                    name="asked"
                    value={String(one.frozen.pricePerTonneMinor / 100)}
                  />
                  <input
                    type="hidden"
                    name="basis"
                    value={one.frozen.includesVat ? 'with-vat' : 'without-vat'}
                  />
                  <input type="hidden" name="reason" value={pricing.asInOrder(one.number)} />
                  <button type="submit" class="small" aria-label={pricing.takeOf(one.number)}>
                    {pricing.take}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
