import type { PasswordProblem } from '../../src/people/password-rule.ts';
import type { Words } from '../words/en.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList, problemInWords } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';

type Asked = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Asks for the address that the link goes to; says the same whether or not anybody has it. */
export const ResetWishPage = ({ values, problems, isSent }: Asked & { isSent: boolean }) => {
  const { people } = useWords();
  return (
    <div class="narrow stack">
      <h1>{people.resetTitle}</h1>
      {isSent ? (
        <Notice mood="info" role="status">
          {people.resetSent}
        </Notice>
      ) : (
        <form class="form" method="post" action="/password-reset" hx-sync="this:drop">
          <ProblemList problems={problems} labels={{ email: people.email }} />
          <p>{people.resetNote}</p>
          <Field
            name="email"
            label={people.email}
            type="email"
            autocomplete="username"
            maxlength={254}
            required
            value={values['email']}
            problem={problems['email']}
          />
          <button type="submit" class="primary">
            {people.resetSend}
          </button>
        </form>
      )}
      <p>
        <a href="/sign-in">{people.signIn}</a>
      </p>
    </div>
  );
};

/** Behind the link: the new password. `email` is for the browser's memory of passwords. */
export const NewPasswordPage = (shown: {
  token: string;
  email: string;
  problem: PasswordProblem | undefined;
}) => {
  const { people } = useWords();
  return (
    <div class="narrow stack">
      <h1>{people.resetTitle}</h1>
      <form class="form" method="post" action={`/password-reset/${shown.token}`} hx-boost="false">
        <NewPasswordField {...shown} />
        <button type="submit" class="primary">
          {people.setPassword}
        </button>
      </form>
    </div>
  );
};

/** Where a password is chosen, with what is wrong with the one that was. */
export const NewPasswordField = (shown: {
  email: string;
  problem: PasswordProblem | undefined;
}) => {
  const words = useWords();
  const { people, shell } = words;
  const said = shown.problem && passwordProblemInWords(words, shown.problem);
  return (
    <div class={said ? 'field has-problem' : 'field'}>
      <input type="email" name="username" value={shown.email} autocomplete="username" hidden />
      <label for="newPassword">{people.newPassword}</label>
      <small class="hint" id="newPassword-hint">
        {people.newPasswordHint}
      </small>
      {said && (
        <strong class="problem" id="newPassword-problem" role="alert">
          <span class="visually-hidden">{shell.errorPrefix}</span>
          {said}
        </strong>
      )}
      <input
        id="newPassword"
        name="newPassword"
        type="password"
        autocomplete="new-password"
        maxlength={200}
        required
        autofocus
        class="size-full"
        aria-invalid={said ? 'true' : undefined}
        aria-describedby={said ? 'newPassword-problem newPassword-hint' : 'newPassword-hint'}
      />
    </div>
  );
};

function passwordProblemInWords(words: Words, problem: PasswordProblem): string {
  if (problem === 'isEmail' || problem === 'common') return words.people.passwordProblems[problem];
  return problemInWords(words, problem);
}
