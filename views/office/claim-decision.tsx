import { claimOutcomes, claimVerdicts } from '../../src/claims/claim.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import type { OfficeClaimShown } from './claim.tsx';

/** What we answer, how it is made good, and how much is given for each line. */
export const DecisionForm = (shown: OfficeClaimShown) => {
  const { claims } = useWords();
  const { office: words } = claims;
  const figures = useFigures();
  const { base, values, problems, claim, may } = shown;
  const verdicts = may.decide ? claimVerdicts : (['goodwill'] as const);
  return (
    <form class="form" method="post" action={`${base}/decision`} hx-sync="this:drop">
      <h2>{words.decide}</h2>
      {!may.decide && <p class="meta">{words.onlyGoodwill}</p>}
      <p class="meta">{words.goodwillHint(figures.money(shown.goodwillMinor))}</p>
      <input type="hidden" name="version" value={String(claim.version)} />
      <Choice
        name="verdict"
        label={words.verdict}
        value={values['verdict']}
        problem={problems['verdict']}
        options={[
          { value: '', label: '—' },
          ...verdicts.map((one) => ({ value: one, label: claims.verdicts[one] })),
        ]}
      />
      <Choice
        name="outcome"
        label={words.outcome}
        value={values['outcome'] ?? claim.wanted ?? ''}
        problem={problems['outcome']}
        options={[
          { value: '', label: words.noOutcome },
          ...claimOutcomes.map((one) => ({ value: one, label: claims.outcomes[one] })),
        ]}
      />
      {claim.lines.map(({ position, claimedMinor }) => (
        <Field
          name={`given.${position}`}
          label={words.given(position)}
          hint={words.givenHint(figures.moneyExact(claimedMinor))}
          value={values[`given.${position}`]}
          problem={problems[`given.${position}`]}
          inputmode="decimal"
          size="amount"
        />
      ))}
      <TextField
        name="reasons"
        label={words.reasons}
        value={values['reasons']}
        problem={problems['reasons']}
        required
      />
      <Field
        name="promisedOn"
        type="date"
        size="medium"
        label={words.promisedOn}
        hint={words.promisedHint}
        value={values['promisedOn']}
        problem={problems['promisedOn']}
      />
      <button type="submit" class="primary">
        {words.decideSend}
      </button>
    </form>
  );
};
