import type { NamedDocument, WaitingOrder } from '../../src/ordering/desk-queues.queries.ts';
import type { OpenCart } from '../../src/ordering/open-carts.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { StageStatus, Status } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';
import { TakeOver } from './take-over.tsx';

/** A company as the search for customers gives it. */
type FoundCustomer = {
  companyId: string;
  name: string;
  bin: string;
  contactName: string | null;
  phone: string | null;
};

/** What was typed into the box of the desk, and what it may mean. */
export type DeskFound = {
  typed: string;
  documents: readonly NamedDocument[];
  customers: readonly FoundCustomer[];
};

type Shown = {
  desk: Desk;
  found: DeskFound;
  mine: readonly OpenCart[];
  waiting: readonly WaitingOrder[];
  at: Date;
};

/** Where a clerk's work begins: one box for whoever calls or stands there, and what waits. */
export const WorkbenchPage = (shown: Shown) => {
  const { desk } = useWords();
  const { counterTitle, phoneTitle } = desk;
  return (
    <DeskFrame desk={shown.desk} here="workbench">
      <h1>{shown.desk.channel === 'counter' ? counterTitle : phoneTitle}</h1>
      <DeskBox {...shown} />
      <DeskResults {...shown} isWholePage />
      <MyCarts {...shown} />
      <Waiting {...shown} />
    </DeskFrame>
  );
};

/** Typing shows what is found; Enter goes to it, with scripts or without. */
const DeskBox = ({ desk, found }: Shown) => {
  const words = useWords();
  const { typed, documents } = found;
  return (
    <search>
      <form class="row" action={desk.base} method="get">
        <label class="visually-hidden" for="desk-omnibox">
          {words.desk.omnibox}
        </label>
        <input
          id="desk-omnibox"
          class="grow"
          name="q"
          type="search"
          value={typed}
          placeholder={words.desk.omniboxExample}
          autocomplete="off"
          enterkeyhint="search"
          maxlength={100}
          autofocus={!documents.some(({ kind }) => kind === 'cart')}
          data-t="desk-omnibox"
          data-key="F2"
          data-scan
          hx-get={desk.base}
          hx-trigger="input changed delay:120ms"
          hx-target="#found"
          hx-swap="outerMorph"
          hx-sync="this:replace"
        />
        <button type="submit" class="primary">
          {words.desk.findCustomer}
        </button>
      </form>
      <p class="meta">{words.desk.omnibox}</p>
    </search>
  );
};

/** Replaced while the clerk types; the box itself stays as it is and keeps the focus. */
export const DeskResults = (shown: { desk: Desk; found: DeskFound; isWholePage?: boolean }) => {
  const words = useWords();
  const { desk, isWholePage = false } = shown;
  const { typed, documents, customers } = shown.found;
  if (typed === '') return <section id="found" data-t="results" />;
  const isNothing = documents.length + customers.length === 0;
  return (
    <section id="found" data-t="results" aria-label={words.deskScreens.found}>
      {documents.map((document) => (
        <Document desk={desk} document={document} focused={isWholePage} />
      ))}
      {customers.length > 0 && <Customers desk={desk} customers={customers} />}
      {isNothing && (
        <p>
          {words.desk.noCustomer}{' '}
          <a href={`${desk.base}/customers/new?${whatIsKnown(typed)}`}>
            {words.desk.registerCompany}
          </a>
        </p>
      )}
    </section>
  );
};

/** Nothing is asked twice: what was typed stands in the form already. */
function whatIsKnown(typed: string): string {
  const isNumber = /^[\d\s()+.-]+$/.test(typed);
  if (!isNumber) return new URLSearchParams({ name: typed }).toString();
  const digits = typed.replaceAll(/\D/g, '');
  return new URLSearchParams(digits.length === 12 ? { bin: digits } : { phone: typed }).toString();
}

const Document = (shown: { desk: Desk; document: NamedDocument; focused: boolean }) => {
  const words = useWords();
  const { desk, document } = shown;
  if (document.kind === 'order') {
    return (
      <p>
        <a href={`${desk.base}/orders/${document.id}`}>{words.order.title(document.number)}</a>{' '}
        {document.companyName} <StageStatus stage={document.stage} />
      </p>
    );
  }
  return (
    <div class="row">
      <span>
        <strong class="code">{document.code}</strong>{' '}
        {words.deskScreens.cartOf(document.companyName)}, {words.cart.lines(document.lines)}
        {document.heldByName && <>, {words.cart.heldBy(document.heldByName)}</>}
      </span>
      <TakeOver
        desk={desk}
        code={document.code}
        label={words.desk.takeOver}
        focused={shown.focused}
      />
    </div>
  );
};

const Customers = (shown: { desk: Desk; customers: readonly FoundCustomer[] }) => {
  const words = useWords();
  const { columns, deskScreens } = words;
  return (
    <div class="table-scroll" role="region" aria-label={words.desk.customer} tabindex={0}>
      <table class="table compact">
        <thead>
          <tr>
            <th scope="col">{columns.company}</th>
            <th scope="col">{deskScreens.bin}</th>
            <th scope="col">{words.desk.contact}</th>
            <th scope="col">{deskScreens.phone}</th>
          </tr>
        </thead>
        <tbody>
          {shown.customers.map((customer) => (
            <tr>
              <th scope="row">
                <a href={`${shown.desk.base}/customers/${customer.companyId}`}>{customer.name}</a>
              </th>
              <td class="code">{customer.bin}</td>
              <td>{customer.contactName}</td>
              <td class="nowrap">{customer.phone}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const MyCarts = ({ desk, mine, at }: Shown) => {
  const { deskScreens } = useWords();
  return (
    <section data-t="parked">
      <h2>{deskScreens.myCarts}</h2>
      {mine.length === 0 ? (
        <p>{deskScreens.noCarts}</p>
      ) : (
        <CartTable desk={desk} carts={mine} at={at} areMine />
      )}
    </section>
  );
};

/** Open carts by whom they are for, the one touched last first. */
export const CartTable = (shown: {
  desk: Desk;
  carts: readonly OpenCart[];
  at: Date;
  /** The clerk's own: only a parked one has to be taken up again. */
  areMine?: boolean;
}) => {
  const words = useWords();
  const { columns } = words;
  return (
    <div class="table-scroll" role="region" aria-label={words.desk.openCarts} tabindex={0}>
      <table class="table compact">
        <thead>
          <tr>
            <th scope="col">{columns.company}</th>
            <th scope="col">{words.desk.cartCode}</th>
            <th scope="col">{words.order.lines}</th>
            <th scope="col" class="num">
              {columns.weightT}
            </th>
            <th scope="col">{columns.stage}</th>
            <th scope="col">{columns.note}</th>
            <th scope="col">
              <span class="visually-hidden">{words.desk.takeOver}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.carts.map((cart) => (
            <CartRow {...shown} cart={cart} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const CartRow = (row: { desk: Desk; cart: OpenCart; at: Date; areMine?: boolean }) => {
  const { desk, cart, at, areMine = false } = row;
  const words = useWords();
  const figures = useFigures();
  const minutes = Math.max(0, Math.round((at.getTime() - cart.changedAt.getTime()) / 60_000));
  return (
    <tr>
      <th scope="row">
        <a href={`${desk.base}/carts/${cart.id}`}>{cart.companyName}</a>
      </th>
      <td class="code">{cart.code}</td>
      <td>
        {words.cart.lines(cart.lines)}, {words.cart.begunOn(words.channels[cart.openedOn])}
      </td>
      <td class="num">{figures.bare.t(cart.weightG)}</td>
      <td>
        {cart.parkedAt && <Status mood="idle">{words.cart.parked}</Status>}
        {!cart.parkedAt && cart.heldByName && <Status mood="info">{cart.heldByName}</Status>}
        <small class="meta"> {words.desk.age(minutes)}</small>
      </td>
      <td>{cart.note}</td>
      <td>
        {(cart.parkedAt || !areMine) && (
          <TakeOver
            desk={desk}
            code={cart.code}
            label={cart.parkedAt ? words.desk.resume : words.desk.takeOver}
          />
        )}
      </td>
    </tr>
  );
};

const Waiting = ({ desk, waiting }: Shown) => {
  const words = useWords();
  const figures = useFigures();
  const { columns, deskScreens } = words;
  if (waiting.length === 0) {
    return (
      <section>
        <h2>{deskScreens.waiting}</h2>
        <p>{deskScreens.nothingWaiting}</p>
      </section>
    );
  }
  return (
    <section>
      <h2>{deskScreens.waiting}</h2>
      <div class="table-scroll" role="region" aria-label={deskScreens.waiting} tabindex={0}>
        <table class="table compact">
          <thead>
            <tr>
              <th scope="col">{columns.number}</th>
              <th scope="col">{columns.date}</th>
              <th scope="col">{columns.company}</th>
              <th scope="col" class="num">
                {columns.weightT}
              </th>
              <th scope="col" class="num">
                {columns.gross}
              </th>
            </tr>
          </thead>
          <tbody>
            {waiting.map((order) => (
              <tr>
                <th scope="row">
                  <a href={`${desk.base}/orders/${order.id}`}>{order.number}</a>
                </th>
                <td>{figures.moment(order.placedAt)}</td>
                <td>{order.companyName}</td>
                <td class="num">{figures.bare.t(order.weightG)}</td>
                <td class="num">{figures.bare.money(order.grossMinor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
