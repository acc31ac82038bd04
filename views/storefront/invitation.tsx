import type { PasswordProblem } from '../../src/people/password-rule.ts';
import { useWords } from '../language.tsx';
import { NewPasswordField } from './password-reset.tsx';

/** What somebody sees who follows the link of an invitation. Looking at it accepts nothing. */
export const InvitationPage = (shown: {
  token: string;
  email: string;
  /** The company of customers; undefined when we invite a colleague of ours. */
  companyName: string | undefined;
  /** Keeps the password he has. */
  isKnown: boolean;
  problem: PasswordProblem | undefined;
}) => {
  const { people, shell } = useWords();
  const { token, email, companyName, isKnown } = shown;
  return (
    <div class="narrow stack">
      <h1>{people.invitationTitle(companyName ?? shell.name)}</h1>
      <p>{isKnown ? people.keepPassword : people.invitationNote}</p>
      <p class="meta">{email}</p>
      <form class="form" method="post" action={`/invitation/${token}`} hx-boost="false">
        {!isKnown && <NewPasswordField {...shown} />}
        <button type="submit" class="primary">
          {people.accept}
        </button>
      </form>
    </div>
  );
};
