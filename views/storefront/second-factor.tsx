import type { RefusalReason } from '../../src/platform/refusal.ts';
import type { SessionShown } from '../../src/people/session.queries.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { Sessions } from './sessions.tsx';

type Asked = {
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
};

/** The second step of a sign-in: six digits from the authenticator app. */
export const SecondStepPage = (shown: Asked & { next: string }) => {
  const { people } = useWords();
  return (
    <div class="narrow stack">
      <h1>{people.secondFactorTitle}</h1>
      <p>{people.secondFactorNote}</p>
      <CodeForm {...shown} action="/second-factor" />
      <p class="meta">{people.secondFactorLost}</p>
    </div>
  );
};

export type AccountShown = Asked & {
  /** The key that waits for its first code, as text and as the address of a picture. */
  pending: { key: string; picture: string } | undefined;
  isOn: boolean;
  sessions: readonly SessionShown[];
};

/** What one of ours does for the safety of his account: the second step, and where he is signed in. */
export const AccountPage = (shown: AccountShown) => {
  const { people } = useWords();
  const { pending, isOn } = shown;
  return (
    <div class="narrow stack">
      <h1>{people.account}</h1>
      <section id="second-factor">
        <h2>{isOn ? people.secondFactorTitle : people.setUpTitle}</h2>
        {isOn && <Notice mood="ok">{people.secondFactorOn}</Notice>}
        {!isOn && <Notice mood="warn">{people.secondFactorOff}</Notice>}
        {isOn && <p class="meta">{people.secondFactorLost}</p>}
        {!isOn && !pending && <p>{people.secondFactorOffer}</p>}
        {!isOn && pending && <Pending {...shown} pending={pending} />}
        {!isOn && (
          <form method="post" action="/second-factor/key" hx-sync="this:drop">
            <button type="submit" class={pending ? 'quiet' : 'primary'}>
              {pending ? people.secondFactorAnother : people.secondFactorBegin}
            </button>
          </form>
        )}
      </section>
      <Sessions sessions={shown.sessions} />
    </div>
  );
};

const Pending = (shown: Asked & { pending: { key: string; picture: string } }) => {
  const { people } = useWords();
  const { key, picture } = shown.pending;
  return (
    <>
      <p>{people.setUpNote}</p>
      <img src={picture} alt={people.secondFactorPicture} width="200" height="200" />
      <p>
        {people.setUpKey}: <code>{(key.match(/.{1,4}/g) ?? []).join(' ')}</code>
      </p>
      <CodeForm {...shown} action="/second-factor/confirmation" />
    </>
  );
};

const CodeForm = (shown: Asked & { action: string; next?: string }) => {
  const { people } = useWords();
  const { problems, refused, action, next } = shown;
  return (
    <form id="code-form" class="form" method="post" action={action} hx-boost="false">
      <ProblemList problems={problems} labels={{ code: people.code }} />
      {refused && <RefusalNotice reason={refused} />}
      {next && <input type="hidden" name="next" value={next} />}
      <Field
        name="code"
        label={people.code}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={12}
        size="short"
        required
        autofocus
        problem={problems['code']}
      />
      <button type="submit" class="primary">
        {people.check}
      </button>
    </form>
  );
};
