import type { LyingOrder } from '../../src/history/lying-orders.queries.ts';
import type { StorageStanding } from '../../src/history/storage-standing.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { Notice } from '../parts/status.tsx';
import { StorageNotice } from '../parts/storage.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** A form of an order that was refused, with what was typed. */
export type LyingRefused = {
  orderId: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

type Lying = { order: LyingOrder; standing: StorageStanding };

/** Orders whose goods lie ready beyond their free days, the longest first: whom to call, what it costs so far, and what may be done. */
export const LyingOrdersPage = (shown: {
  rows: readonly Lying[];
  refused: LyingRefused | undefined;
  place: OfficePlace;
}) => {
  const { office: words } = useWords().storage;
  const { rows, refused, place } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {rows.length === 0 && <p class="empty">{words.nothing}</p>}
      {rows.map((row) => (
        <OneOrder {...row} refused={refused?.orderId === row.order.id ? refused : undefined} />
      ))}
    </OfficeFrame>
  );
};

const OneOrder = (shown: Lying & { refused: LyingRefused | undefined }) => {
  const { storage, stages, cart } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { order, standing, refused } = shown;
  const { id, number, companyName, contactName, contactPhone, waiver } = order;
  const form = { number, refused };
  return (
    <section id={`order-${id}`} aria-labelledby={`lying-${id}`}>
      <h2 id={`lying-${id}`}>
        {companyName}: <a href={`/office/orders/${id}`}>{number}</a>
      </h2>
      <dl class="facts">
        <dt>{storage.office.where}</dt>
        <dd>
          {stages[order.stage]}, {branchName(order.branchCode)}, {figures.massT(order.lyingG)}
        </dd>
        <dt>{storage.office.call}</dt>
        <dd>
          {contactPhone === null ? (
            <a href={`/office/customers/${order.companyId}`}>{storage.office.noPhone}</a>
          ) : (
            <>
              <a href={`tel:${contactPhone}`}>{contactPhone}</a> {contactName}
            </>
          )}
        </dd>
        <dt>{cart.gross}</dt>
        <dd>{figures.moneyExact(order.grossMinor)}</dd>
      </dl>
      <StorageNotice storage={standing} seesPrices showsCompany />
      {waiver && <p>{storage.office.waivedBy(waiver.byName, waiver.reason)}</p>}
      {standing.kind === 'lies' && !waiver && (
        <Deed {...form} name="storageReason" action={`/office/storage/${id}/waiver`} />
      )}
      {standing.kind === 'lies' && standing.unwoundFrom !== null && <Unwinding {...shown} />}
    </section>
  );
};

/** Ending the order, or what stands in the way. */
const Unwinding = ({
  order,
  refused,
}: {
  order: LyingOrder;
  refused: LyingRefused | undefined;
}) => {
  const { office: words } = useWords().storage;
  const { id, number, stage, hasVehicles } = order;
  if (stage !== 'ready') return <Notice mood="info">{words.partLeft}</Notice>;
  if (hasVehicles) return <Notice mood="info">{words.vehicles}</Notice>;
  return (
    <Deed {...{ number, refused }} name="unwindNote" action={`/office/storage/${id}/unwinding`} />
  );
};

/** A deed that needs a reason, folded away until somebody means it. */
const Deed = (shown: {
  name: 'storageReason' | 'unwindNote';
  number: string;
  action: string;
  refused: LyingRefused | undefined;
}) => {
  const { office: words } = useWords().storage;
  const { name, number, action, refused } = shown;
  const problem = refused?.problems[name];
  const { deed, said, hint } = words.deeds[name];
  return (
    <details open={problem !== undefined}>
      <summary>{deed(number)}</summary>
      <form class="form" method="post" action={action} hx-sync="this:drop">
        <Field
          name={name}
          prefix={`${number}-`}
          label={said}
          hint={hint}
          value={refused?.values[name]}
          problem={problem}
          maxlength={300}
          required
        />
        <button type="submit">{deed(number)}</button>
      </form>
    </details>
  );
};
