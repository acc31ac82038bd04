import type { PropsWithChildren } from 'hono/jsx';
import type { Agreed } from '../../src/customers/agreed.ts';
import type { StorageStanding } from '../../src/history/storage-standing.ts';
import { goodsDayOf } from '../../src/history/goods-day.ts';
import type { Happening } from '../../src/history/history.queries.ts';
import {
  cancellationReasons,
  isAmendable,
  isCancellable,
  isCuttingBegun,
  isNothingThere,
} from '../../src/ordering/order.ts';
import type { OrderHead, OrderLine } from '../../src/ordering/order-lines.queries.ts';
import { reasonTold } from '../reason-told.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { AgreedTerms } from './agreed-terms.tsx';
import { Choice, Field } from './field.tsx';
import { GoodsDay } from './goods-day.tsx';
import type { HeatsShown } from './order-heats.tsx';
import { Instalments } from './instalments.tsx';
import { MissingChoice, Versions } from './left-out.tsx';
import { OrderLines } from './order-lines.tsx';
import { WhoOrderedLine } from './phone-link.tsx';
import { Notice, StageStatus } from './status.tsx';
import { StorageNotice } from './storage.tsx';
import { Timeline } from './timeline.tsx';

/** An order as its page shows it. */
export type OrderShown = {
  order: OrderHead;
  lines: readonly OrderLine[];
  happenings: readonly Happening[];
  seesPrices: boolean;
  /** Where what is done with the order is sent: `/o/…`, or its address at a desk. */
  base: string;
  mayPlace: boolean;
  /** Where a claim about it is made. */
  claimHref?: string;
  /** Heats and certificates at the lines, as far as lots are known. */
  heats?: HeatsShown | undefined;
  /** Whether the reader fills carts, and so may look at what the same would be today. */
  mayRepeat?: boolean;
  /** For our own people: whose order it is, and the clerk by name alone. */
  showsCompany?: boolean;
  /** How its goods lie in our yard, where that may cost something. */
  storage?: StorageStanding | undefined;
  /** Where our own people do something about goods that lie too long. */
  lyingHref?: string | undefined;
  /** Where it is said what becomes of what did not come; absent where the reader does not decide that. */
  missingBase?: string | undefined;
  /** Just placed: the page says so first. */
  isNew?: boolean;
  problem?: string | undefined;
  /** What was typed into the cancellation that was refused. */
  typed?: Readonly<Record<string, string>> | undefined;
};

/**
 * One order: where it stands, who acts next, what was agreed and what happened;
 * the same for buyer and clerk. `children` stand below where it stands: what the
 * one who reads does next.
 */
export const OrderSheet = (shown: PropsWithChildren<OrderShown>) => {
  const { order, lines, happenings, seesPrices, mayPlace } = shown;
  const words = useWords();
  return (
    <>
      <h1>{words.order.title(order.number)}</h1>
      <Standing {...shown} />
      {shown.children}
      <Facts {...shown} />
      <section>
        <h2>{words.order.lines}</h2>
        <OrderLines
          lines={lines}
          services={order.services}
          seesPrices={seesPrices}
          heats={shown.heats}
        />
        <OrderTotals order={order} seesPrices={seesPrices} />
      </section>
      <Versions order={order} seesPrices={seesPrices} isOurs={shown.showsCompany ?? false} />
      {order.agreed && <AgreedTerms agreed={order.agreed} seesPrices={seesPrices} />}
      {shown.mayRepeat && (
        <p class="actions">
          <a href={`${shown.base}/repetition`}>
            {seesPrices ? words.repetition.open : words.repetition.openWithoutPrices}
          </a>
        </p>
      )}
      {shown.claimHref !== undefined && order.stage !== 'cancelled' && (
        <p class="actions">
          <a href={shown.claimHref} hx-boost="false">
            {words.claims.make}
          </a>
        </p>
      )}
      {mayPlace && <Deeds {...shown} />}
      <section>
        <h2>{words.order.timeline}</h2>
        <Timeline happenings={happenings} />
      </section>
    </>
  );
};

const Standing = (shown: OrderShown) => {
  const { order, lines, happenings, isNew, storage, seesPrices, lyingHref } = shown;
  const { showsCompany = false } = shown;
  const goodsDay = goodsDayOf(order, lines, happenings);
  const words = useWords();
  const figures = useFigures();
  return (
    <section id="standing">
      {isNew && (
        <Notice mood="ok" role="status">
          {words.order.placed(order.number)}
        </Notice>
      )}
      <p>
        <StageStatus stage={order.stage} /> {words.order.nextActor[order.stage]}
      </p>
      {order.stage === 'cancelled' && order.cancelledAt && (
        <Notice mood="err">
          {words.order.cancelled(figures.moment(order.cancelledAt))}: {reasonTold(order, words)}
        </Notice>
      )}
      {order.reservedUntil && (
        <Notice mood="info">
          {words.order.reservedUntil(figures.moment(order.reservedUntil))}
        </Notice>
      )}
      {goodsDay && <GoodsDay told={goodsDay} branchCode={order.branchCode} />}
      {order.isMissing && shown.missingBase !== undefined && isAmendable(order.stage) && (
        <MissingChoice
          order={order}
          base={shown.missingBase}
          isOurs={showsCompany}
          isSaid={goodsDay?.why === 'missing'}
        />
      )}
      {!goodsDay && !order.isHeld && isCancellable(order.stage) && (
        <Notice mood="warn">
          {words.order.reservationOver} {order.payment === 'prepaid' && words.order.reservationHow}
        </Notice>
      )}
      {storage && <StorageNotice {...{ storage, seesPrices, showsCompany, lyingHref }} />}
    </section>
  );
};

const Facts = ({ order, seesPrices, showsCompany = false }: OrderShown) => {
  const words = useWords();
  const figures = useFigures();
  const isOurs = order.source === 'counterweight';
  return (
    <dl class="facts">
      {showsCompany && (
        <>
          <dt>{words.columns.company}</dt>
          <dd>
            {order.companyName} <span class="code">{order.companyBin}</span>
          </dd>
          <dt>{words.missingGoods.call}</dt>
          <dd>
            <WhoOrderedLine who={order.who} />
          </dd>
        </>
      )}
      <dt>{words.columns.date}</dt>
      <dd>{figures.moment(order.placedAt)}</dd>
      <dt>{words.columns.channel}</dt>
      <dd>{isOurs ? words.channels[order.channel] : words.history.imported}</dd>
      {order.placedByName && (
        <>
          <dt>{words.columns.placedBy}</dt>
          <dd>
            {order.isPlacedByStaff && !showsCompany
              ? words.sale.placedByStaff(order.placedByName)
              : order.placedByName}
          </dd>
        </>
      )}
      {order.costCentreCode !== null && (
        <>
          <dt>{words.costCentres.one}</dt>
          <dd>{order.costCentreCode}</dd>
        </>
      )}
      {order.purchaseNumber !== '' && (
        <>
          <dt>{words.order.purchaseNumber}</dt>
          <dd>{order.purchaseNumber}</dd>
        </>
      )}
      {order.certificateKind !== null && (
        <>
          <dt>{words.agreed.certificate}</dt>
          <dd>{words.agreed.certificates[order.certificateKind]}</dd>
        </>
      )}
      <dt>{words.order.shipsFrom}</dt>
      <dd>{useBranchName()(order.branchCode)}</dd>
      <dt>{words.checkout.site}</dt>
      <dd>
        {order.siteName ? `${order.siteName}, ${order.siteAddress ?? ''}` : words.sale.pickUp}
        {order.freight && (seesPrices || order.freight === 'to-agree') && (
          <small class="meta"> {words.freight.standings[order.freight]}</small>
        )}
      </dd>
      {order.contactName && (
        <>
          <dt>{words.order.receiver}</dt>
          <dd>{order.contactName}</dd>
        </>
      )}
      <dt>{words.checkout.payment}</dt>
      <dd>
        {words.checkout.payments[order.payment]}
        {order.dueOn && <>, {words.checkout.dueOn(figures.date(order.dueOn))}</>}
        {seesPrices && order.instalments.length > 0 && <Instalments due={order.instalments} />}
      </dd>
      {order.agreed && instructionOf(order.agreed) && (
        <>
          <dt>{words.agreed.instruction}</dt>
          <dd>{instructionOf(order.agreed)}</dd>
        </>
      )}
      {order.note !== '' && (
        <>
          <dt>{words.columns.note}</dt>
          <dd>{order.note}</dd>
        </>
      )}
    </dl>
  );
};

/** What stands on every order of this customer. */
const instructionOf = ({ needs }: Agreed): string | undefined =>
  needs.flatMap((need) => (need.kind === 'instruction' ? [need.said] : []))[0];

const OrderTotals = ({ order, seesPrices }: { order: OrderHead; seesPrices: boolean }) => {
  const { cart, checkout, delivery } = useWords();
  const figures = useFigures();
  return (
    <div class="totals" data-t="totals">
      <dl>
        <dt>{cart.totalWeight}</dt>
        <dd class="num">{figures.massT(order.weightG)}</dd>
        {seesPrices && order.weighingMinor !== 0 && (
          <>
            <dt>{delivery.weighingDifference}</dt>
            <dd class="num">{figures.moneyExact(order.weighingMinor)}</dd>
          </>
        )}
        {seesPrices && (
          <>
            <dt>{cart.net}</dt>
            <dd class="num">{figures.moneyExact(order.netMinor)}</dd>
            <dt>{cart.vat('')}</dt>
            <dd class="num">{figures.moneyExact(order.vatMinor)}</dd>
            <dt>{cart.gross}</dt>
            <dd class="num">
              <strong>{figures.moneyExact(order.grossMinor)}</strong>
            </dd>
          </>
        )}
      </dl>
      {seesPrices && <small>{checkout.pricedOn(figures.date(order.pricedOn))}</small>}
    </div>
  );
};

const Deeds = ({ order, lines, base, problem, typed }: OrderShown) => {
  const words = useWords();
  const mayEnd = isCancellable(order.stage) || isNothingThere(order);
  const isBegun = lines.some(({ cutting }) => cutting && isCuttingBegun(cutting.state));
  return (
    <section class="deeds">
      <form method="post" action={`${base}/repetition`}>
        <button type="submit">{words.order.repeat}</button>
      </form>
      {mayEnd && isBegun && <p class="meta">{words.cutting.begun}</p>}
      {mayEnd && !isBegun && (
        <details open={problem !== undefined}>
          <summary>{words.order.cancel}</summary>
          <form method="post" action={`${base}/cancellation`}>
            <p>{words.order.cancelQuestion}</p>
            <Choice
              name="reason"
              label={words.order.cancellationReason}
              value={typed?.['reason']}
              options={cancellationReasons.map((reason) => ({
                value: reason,
                label: words.sale.cancellationReasons[reason],
              }))}
            />
            <Field
              name="note"
              label={words.sale.reasonInWords}
              value={typed?.['note']}
              problem={problem}
              maxlength={300}
            />
            <button type="submit">{words.order.cancel}</button>
          </form>
        </details>
      )}
    </section>
  );
};
