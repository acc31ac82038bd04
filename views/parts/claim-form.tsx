import type { Child } from 'hono/jsx';
import { claimKinds, claimOutcomes } from '../../src/claims/claim.ts';
import { claimableUntil } from '../../src/claims/claim-clock.ts';
import type { ClaimableLine, ClaimableOrder } from '../../src/claims/claimable.queries.ts';
import type { ClaimRow } from '../../src/claims/claims.queries.ts';
import type { ClaimKind } from '../../src/platform/db/schema.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { Check, Choice, Field, TextField } from './field.tsx';
import { ClaimPhotos } from './claim-photos.tsx';
import { ClaimStatus } from './claim-status.tsx';
import { ProblemList } from './problem-list.tsx';

/** A complaint as it stands in the fields, and what is wrong with it. */
export type ClaimFormShown = {
  order: ClaimableOrder;
  lines: readonly ClaimableLine[];
  /** Claims of the order that are there already, and where one opens. */
  already: readonly ClaimRow[];
  claimHref: (claimId: string) => string;
  action: string;
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  /** Files that wait from the last time, or from before the session was lost. */
  waiting: readonly FileNamed[];
  /** Of our own people: a late one is taken for a reason. */
  isOurs: boolean;
};

/** What may be complained of, with the last day for it, or how many days are counted from when it is found. */
function useKindUntil({ rules, handedOn }: ClaimableOrder): (kind: ClaimKind) => string {
  const { claims } = useWords();
  const { date } = useFigures();
  return (kind) => {
    const rule = rules.find((one) => one.kind === kind);
    if (!rule) return claims.kinds[kind];
    const of = { handedOn: handedOn ?? undefined, discoveredOn: undefined };
    const until = claimableUntil(rule, of);
    const within = claims.form.within[rule.countsFromDiscovery ? 'found' : 'handed'];
    const told = until === undefined ? within(rule.claimDays) : claims.form.until(date(until));
    return `${claims.kinds[kind]} — ${told}`;
  };
}

/** Complains of an order: what is wrong, of which lines, and what shows it. */
export const ClaimForm = (shown: ClaimFormShown & { children?: Child }) => {
  const { claims } = useWords();
  const { form: words } = claims;
  const { order, values, problems, refused, already } = shown;
  const kindUntil = useKindUntil(order);
  return (
    <>
      <h1>{words.title(order.number)}</h1>
      <p class="meta">{words.lead}</p>
      {shown.children}
      {already.length > 0 && (
        <p>
          {words.already}{' '}
          {already.map((one) => (
            <>
              <a href={shown.claimHref(one.id)}>{one.number}</a>{' '}
              <ClaimStatus state={one.state} isProposed={false} />{' '}
            </>
          ))}
        </p>
      )}
      {refused && <RefusalNotice reason={refused} />}
      {order.stage === 'cancelled' && order.handedOn === null ? (
        <p role="status">{words.nothingToClaim}</p>
      ) : (
        <form
          class="form"
          method="post"
          action={shown.action}
          enctype="multipart/form-data"
          hx-boost="false"
        >
          <ProblemList problems={problems} labels={labelsOf(shown, useWords(), useNameOf())} />
          <input type="hidden" name="key" value={shown.formKey} />
          <input type="hidden" name="order" value={order.id} />
          <Choice
            name="kind"
            label={words.kind}
            value={values['kind']}
            problem={problems['kind']}
            options={[
              { value: '', label: '—' },
              ...claimKinds.map((kind) => ({ value: kind, label: kindUntil(kind) })),
            ]}
          />
          <TextField
            name="words"
            label={words.words}
            hint={words.wordsHint}
            value={values['words']}
            problem={problems['words']}
            required
          />
          <ClaimPhotos
            orderId={order.id}
            waiting={shown.waiting}
            problem={problems['files']}
            isSentAlone={!shown.isOurs}
          />
          <fieldset>
            <legend>{words.lines}</legend>
            {shown.lines.map((line) => (
              <Line {...shown} line={line} />
            ))}
          </fieldset>
          <Field
            name="discoveredOn"
            type="date"
            size="medium"
            label={words.discoveredOn}
            hint={words.discoveredHint}
            value={values['discoveredOn']}
            problem={problems['discoveredOn']}
          />
          <Choice
            name="wanted"
            label={words.wanted}
            value={values['wanted']}
            problem={problems['wanted']}
            options={[
              { value: '', label: words.anyWanted },
              ...claimOutcomes.map((one) => ({ value: one, label: claims.outcomes[one] })),
            ]}
          />
          {shown.isOurs && (
            <Field
              name="lateReason"
              label={words.lateReason}
              hint={words.lateReasonHint}
              value={values['lateReason']}
              problem={problems['lateReason']}
            />
          )}
          <button type="submit" class="primary">
            {words.send}
          </button>
        </form>
      )}
    </>
  );
};

const Line = ({ line, values, problems }: ClaimFormShown & { line: ClaimableLine }) => {
  const { claims, units } = useWords();
  const { form: words } = claims;
  const figures = useFigures();
  const nameOf = useNameOf();
  const { position } = line;
  const at = (name: string) => ({
    name: `${name}.${position}`,
    value: values[`${name}.${position}`],
    problem: problems[`${name}.${position}`],
  });
  const isIn = ['tick', 'quantity', 'amount'].some((name) => values[`${name}.${position}`]);
  const isWrong = Object.keys(problems).some((name) => name.endsWith(`.${position}`));
  const sold =
    line.pieces === null
      ? figures.massKg(line.weightG)
      : `${figures.pieces(line.pieces)}, ${figures.massKg(line.weightG)}`;
  const leftG = Math.max(line.soldG - line.claimedG, 0);
  return (
    <details open={isIn || isWrong || position === 1}>
      <summary>
        {words.line(position, nameOf(line))} <small class="meta">{words.sold(sold)}</small>
      </summary>
      <Check
        name={`tick.${position}`}
        label={words.line(position, nameOf(line))}
        checked={Boolean(values[`tick.${position}`])}
      />
      {line.claimedG > 0 && <p class="meta">{words.left(figures.massKg(leftG))}</p>}
      <Field
        {...at('quantity')}
        label={words.quantity(position)}
        hint={words.quantityHint}
        inputmode="decimal"
        size="amount"
      />
      <Choice
        {...at('unit')}
        label={words.unit(position)}
        options={[
          ...(line.pieces === null ? [] : [{ value: 'pcs', label: units.pcs }]),
          { value: 'kg', label: units.kg },
        ]}
      />
      {line.lots.length > 1 && (
        <Choice
          {...at('lot')}
          label={words.lot(position)}
          options={[
            { value: '', label: words.anyHeat },
            ...line.lots.map(({ id, heatNumber }) => ({ value: id, label: heatNumber })),
          ]}
        />
      )}
      <Field
        {...at('amount')}
        label={words.amount(position)}
        hint={words.amountHint}
        inputmode="decimal"
        size="amount"
      />
    </details>
  );
};

function labelsOf(
  { lines }: ClaimFormShown,
  { claims: { form: words } }: ReturnType<typeof useWords>,
  nameOf: ReturnType<typeof useNameOf>,
): Record<string, string> {
  return Object.fromEntries([
    ['kind', words.kind],
    ['words', words.words],
    ['files', words.photos],
    ['discoveredOn', words.discoveredOn],
    ['wanted', words.wanted],
    ['lateReason', words.lateReason],
    ...lines.flatMap((line) => [
      [`tick.${line.position}`, words.line(line.position, nameOf(line))],
      [`quantity.${line.position}`, words.quantity(line.position)],
      [`unit.${line.position}`, words.unit(line.position)],
      [`lot.${line.position}`, words.lot(line.position)],
      [`amount.${line.position}`, words.amount(line.position)],
    ]),
  ]);
}
