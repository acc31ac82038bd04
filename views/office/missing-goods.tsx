import type { GoodsNowhere } from '../../src/ordering/missing-goods.queries.ts';
import { isCancellable } from '../../src/ordering/order.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { WhoOrderedLine } from '../parts/phone-link.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  rows: readonly GoodsNowhere[];
  /** The order for which somebody has just looked, in vain. */
  looked: string | undefined;
  place: OfficePlace;
};

/** What did not come for orders and no branch has: of which order, how much, and what can be done. */
export const MissingGoodsPage = ({ rows, looked, place }: Shown) => {
  const { missingGoods: words } = useWords();
  const orders = [...new Set(rows.map(({ orderId }) => orderId))];
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {rows.length === 0 && <p class="empty">{words.nothing}</p>}
      {orders.map((id) => (
        <OneOrder
          lines={rows.filter(({ orderId }) => orderId === id)}
          wasLookedFor={looked === id}
        />
      ))}
    </OfficeFrame>
  );
};

const OneOrder = (shown: { lines: readonly GoodsNowhere[]; wasLookedFor: boolean }) => {
  const { leftOut, missingGoods: words, stages } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { lines, wasLookedFor } = shown;
  const [first] = lines;
  if (!first) return null;
  const { orderId, number, companyName, stage, since, branchCode, who, isAwaited } = first;
  const base = `/office/orders/${orderId}`;
  return (
    <section aria-labelledby={`order-${orderId}`}>
      <h2 id={`order-${orderId}`}>
        {companyName}: <a href={`/office/orders/${orderId}`}>{number}</a>
      </h2>
      <p class="meta">
        {words.about(stages[stage], branchName(branchCode), figures.moment(since))}
      </p>
      <p>
        {words.call}: <WhoOrderedLine who={who} />
      </p>
      {isAwaited && <p>{leftOut.awaitedOurs}</p>}
      {wasLookedFor && (
        <Notice mood="warn" role="status">
          {words.lookedInVain}
        </Notice>
      )}
      <ul class="plain">
        {lines.map((line) => (
          <MissingLine line={line} />
        ))}
      </ul>
      {isCancellable(stage) ? (
        <form
          class="form"
          method="post"
          action={`/office/missing-goods/${orderId}/search`}
          hx-sync="this:drop"
        >
          <button type="submit" aria-label={words.lookAgainFor(number)}>
            {words.lookAgain}
          </button>
        </form>
      ) : (
        <p class="meta">{words.picked}</p>
      )}
      <div class="actions">
        {!isAwaited && (
          <form method="post" action={`${base}/waiting`} hx-sync="this:drop">
            <button type="submit">{leftOut.wait}</button>
          </form>
        )}
        <a href={`${base}/left-out`} aria-label={leftOut.openFor(number)}>
          {leftOut.open}
        </a>
      </div>
    </section>
  );
};

const MissingLine = ({ line }: { line: GoodsNowhere }) => {
  const { missingGoods: words } = useWords();
  const { pieces: inPieces, massKg } = useFigures();
  const nameOf = useNameOf();
  const { sku, pieces, weightG, freeG, instead } = line;
  const amount = [pieces !== null && inPieces(pieces), massKg(weightG)].filter(Boolean).join(', ');
  const analogues = (of: string) => `/p/${encodeURIComponent(of)}/analogues`;
  return (
    <li>
      <strong>{amount}</strong> {nameOf(line)} <span class="code">{sku}</span>
      {freeG > 0 && <p>{words.freeSince(massKg(freeG))}</p>}
      {instead.length > 0 ? (
        <p>
          {words.instead}{' '}
          {instead.map((one, index) => (
            <>
              {index > 0 && '; '}
              <a href={`/p/${encodeURIComponent(one.sku)}`}>{nameOf(one)}</a>,{' '}
              {words.free(massKg(one.freeG))}
            </>
          ))}
        </p>
      ) : (
        <p>
          {words.noInstead} <a href={analogues(sku)}>{words.others}</a>
        </p>
      )}
    </li>
  );
};
