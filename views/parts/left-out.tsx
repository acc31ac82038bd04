import type { Leaving } from '../../src/ordering/leaving-out.ts';
import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Crumbs } from './crumbs.tsx';
import { Notice } from './status.tsx';

/** An order of which some did not come, and what it is without that. */
export type LeavingShown = {
  order: OrderHead;
  leaving: Leaving;
  seesPrices: boolean;
  /** Whether the reader is one of ours. */
  isOurs: boolean;
  /** The address of the order for the one who reads. */
  base: string;
};

/** What is decided over what did not come for an order: to wait for it, or to look at the order without it. */
export const MissingChoice = (shown: {
  order: OrderHead;
  base: string;
  isOurs: boolean;
  /** Whether it is said already what is missing. */
  isSaid: boolean;
}) => {
  const { leftOut: words } = useWords();
  const { order, base, isOurs, isSaid } = shown;
  const asked = isOurs ? words.ours : words.yours;
  const awaited = isOurs ? words.awaitedOurs : words.awaitedYours;
  return (
    <>
      {!isSaid && <Notice mood="warn">{words.notAll}</Notice>}
      <p>{order.isAwaited ? awaited : asked}</p>
      <div class="actions">
        {!order.isAwaited && (
          <form method="post" action={`${base}/waiting`} hx-sync="this:drop">
            <button type="submit">{words.wait}</button>
          </form>
        )}
        <a href={`${base}/left-out`}>{words.open}</a>
      </div>
    </>
  );
};

/** What an order is without what did not come, before anybody agrees to it: what is left out and what stays, and the money. */
export const LeftOutSheet = (shown: LeavingShown) => {
  const { leftOut: words, order: orderWords } = useWords();
  const { order, leaving, base, seesPrices } = shown;
  const mayLeave = leaving.lines.length > 0 && !leaving.isAll;
  return (
    <>
      <Crumbs above={[{ href: base, name: orderWords.title(order.number) }]} />
      <h1>{words.title(order.number)}</h1>
      {leaving.lines.length === 0 && <p class="empty">{words.nothing}</p>}
      {leaving.isAll && <Notice mood="warn">{words.all}</Notice>}
      {mayLeave && <p class="meta">{words.lead}</p>}
      <ul class="plain">
        {leaving.lines.map((line) => (
          <LeftOutLine {...line} />
        ))}
      </ul>
      {mayLeave && seesPrices && <Money {...shown} />}
      {mayLeave && (
        <form class="form" method="post" action={`${base}/left-out`} hx-sync="this:drop">
          <input type="hidden" name="version" value={order.version} />
          <button type="submit" class="primary">
            {words.confirm}
          </button>
        </form>
      )}
    </>
  );
};

const LeftOutLine = ({ before, after }: Leaving['lines'][number]) => {
  const { leftOut: words } = useWords();
  const { massKg, pieces: inPieces } = useFigures();
  const say = (pieces: number | null) => (pieces === null ? '' : inPieces(pieces));
  const out = before.pieces === null ? null : before.pieces - (after.pieces ?? 0);
  const outKg = massKg(before.weightG - after.weightG);
  return (
    <li>
      {words.what}: <strong>{[say(out), outKg].filter(Boolean).join(', ')}</strong>{' '}
      {useNameOf()(before)} <span class="code">{before.sku}</span>
      <p class="meta">
        {after.weightG > 0
          ? words.isLeft(say(after.pieces), massKg(after.weightG))
          : words.noneLeft}
      </p>
    </li>
  );
};

const Money = ({ order, leaving, isOurs }: LeavingShown) => {
  const { leftOut: words } = useWords();
  const { moneyExact } = useFigures();
  const afterMinor = order.grossMinor - leaving.lessMinor;
  const backMinor = Math.max(0, order.paidMinor - afterMinor);
  return (
    <div class="totals">
      <dl>
        <dt>{words.before}</dt>
        <dd class="num">{moneyExact(order.grossMinor)}</dd>
        {leaving.lessFreightMinor > 0 && (
          <>
            <dt>{words.freight}</dt>
            <dd class="num">{moneyExact(leaving.lessFreightMinor)}</dd>
          </>
        )}
        <dt>{words.after}</dt>
        <dd class="num">
          <strong>{moneyExact(afterMinor)}</strong>
        </dd>
      </dl>
      {backMinor > 0 && <p>{(isOurs ? words.backOurs : words.back)(moneyExact(backMinor))}</p>}
    </div>
  );
};

/** The versions of an order after the first: when, by whom, what was left out, and the sum. */
export const Versions = (shown: { order: OrderHead; seesPrices: boolean; isOurs: boolean }) => {
  const { leftOut: words } = useWords();
  const { moment, massKg, moneyExact, pieces } = useFigures();
  const nameOf = useNameOf();
  const { order, seesPrices, isOurs } = shown;
  if (order.amendments.length === 0) return null;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{words.versions}</h2>
      <ul class="plain">
        {order.amendments.map((one) => (
          <li>
            <strong>{words.version(one.number)}</strong>, {moment(new Date(one.madeAt))}
            {one.madeByName !== null && (isOurs || !one.isByStaff) && `, ${one.madeByName}`}
            {one.isByStaff && !isOurs && `, ${words.byUs}`}
            {one.lines.map((line) => {
              const much = [
                line.leftOutPieces !== null && pieces(line.leftOutPieces),
                massKg(line.leftOutG),
              ];
              return (
                <p>
                  {words.what}: {much.filter(Boolean).join(', ')} {nameOf(line)}{' '}
                  <span class="code">{line.sku}</span>
                </p>
              );
            })}
            {seesPrices && (
              <p class="meta">
                {words.sum(moneyExact(one.toGrossMinor), moneyExact(one.fromGrossMinor))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
