import type { FreightWaiting } from '../../src/ordering/freight-waiting.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { CustomersAnswers, FreightAnswer, type FreightTyped } from '../parts/freight-answer.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Waiting = FreightWaiting & { km: number | null; leastMinor: number | null };

type Shown = {
  readerId: string;
  /** Whether the reader may let less than the tariff go. */
  mayGive: boolean;
  /** The form that came back; `id`: the order or the offer that it is of. */
  refused?: FreightTyped | undefined;
};

/** Orders whose freight no tariff knows: what is named, what waits for whom, and what was refused. */
export const FreightToAgreePage = (
  shown: Shown & {
    waiting: readonly Waiting[];
    nextHref: string | undefined;
    place: OfficePlace;
  },
) => {
  const { agreeing } = useWords().freight;
  const { waiting, nextHref } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{agreeing.title}</h1>
      <p class="meta">{agreeing.lead}</p>
      {waiting.length === 0 && <p class="empty">{agreeing.nothing}</p>}
      {waiting.map((one) => (
        <One one={one} {...shown} />
      ))}
      {nextHref !== undefined && (
        <p class="actions">
          <a href={nextHref}>{agreeing.more}</a>
        </p>
      )}
    </OfficeFrame>
  );
};

const One = (shown: Shown & { one: Waiting }) => {
  const { freight } = useWords();
  const { agreeing } = freight;
  const figures = useFigures();
  const { one } = shown;
  const { orderId, offer, refused, leastMinor, km } = one;
  const way = km === null ? one.city : `${one.city}, ${figures.bare.count(km)} ${freight.km}`;
  return (
    <section aria-labelledby={`order-${orderId}`}>
      <h2 id={`order-${orderId}`}>
        {one.companyName}: <a href={`/office/orders/${orderId}`}>{one.number}</a>
      </h2>
      <p class="meta">
        {agreeing.about(
          figures.moment(one.placedAt),
          `${one.siteName}, ${way}`,
          figures.massT(one.weightG),
          figures.money(one.grossMinor),
        )}
      </p>
      <p>
        {leastMinor === null
          ? agreeing.noTariff
          : agreeing.tariffAsks(figures.moneyExact(leastMinor))}
      </p>
      {refused && (
        <Notice mood="warn">
          {agreeing.refused(figures.moneyExact(refused.netMinor), refused.byName, refused.note)}
        </Notice>
      )}
      {offer && <Offered {...shown} offer={offer} />}
      {offer ? (
        <details open={shown.refused?.id === orderId}>
          <summary>{agreeing.nameAnother}</summary>
          <Naming {...shown} />
        </details>
      ) : (
        <Naming {...shown} />
      )}
    </section>
  );
};

const Naming = ({ one, refused }: Shown & { one: Waiting }) => {
  const { agreeing } = useWords().freight;
  const { orderId, version, offer } = one;
  const typed = refused?.id === orderId ? refused : undefined;
  const prefix = `${orderId}-`;
  const labels = { [`${prefix}price`]: agreeing.price, [`${prefix}reason`]: agreeing.reason };
  const problems = typed?.problems ?? {};
  const named = Object.entries(problems).map(([name, problem]) => [`${prefix}${name}`, problem]);
  return (
    <form
      class="form"
      method="post"
      action={`/office/freight-to-agree/${orderId}/price`}
      hx-sync="this:drop"
    >
      <ProblemList problems={Object.fromEntries(named)} labels={labels} />
      <input type="hidden" name="version" value={typed?.values['version'] ?? String(version)} />
      <div class="field-row">
        <Field
          name="price"
          prefix={prefix}
          label={agreeing.price}
          value={typed?.values['price']}
          problem={problems['price']}
          inputmode="decimal"
          size="medium"
          maxlength={24}
          required
        />
        <Field
          name="reason"
          prefix={prefix}
          label={agreeing.reason}
          hint={agreeing.reasonHint}
          value={typed?.values['reason']}
          problem={problems['reason']}
          maxlength={300}
          required
        />
      </div>
      <button type="submit" class={offer ? '' : 'primary'}>
        {agreeing.nameIt}
      </button>
    </form>
  );
};

const Offered = (shown: Shown & { offer: NonNullable<Waiting['offer']> }) => {
  const { agreeing } = useWords().freight;
  const figures = useFigures();
  const { offer, readerId, mayGive, refused } = shown;
  const { netMinor, grossMinor, namedByName } = offer;
  const isReview = offer.state === 'review';
  const base = `/office/freight-to-agree/offers/${offer.id}`;
  return (
    <>
      <p>
        <strong>
          {agreeing.named(figures.moneyExact(netMinor), figures.moneyExact(grossMinor))}
        </strong>{' '}
        {agreeing.because(offer.reason)}
      </p>
      <p class="meta">
        {isReview ? agreeing.inReview(namedByName) : agreeing.offered(namedByName)}{' '}
        {isReview && mayGive && offer.namedBy === readerId && agreeing.ofYourOwn}
      </p>
      {isReview && mayGive && offer.namedBy !== readerId && (
        <>
          <form class="form" method="post" action={`${base}/approval`} hx-sync="this:drop">
            <button type="submit" class="primary">
              {agreeing.approve}
            </button>
          </form>
          <FreightAnswer
            offerId={offer.id}
            action={`${base}/sending-back`}
            name="whyBack"
            label={agreeing.whyBack}
            button={agreeing.sendBack}
            refused={refused}
          />
        </>
      )}
      {!isReview && <CustomersAnswers offerId={offer.id} base={base} refused={refused} />}
    </>
  );
};
