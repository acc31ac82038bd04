import { isMoney } from '../../src/claims/claim.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check, Choice, Field, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/status.tsx';
import type { OfficeClaimShown } from './claim.tsx';

/** How what was decided is made good: money by itself, goods that came back, or the order that replaced them. */
export const SettleForm = (shown: OfficeClaimShown) => {
  const { office: words } = useWords().claims;
  const figures = useFigures();
  const { base, values, problems, claim, may, formKey } = shown;
  const isOfMoney = claim.outcome !== null && isMoney(claim.outcome);
  if (isOfMoney && !may.keepBooks) return <Notice mood="info">{words.settleBooks}</Notice>;
  return (
    <form class="form" method="post" action={`${base}/settlement`} hx-sync="this:drop">
      <h2>{words.settle}</h2>
      {isOfMoney && <p>{words.settleMoney(figures.moneyExact(claim.acceptedMinor ?? 0))}</p>}
      {claim.outcome === 'refund' && <p>{words.settleRefund}</p>}
      <input type="hidden" name="key" value={values['key'] ?? formKey} />
      <input type="hidden" name="version" value={String(claim.version)} />
      <TextField
        name="settleWords"
        label={words.settleWords}
        value={values['settleWords']}
        problem={problems['settleWords']}
        rows={2}
      />
      {!isOfMoney && (
        <Field
          name="followUp"
          label={words.followUp}
          hint={words.followUpHint}
          value={values['followUp']}
          problem={problems['followUp']}
          size="medium"
        />
      )}
      {claim.outcome === 'return' && <Back {...shown} />}
      <button type="submit" class="primary">
        {words.settleSend}
      </button>
    </form>
  );
};

const Back = ({ claim, values, problems }: OfficeClaimShown) => {
  const { office: words } = useWords().claims;
  return (
    <fieldset>
      <legend>{words.back}</legend>
      {claim.lines.map(({ position, claimedG, lots, lotId }) => (
        <>
          <Field
            name={`backKg.${position}`}
            label={words.backKg(position)}
            value={
              values[`backKg.${position}`] ?? (claimedG === null ? '' : String(claimedG / 1000))
            }
            problem={problems[`backKg.${position}`]}
            inputmode="decimal"
            size="amount"
          />
          <Choice
            name={`backLot.${position}`}
            label={words.backLot(position)}
            value={values[`backLot.${position}`] ?? lotId ?? ''}
            problem={problems[`backLot.${position}`]}
            options={lots.map(({ id, heatNumber }) => ({ value: id, label: heatNumber }))}
          />
          <Check
            name={`sound.${position}`}
            label={words.backSound(position)}
            checked={values[`sound.${position}`] === 'yes'}
          />
        </>
      ))}
    </fieldset>
  );
};
