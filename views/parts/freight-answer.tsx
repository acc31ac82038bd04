import { useWords } from '../language.tsx';
import { TextField } from './field.tsx';

/** An answer about freight that came back, and the offer that it is of. */
export type FreightTyped = {
  id: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** An answer about a named freight, in words that somebody of ours writes down. */
export const FreightAnswer = (shown: {
  offerId: string;
  action: string;
  name: string;
  label: string;
  button: string;
  refused?: FreightTyped | undefined;
}) => {
  const { offerId, action, name, label, button, refused } = shown;
  const typed = refused?.id === offerId ? refused : undefined;
  return (
    <form class="form" method="post" action={action} hx-sync="this:drop">
      <TextField
        name={name}
        prefix={`${offerId}-`}
        label={label}
        value={typed?.values[name]}
        problem={typed?.problems[name]}
        rows={2}
        required
      />
      <button type="submit">{button}</button>
    </form>
  );
};

/** What the company says to a named freight, written down by one of ours: who agreed and how, or why not. */
export const CustomersAnswers = (shown: {
  offerId: string;
  /** Where the answers are sent. */
  base: string;
  refused?: FreightTyped | undefined;
}) => {
  const { agreeing } = useWords().freight;
  const { base, ...rest } = shown;
  return (
    <>
      <FreightAnswer
        {...rest}
        action={`${base}/agreement`}
        name="whoSaid"
        label={agreeing.whoSaid}
        button={agreeing.saidYes}
      />
      <FreightAnswer
        {...rest}
        action={`${base}/refusal`}
        name="whyNo"
        label={agreeing.whyNo}
        button={agreeing.saidNo}
      />
    </>
  );
};
