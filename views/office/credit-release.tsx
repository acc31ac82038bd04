import type { WaitingRelease } from '../../src/credit/shipment-release.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { TextField } from '../parts/field.tsx';
import { CreditBar } from '../parts/status.tsx';

type Shown = {
  release: WaitingRelease;
  readerId: string;
  typedFor: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Goods that somebody asks to let go: whose, how much too much, why, and yes or no. */
export const Release = (shown: Shown) => {
  const words = useWords().credit.office;
  const figures = useFigures();
  const { release } = shown;
  const { id, companyId, orderId, number, grossMinor, overMinor, limitMinor } = release;
  const said = words.releaseAsked(number, figures.money(grossMinor));
  return (
    <section aria-labelledby={`release-${id}`}>
      <h3 id={`release-${id}`}>
        <a href={`/office/credit/${companyId}`}>{release.companyName}</a>:{' '}
        <a href={`/office/orders/${orderId}`}>{said}</a>
      </h3>
      <p class="meta">{words.askedBy(release.askedByName, figures.moment(release.askedAt))}</p>
      <p>
        {overMinor > 0 ? words.releaseOver(figures.money(overMinor)) : words.releaseHeld}.{' '}
        {release.reason}
      </p>
      {limitMinor !== null && (
        <CreditBar limitMinor={limitMinor} exposureMinor={release.exposureMinor} />
      )}
      <Verdict {...shown} />
    </section>
  );
};

const Verdict = ({ release, readerId, typedFor, values, problems }: Shown) => {
  const words = useWords().credit.office;
  const { id, askedBy, overMinor, aloneUpToMinor } = release;
  const base = `/office/credit/releases/${id}`;
  const isTyped = typedFor === id;
  if (askedBy === readerId && overMinor > aloneUpToMinor) {
    return <p class="empty">{words.releaseOwn}</p>;
  }
  return (
    <>
      <form class="form" method="post" action={`${base}/grant`} hx-sync="this:drop">
        <button type="submit" class="primary">
          {words.release}
        </button>
      </form>
      <form class="form" method="post" action={`${base}/refusal`} hx-sync="this:drop">
        <TextField
          name="note"
          prefix={`${id}-`}
          label={words.releaseWhyNot}
          value={isTyped ? values['note'] : undefined}
          problem={isTyped ? problems['note'] : undefined}
          rows={2}
          required
        />
        <button type="submit">{words.releaseRefuse}</button>
      </form>
    </>
  );
};
