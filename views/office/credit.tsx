import type { HoldEvidence } from '../../src/credit/overdue.ts';
import type { OpenHold } from '../../src/credit/holds.queries.ts';
import type { GrantedLimit, WaitingRequest } from '../../src/credit/limit-request.queries.ts';
import type { WaitingRelease } from '../../src/credit/shipment-release.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Release } from './credit-release.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { CreditBar, Notice, Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** So many of the orders behind a hold are named. */
const ORDERS_SHOWN = 5;

/** What was just done, said once above the page. */
export type CreditDeed =
  | 'granted'
  | 'refused'
  | 'limit-ended'
  | 'held'
  | 'hold-ended'
  | 'released'
  | 'not-released';

type Shown = {
  place: OfficePlace;
  requests: readonly WaitingRequest[];
  releases: readonly WaitingRelease[];
  /** Who reads: what he asked for himself he may not always decide. */
  readerId: string;
  limits: readonly GrantedLimit[];
  holds: readonly OpenHold[];
  deed: CreditDeed | undefined;
  /** The request or the release whose form came back, with what was typed and what is wrong with it. */
  typedFor: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Who asks for more credit, who has it for a time, and whose orders are stopped. */
export const OfficeCreditPage = (shown: Shown) => {
  const words = useWords().credit.office;
  const { requests, limits, holds, deed } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {words.deeds[deed]}
        </Notice>
      )}
      <section id="requests">
        <h2>{words.requests}</h2>
        {requests.length === 0 && <p class="empty">{words.noRequests}</p>}
        {requests.map((request) => (
          <Request {...shown} request={request} />
        ))}
      </section>
      <section id="releases">
        <h2>{words.releases}</h2>
        {shown.releases.length === 0 && <p class="empty">{words.noReleases}</p>}
        {shown.releases.map((release) => (
          <Release {...shown} release={release} />
        ))}
      </section>
      <section id="limits">
        <h2>{words.limits}</h2>
        {limits.length === 0 ? <p class="empty">{words.noLimits}</p> : <Limits limits={limits} />}
      </section>
      <section id="holds">
        <h2>{words.holds}</h2>
        <HoldTable holds={holds} />
      </section>
    </OfficeFrame>
  );
};

const Request = (shown: Shown & { request: WaitingRequest }) => {
  const words = useWords().credit.office;
  const figures = useFigures();
  const { request, typedFor, values, problems } = shown;
  const { id, companyId, extraMinor, untilDay } = request;
  const isTyped = typedFor === id;
  const base = `/office/credit/requests/${id}`;
  const typed = (name: string, otherwise = '') => ({
    ...{ name, prefix: `${id}-`, value: isTyped ? (values[name] ?? otherwise) : otherwise },
    problem: isTyped ? problems[name] : undefined,
  });
  return (
    <section aria-labelledby={`request-${id}`}>
      <h3 id={`request-${id}`}>
        <a href={`/office/credit/${companyId}`}>{request.companyName}</a>:{' '}
        {words.asked(figures.money(extraMinor), figures.date(untilDay))}
      </h3>
      <p class="meta">
        {words.askedBy(request.requestedByName, figures.moment(request.requestedAt))}
      </p>
      {request.note !== '' && <p>{request.note}</p>}
      <CreditBar limitMinor={request.limitMinor ?? 0} exposureMinor={request.exposureMinor} />
      <form class="form" method="post" action={`${base}/grant`} hx-sync="this:drop">
        <div class="field-row">
          <Field
            {...typed('extra', String(extraMinor / 100))}
            label={words.amount}
            inputmode="decimal"
            size="medium"
            maxlength={24}
          />
          <Field
            {...typed('until', untilDay)}
            label={useWords().credit.until}
            type="date"
            size="medium"
          />
        </div>
        <button type="submit" class="primary">
          {words.grant}
        </button>
      </form>
      <form class="form" method="post" action={`${base}/refusal`} hx-sync="this:drop">
        <TextField {...typed('note')} label={words.refuseWhy} rows={2} required />
        <button type="submit">{words.refuse}</button>
      </form>
    </section>
  );
};

const Limits = ({ limits }: { limits: readonly GrantedLimit[] }) => {
  const { credit, office } = useWords();
  const words = credit.office;
  const figures = useFigures();
  return (
    <ScrollRegion label={words.limits} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.days}</th>
            <th scope="col" class="n">
              {words.amount}
            </th>
            <th scope="col">{words.grantedBy}</th>
            <th scope="col">
              <span class="visually-hidden">{words.end}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr>
              <th scope="row">
                <a href={`/office/credit/${limit.companyId}`}>{limit.companyName}</a>
              </th>
              <td class="order">
                {office.days(figures.date(limit.from), figures.date(limit.untilDay))}
              </td>
              <td class="n sum">{figures.bare.money(limit.extraMinor)}</td>
              <td data-label={words.grantedBy}>
                {limit.grantedByName} <small class="meta">{figures.moment(limit.grantedAt)}</small>
              </td>
              <td class="deed">
                <EndForm
                  action={`/office/credit/limits/${limit.id}/end`}
                  label={words.end}
                  question={words.endQuestion(limit.companyName)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

/** Open holds with what we noted of each. */
export const HoldTable = ({ holds }: { holds: readonly OpenHold[] }) => {
  const words = useWords().credit.office;
  const figures = useFigures();
  if (holds.length === 0) return <p class="empty">{words.noHolds}</p>;
  return (
    <ScrollRegion label={words.holds} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.scope}</th>
            <th scope="col">{words.reason}</th>
            <th scope="col">
              <span class="visually-hidden">{words.endHold}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {holds.map((hold) => (
            <tr>
              <th scope="row">
                <a href={`/office/credit/${hold.companyId}`}>{hold.companyName}</a>
              </th>
              <td class="stage">
                <Status mood={hold.scope === 'warn' ? 'info' : 'err'}>
                  {words.kinds[hold.kind]}
                </Status>
              </td>
              <td class="whole" data-label={words.scope}>
                {words.scopes[hold.scope]}
              </td>
              <td>
                {hold.evidence ? <Evidence of={hold.evidence} /> : hold.reason}{' '}
                <small class="meta">
                  {hold.placedByName ?? words.byHouse}, {figures.moment(hold.placedAt)}
                </small>
              </td>
              <td class="deed">
                <EndForm action={`/office/credit/holds/${hold.id}/end`} label={words.endHold} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

/** What the house holds a company for, in figures, with the orders behind them. */
const Evidence = ({ of: evidence }: { of: HoldEvidence }) => {
  const { office: words } = useWords().credit;
  const figures = useFigures();
  if (!('orders' in evidence)) {
    const { exposureMinor, limitMinor } = evidence;
    return <>{words.overLimitBy(figures.money(exposureMinor), figures.money(limitMinor))}</>;
  }
  const { overdueMinor, since, orders } = evidence;
  return (
    <>
      {words.overdueSince(figures.money(overdueMinor), figures.date(since))}
      <ul class="plain">
        {orders.slice(0, ORDERS_SHOWN).map(({ orderId, number, dueOn, leftMinor }) => (
          <li>
            <a href={`/office/orders/${orderId}`}>{number}</a>:{' '}
            {words.leftSince(figures.money(leftMinor), figures.date(dueOn))}
          </li>
        ))}
      </ul>
    </>
  );
};

const EndForm = (props: { action: string; label: string; question?: string }) => (
  <form method="post" action={props.action} hx-sync="this:drop" data-confirm={props.question}>
    <button type="submit" class="small">
      {props.label}
    </button>
  </form>
);
