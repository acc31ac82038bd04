import {
  CANNOT_JUDGE,
  type GivenItem,
  type Question,
  REASON,
  valueOf,
} from '../../src/loyalty/questions.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check, TextField } from './field.tsx';
import { ProblemList } from './problem-list.tsx';
import { Notice } from './status.tsx';

/** One question of how it felt, as the person it asks sees it. */
export type PromptShown = {
  touchpoint: string;
  questions: readonly Question[];
  /** The reason, asked in words once an answer was low, and by lot after others. */
  reason: Question | undefined;
  /** An answer was low, so that somebody calls. */
  isLow: boolean;
  /** What was answered so far; empty until then. */
  given: readonly GivenItem[];
  onlyInTotals: boolean;
  isAnswered: boolean;
  openUntil: Date;
  /** Where the answer is sent. */
  action: string;
  /** Where it is said that nothing shall be asked; absent where that is not offered. */
  dismissal?: string | undefined;
  /** Sent by the button alone: a letter's link answers once, so no click may use it up. */
  isSentWhole?: boolean | undefined;
  /** What was typed and is wrong. */
  refused?: Refused | undefined;
};

type Refused = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/**
 * A strip in the flow of a page: whoever clicks once has answered, and may change it.
 * Says who sees the answer before it is given. Without scripts the button sends it.
 */
export const PromptStrip = (shown: PromptShown) => {
  const { prompts: words } = useWords();
  const { questions, action, dismissal, isAnswered, refused } = shown;
  const labels = Object.fromEntries(questions.map(({ id, wording }) => [id, wording]));
  return (
    <section id="prompt" class="prompt" data-t="prompt" aria-labelledby="prompt-title">
      <h2 id="prompt-title">{aboutOf(words.about, shown.touchpoint) ?? words.title}</h2>
      {isAnswered && <Stored {...shown} />}
      <ProblemList problems={refused?.problems ?? {}} labels={labels} prefix="prompt-" />
      <form
        class="prompt-form"
        method="post"
        action={action}
        {...(shown.isSentWhole ? { 'hx-sync': 'this:drop' } : sentByClick(action))}
      >
        <p class="meta">{words.whoSees}</p>
        <Check
          name="onlyInTotals"
          prefix="prompt-"
          label={words.onlyInTotals}
          checked={refused ? refused.values['onlyInTotals'] === 'yes' : shown.onlyInTotals}
        />
        {questions.map((question) => (
          <Scale question={question} chosen={chosenOf(shown, question.id)} />
        ))}
        {shown.reason && (
          <TextField
            name={REASON}
            prefix="prompt-"
            label={shown.reason.wording}
            hint={words.hintWhy}
            problem={refused?.problems[REASON]}
            value={chosenOf(shown, REASON)}
            rows={2}
          />
        )}
        <p class="row">
          <button type="submit">{isAnswered ? words.save : words.send}</button>
        </p>
      </form>
      {!isAnswered && dismissal && (
        <form
          method="post"
          action={dismissal}
          hx-post={dismissal}
          hx-target="#prompt"
          hx-swap="outerHTML"
          hx-sync="this:drop"
        >
          <button type="submit" class="link">
            {words.dismiss}
          </button>
        </form>
      )}
    </section>
  );
};

/** Each choice is sent as it is made; what is clicked meanwhile follows. */
const sentByClick = (action: string) => ({
  'hx-post': action,
  'hx-trigger': 'change, submit',
  'hx-target': '#prompt',
  'hx-swap': 'outerMorph',
  'hx-sync': 'this:queue all',
});

/** What stands in the place of a question that was put away. */
export const PromptPutAway = () => {
  const { prompts } = useWords();
  return (
    <section id="prompt" data-t="prompt">
      <Notice mood="ok" role="status">
        {prompts.dismissed}
      </Notice>
    </section>
  );
};

const chosenOf = ({ refused, given }: PromptShown, id: string): string | undefined =>
  refused ? refused.values[id] : valueOf(given, id);

/** What a question is about, in words; `undefined` where the moment has none. */
export const aboutOf = (about: Readonly<Record<string, string>>, touchpoint: string) =>
  about[touchpoint];

const Stored = ({ openUntil, isLow, onlyInTotals }: PromptShown) => {
  const { prompts } = useWords();
  const figures = useFigures();
  return (
    <Notice mood="ok" role="status">
      {prompts.stored} {prompts.changeUntil(figures.moment(openUntil))}
      {isLow && !onlyInTotals && <> {prompts.weCall}</>}
    </Notice>
  );
};

/** The answers to one question side by side, a finger wide each; whoever cannot judge says so apart. */
export const Scale = (props: {
  question: Question;
  chosen: string | undefined;
  isRequired?: boolean;
}) => {
  const { chosen, isRequired } = props;
  const { id, wording, options, ends } = props.question;
  return (
    <fieldset id={`prompt-${id}`} class="scale" data-steps={String(options.length)}>
      <legend>{wording}</legend>
      <div class="scale-steps">
        {options.map(({ value, label }) => (
          <label class={value === CANNOT_JUDGE ? 'scale-apart' : undefined}>
            <input
              type="radio"
              name={id}
              value={value}
              checked={value === chosen}
              required={isRequired}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {ends && (
        <p class="scale-ends meta">
          <span>{ends.low}</span>
          <span>{ends.high}</span>
        </p>
      )}
    </fieldset>
  );
};
