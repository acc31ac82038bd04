import type { Cart } from '../../src/ordering/cart.ts';
import type { LineAside } from '../../src/ordering/entry.queries.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { CartLines, type CartShown } from '../parts/cart-table.tsx';
import { CartTotals } from '../parts/cart-totals.tsx';
import { PlaceFields, placingLabels } from '../parts/placing-form.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Status } from '../parts/status.tsx';
import { Choices, type EntryChoice, EntryRow, type Missed, MissedEntry } from './entry.tsx';
import { type Desk, Rail } from './frame.tsx';
import { TakeOver } from './take-over.tsx';

/** A cart in a clerk's hands. */
export type DeskCartShown = Omit<CartShown, 'base' | 'seesPrices'> & {
  desk: Desk;
  clerkId: string;
};

type Page = DeskCartShown & {
  /** Made for the entry row: the ids of the lines that it adds follow from it. */
  entryKey: string;
  aside: LineAside | undefined;
  /** An entry that was sent without scripts and is not yet a line. */
  choice?: EntryChoice | undefined;
  missed?: Missed | undefined;
  /** What was typed into the details and is wrong with it. */
  details?: { values: Record<string, string>; problems: Record<string, string> } | undefined;
};

/** The address of a cart at a desk. */
export const hrefOfCart = (desk: Desk, cart: { id: string }): string =>
  `${desk.base}/carts/${cart.id}`;

/** The order grid: the lines, one row to type into, and beside it what a clerk asks of the last line. */
export const DeskCartPage = (page: Page) => {
  const { desk, cart, choice, missed } = page;
  const words = useWords();
  const base = hrefOfCart(desk, cart);
  return (
    <div class="desk">
      <Rail base={desk.base} />
      <div>
        <h1>{cart.companyName}</h1>
        <Head {...page} />
        <Details {...page} />
        <DeskCart {...page} />
        <div id="choices">{choice && <Choices base={base} choice={choice} />}</div>
        <section id="not-found" class="not-found" data-t="not-found">
          <h2>{words.deskScreens.missed}</h2>
          <ul id="missed" class="plain-list">
            {missed && <MissedEntry {...missed} />}
          </ul>
        </section>
        <EntryRow base={base} entryKey={page.entryKey} />
        <Deeds {...page} />
      </div>
      <Aside cart={cart} desk={desk} aside={page.aside} />
    </div>
  );
};

const Head = ({ desk, cart, clerkId }: Page) => {
  const words = useWords();
  const { deskScreens } = words;
  const isMine = cart.heldBy === clerkId && !cart.parkedAt;
  return (
    <div class="desk-head">
      <a href={`${desk.base}/customers/${cart.companyId}`} data-key="F2">
        {deskScreens.toCustomer} <kbd>F2</kbd>
      </a>
      <span>
        {words.cart.code} <strong class="code">{cart.code}</strong>
      </span>
      <span>{words.cart.begunOn(words.channels[cart.openedOn])}</span>
      <span>
        {words.desk.stockHere} <strong>{useBranchName()(cart.branchCode)}</strong>
      </span>
      <Holder cart={cart} isMine={isMine} />
      {!isMine && <TakeOver desk={desk} code={cart.code} label={words.desk.takeOver} />}
    </div>
  );
};

const Holder = ({ cart, isMine }: { cart: Cart; isMine: boolean }) => {
  const words = useWords();
  const { deskScreens } = words;
  if (isMine) return <Status mood="ok">{deskScreens.yours}</Status>;
  if (cart.parkedAt) return <Status mood="idle">{deskScreens.parkedCart}</Status>;
  if (cart.heldByName) return <Status mood="warn">{words.cart.heldBy(cart.heldByName)}</Status>;
  return <Status mood="idle">{deskScreens.free}</Status>;
};

/** Saved with every change; another branch or site may mean other stock and other prices, so the lines come back. */
const Details = ({ desk, cart, details }: Page) => {
  const words = useWords();
  const base = hrefOfCart(desk, cart);
  const { values = {}, problems = {} } = details ?? {};
  return (
    <details open={details !== undefined || cart.requiredFields.length > 0}>
      <summary>{words.deskScreens.details}</summary>
      <form
        class="form"
        method="post"
        action={`${base}/details`}
        hx-post={`${base}/details`}
        hx-trigger="change, submit"
        hx-target="#cart"
        hx-swap="outerMorph"
        hx-sync="this:queue all"
      >
        <ProblemList problems={problems} labels={placingLabels(words)} />
        <PlaceFields cart={cart} values={values} problems={problems} />
        <p class="actions">
          <button type="submit">{words.shell.save}</button>
        </p>
      </form>
    </details>
  );
};

/** Replaced whole after a change of quantities, lines or details; what is being typed stays outside. */
export const DeskCart = (shown: DeskCartShown) => {
  const { desk, cart } = shown;
  const { deskScreens } = useWords();
  return (
    <section id="cart" data-t="cart-lines">
      {cart.lines.length === 0 && <p class="meta">{deskScreens.emptyCart}</p>}
      <div class="compact" data-t="grid">
        <CartLines {...shown} seesPrices agreesOnPrices base={hrefOfCart(desk, cart)} />
      </div>
      <CartTotals cart={cart} seesPrices />
    </section>
  );
};

const Deeds = ({ desk, cart }: Page) => {
  const words = useWords();
  const base = hrefOfCart(desk, cart);
  return (
    <div class="actions">
      <a class="button primary" href={`${base}/review`} data-key="F9">
        {words.desk.review} <kbd>F9</kbd>
      </a>
      <form method="post" action={`${base}/parking`} hx-sync="this:drop">
        <button type="submit" data-key="F8">
          {words.desk.park} <kbd>F8</kbd>
        </button>
      </form>
      <form method="post" action={`${base}/return`} hx-sync="this:drop">
        <button type="submit" class="quiet">
          {words.desk.handBack}
        </button>
      </form>
    </div>
  );
};

/** Of the last line: where it lies, and what this customer paid for it before. */
export const Aside = (shown: { desk: Desk; cart: Cart; aside: LineAside | undefined }) => {
  const words = useWords();
  const nameOf = useNameOf();
  const { desk, cart, aside } = shown;
  const line = cart.lines.at(-1);
  return (
    <aside id="aside" class="side" tabindex={-1} data-key="F6">
      <h2>{words.deskScreens.lineInHand}</h2>
      {line && aside && (
        <>
          <p>
            <a href={`/p/${line.sku}`}>{nameOf(line)}</a> <small class="sku">{line.sku}</small>
          </p>
          <p>
            <a href={`${hrefOfCart(desk, cart)}/lines/${line.id}/price`} data-key="F4">
              {words.pricing.change} <kbd>F4</kbd>
            </a>
          </p>
          <StockByBranch aside={aside} />
          <PaidBefore aside={aside} desk={desk} />
        </>
      )}
    </aside>
  );
};

const StockByBranch = ({ aside }: { aside: LineAside }) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  if (aside.stock.length === 0) return <p>{words.deskScreens.nowhere}</p>;
  return (
    <dl class="facts">
      {aside.stock.map((place) => (
        <>
          <dt>{nameOf(place)}</dt>
          <dd class="num">
            {figures.massT(place.availableG)}{' '}
            <small class="meta">{figures.moment(place.countedAt)}</small>
          </dd>
        </>
      ))}
    </dl>
  );
};

const PaidBefore = ({ aside, desk }: { aside: LineAside; desk: Desk }) => {
  const { deskScreens, product, channels } = useWords();
  const figures = useFigures();
  return (
    <section data-t="history">
      <h3>{deskScreens.lastPaid}</h3>
      {aside.paid.length === 0 && <p>{deskScreens.neverBought}</p>}
      <ul class="plain-list">
        {aside.paid.map((paid) => (
          <li>
            <a href={`${desk.base}/orders/${paid.orderId}`}>{paid.number}</a>{' '}
            {figures.quantity({ amountMilli: paid.quantityMilli, unit: paid.unit })},{' '}
            {figures.unitPrice(paid.pricePerTonneMinor)}{' '}
            <small class="meta">
              {product.priceLevels[paid.priceLevel]}, {channels[paid.channel]},{' '}
              {figures.moment(paid.placedAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};
