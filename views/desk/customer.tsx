import type { Block, CustomerCard } from '../../src/history/customer-card.ts';
import type { Purchase, UsualItem } from '../../src/history/history.queries.ts';
import type { OpenCart } from '../../src/ordering/open-carts.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { OwingNotice } from '../parts/owing.tsx';
import { PurchaseTable } from '../parts/purchase-rows.tsx';
import { CustomerFacts } from '../parts/customer-facts.tsx';
import { CreditBar, Notice } from '../parts/status.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { type Desk, DeskFrame } from './frame.tsx';
import { CartTable } from './workbench.tsx';

/** How the clerk came here, where that is worth a word. */
type CardArrival = 'registered' | 'known';

type Shown = {
  desk: Desk;
  card: CustomerCard;
  blocks: readonly Block[];
  carts: readonly OpenCart[];
  purchases: readonly Purchase[];
  usual: readonly UsualItem[];
  arrival: CardArrival | undefined;
  at: Date;
};

/** A customer on one screen: what may be sold on account, what is open, what he takes. N begins a cart, R repeats the last order. */
export const CustomerPage = (shown: Shown) => {
  const words = useWords();
  const { desk, card, blocks, carts, arrival } = shown;
  const { deskScreens } = words;
  return (
    <DeskFrame desk={desk}>
      <h1>{card.name}</h1>
      {arrival && (
        <Notice mood={arrival === 'known' ? 'info' : 'ok'} role="status">
          {deskScreens[arrival]}
        </Notice>
      )}
      <Deeds {...shown} />
      <Standing desk={desk} card={card} />
      <OwingNotice
        owing={card.owing ?? undefined}
        hrefOf={(orderId) => `${desk.base}/orders/${orderId}`}
        forStaff
      />
      {blocks.map((block) => (
        <Notice mood="warn">{deskScreens.blocks[block]}</Notice>
      ))}
      {card.requiredFields.length > 0 && (
        <Notice mood="info">
          {words.agreed.askFor(
            card.requiredFields.map((one) => words.agreed.fields[one]).join(', '),
          )}
        </Notice>
      )}
      <section>
        <h2>{words.desk.openCarts}</h2>
        {carts.length === 0 ? (
          <p>{deskScreens.noOpenCarts}</p>
        ) : (
          <CartTable desk={desk} carts={carts} at={shown.at} />
        )}
      </section>
      <LastOrders {...shown} />
      <Usual usual={shown.usual} />
      <Contacts card={card} />
      {card.happenings.length > 0 && (
        <section>
          <h2>{deskScreens.lastEvents}</h2>
          <Timeline happenings={card.happenings} />
        </section>
      )}
    </DeskFrame>
  );
};

const Deeds = ({ desk, card, purchases }: Shown) => {
  const words = useWords();
  const [last] = purchases;
  return (
    <div class="actions">
      <form method="post" action={`${desk.base}/carts`} hx-sync="this:drop">
        <input type="hidden" name="companyId" value={card.id} />
        <button type="submit" class="primary" data-key="n">
          {words.desk.newCart} <kbd>N</kbd>
        </button>
      </form>
      {last && (
        <form
          method="post"
          action={`${desk.base}/orders/${last.id}/repetition`}
          hx-sync="this:drop"
        >
          <button type="submit" data-key="r">
            {words.deskScreens.repeatLast} {last.number} <kbd>R</kbd>
          </button>
        </form>
      )}
    </div>
  );
};

const Standing = ({ desk, card }: Pick<Shown, 'desk' | 'card'>) => {
  const words = useWords();
  const figures = useFigures();
  const { deskScreens, checkout } = words;
  return (
    <div class="desk-head">
      <CustomerFacts card={card} />
      <span>
        {card.agreementNumber === null
          ? deskScreens.noAgreement
          : `${deskScreens.agreement} ${card.agreementNumber}`}
        {card.payment && <>, {checkout.payments[card.payment]}</>}
        {card.agreementUntil && <>, {deskScreens.until(figures.date(card.agreementUntil))}</>}
      </span>
      <Credit card={card} />
      <a href={`/office/customers/${card.id}/articles`}>{words.articles.title}</a>
      {desk.channel === 'counter' && (
        <a href={`${desk.base}/customers/${card.id}/balance`}>{words.payments.balance}</a>
      )}
    </div>
  );
};

const Credit = ({ card }: { card: CustomerCard }) => {
  const { deskScreens } = useWords();
  if (card.creditKind === 'none') return <span data-t="credit">{deskScreens.creditNone}</span>;
  if (card.creditKind === 'unlimited')
    return <span data-t="credit">{deskScreens.creditUnlimited}</span>;
  return <CreditBar limitMinor={card.limitMinor ?? 0} exposureMinor={card.exposureMinor} />;
};

const LastOrders = ({ desk, card, purchases }: Shown) => {
  const words = useWords();
  return (
    <section>
      <h2>{words.desk.recentOrders}</h2>
      {purchases.length === 0 ? (
        <p>{words.deskScreens.noOrders}</p>
      ) : (
        <>
          <PurchaseTable
            purchases={purchases}
            seesPrices
            hrefOf={(orderId) => `${desk.base}/orders/${orderId}`}
          />
          <p>
            <a href={`${desk.base}/orders?company=${card.id}`}>{words.sale.seeAllOrders}</a>
          </p>
        </>
      )}
    </section>
  );
};

const Usual = ({ usual }: { usual: readonly UsualItem[] }) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { columns, desk, deskScreens } = words;
  if (usual.length === 0) {
    return (
      <section>
        <h2>{desk.usualItems}</h2>
        <p>{deskScreens.noUsual}</p>
      </section>
    );
  }
  return (
    <section>
      <h2>{desk.usualItems}</h2>
      <div class="table-scroll" role="region" aria-label={desk.usualItems} tabindex={0}>
        <table class="table compact">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col" class="num">
                {columns.quantity}
              </th>
              <th scope="col" class="num">
                {columns.pricePerTonne}
              </th>
              <th scope="col">{columns.date}</th>
            </tr>
          </thead>
          <tbody>
            {usual.map((item) => (
              <tr>
                <th scope="row">
                  <a href={`/p/${item.sku}`}>{nameOf(item)}</a>{' '}
                  <small class="meta">{deskScreens.times(item.times)}</small>
                </th>
                <td class="num">
                  {figures.quantity({ amountMilli: item.lastQuantityMilli, unit: item.lastUnit })}
                </td>
                <td class="num">{figures.bare.perTonne(item.lastPricePerTonneMinor)}</td>
                <td>{figures.moment(item.lastPlacedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Contacts = ({ card }: { card: CustomerCard }) => {
  const { deskScreens } = useWords();
  return (
    <section>
      <h2>{deskScreens.contacts}</h2>
      {card.contacts.length === 0 && <p>{deskScreens.noContacts}</p>}
      <ul class="plain-list">
        {card.contacts.map(({ name, duty, phone, email }) => (
          <li>
            {name}
            {duty !== '' && <span class="meta"> {duty}</span>}{' '}
            {phone && <a href={`tel:${phone}`}>{phone}</a>}{' '}
            {email && <a href={`mailto:${email}`}>{email}</a>}
          </li>
        ))}
      </ul>
    </section>
  );
};
