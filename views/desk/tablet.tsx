import type { Language } from '../../src/platform/db/schema.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { languages, useLanguage, useWords, wordsFor } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { aboutOf, type PromptShown, Scale } from '../parts/prompt-strip.tsx';
import { shownAgain } from '../parts/sheet-form.ts';
import { RefusalNotice } from '../refusals.tsx';

/** What stands on a tablet. */
export type TabletShown =
  | {
      kind: 'unbound';
      token: string;
      refused?: Refused | undefined;
      refusal?: RefusalReason | undefined;
    }
  | { kind: 'idle' | 'thanks' | 'over'; desk: string }
  | { kind: 'question'; desk: string; question: TabletQuestion };

type TabletQuestion = {
  promptId: string;
  /** Whom it is for, so that nobody else answers it. */
  personName: string;
  /** Of the order that it is about. */
  number: string;
  asked: PromptShown;
};

type Refused = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The whole screen: what is asked, or that nothing is. What the script shows while it is cut off lies ready. */
export const TabletPage = (shown: TabletShown) => {
  const { tablets: words } = useWords();
  return (
    <>
      <TabletScreen {...shown} />
      {shown.kind !== 'unbound' && (
        <>
          <p id="cut-off" class="tablet-cut-off" role="status" hidden>
            {words.cutOff} <b></b>
          </p>
          <template id="idle">
            <Idle desk={shown.desk} />
          </template>
          <template id="thanks">
            <Thanks />
          </template>
        </>
      )}
    </>
  );
};

/** What the script takes out of the page that it asks for. */
const TabletScreen = (shown: TabletShown) => {
  if (shown.kind === 'unbound') return <Unbound {...shown} />;
  if (shown.kind === 'question') return <Asked {...shown.question} />;
  if (shown.kind === 'thanks') return <Thanks />;
  return shown.kind === 'over' ? <Over /> : <Idle desk={shown.desk} />;
};

/** Nobody knows yet who comes next, so it is said in every language, the tablet's own first. */
const Idle = ({ desk }: { desk: string }) => {
  const own = useLanguage();
  const others = languages.map(({ code }) => code).filter((code) => code !== own);
  return (
    <div id="screen" class="tablet-screen tablet-idle" data-screen="idle">
      <h1 lang={own}>{wordsFor(own).tablets.idle}</h1>
      {others.map((code) => (
        <p lang={code}>{wordsFor(code).tablets.idle}</p>
      ))}
      <p class="meta">{desk}</p>
    </div>
  );
};

const Thanks = () => {
  const { tablets: words } = useWords();
  return (
    <div id="screen" class="tablet-screen" data-screen="thanks" role="status">
      <h1>{words.thanks}</h1>
      <p>{words.mayChange}</p>
    </div>
  );
};

const Over = () => {
  const { tablets: words } = useWords();
  return (
    <div id="screen" class="tablet-screen" data-screen="over" role="alert">
      <h1>{words.over}</h1>
      <p>
        <a href="/tablet">{words.goOn}</a>
      </p>
    </div>
  );
};

const Unbound = ({ token, refused, refusal }: Extract<TabletShown, { kind: 'unbound' }>) => {
  const { tablets: words } = useWords();
  const again = shownAgain(refused);
  return (
    <div id="screen" class="tablet-screen" data-screen="unbound">
      <h1>{words.bindHere}</h1>
      <p>{words.howToBind}</p>
      {refusal && <RefusalNotice reason={refusal} />}
      <ProblemList problems={refused?.problems ?? {}} labels={{ code: words.code }} />
      <form class="form" method="post" action="/tablet/pairing">
        <input type="hidden" name="token" value={token} />
        <Field
          {...again('code')}
          label={words.code}
          inputmode="numeric"
          autocomplete="off"
          size="medium"
          maxlength={20}
          required
        />
        <button type="submit" class="primary">
          {words.bindThis}
        </button>
      </form>
    </div>
  );
};

const Asked = ({ promptId, personName, number, asked }: TabletQuestion) => {
  const { prompts, tablets: words } = useWords();
  const language = useLanguage();
  const { questions, refused } = asked;
  const labels = Object.fromEntries(questions.map(({ id, wording }) => [id, wording]));
  return (
    <div
      id="screen"
      class="tablet-screen tablet-asked"
      data-screen={promptId}
      data-t="prompt"
      lang={language}
    >
      <div class="tablet-row">
        <h1>{words.forWhom(personName)}</h1>
        <nav class="tablet-languages" aria-label={words.language}>
          {languages.map(({ code, name }) => (
            <a
              href={inLanguage(promptId, code)}
              lang={code}
              aria-current={code === language ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      </div>
      <div class="tablet-row">
        <p>
          {aboutOf(prompts.about, asked.touchpoint) ?? prompts.title} · {number}
        </p>
        <form method="post" action={`/tablet/questions/${promptId}/return`} data-answer="none">
          <button type="submit" class="link">
            {words.notMe(personName)}
          </button>
        </form>
      </div>
      <ProblemList problems={refused?.problems ?? {}} labels={labels} prefix="prompt-" />
      <form class="prompt-form" method="post" action={asked.action} data-answer>
        {questions.map((question, at) => (
          <Scale question={question} chosen={refused?.values[question.id]} isRequired={at === 0} />
        ))}
        <p class="meta">{prompts.whoSees}</p>
        <Check
          name="onlyInTotals"
          prefix="prompt-"
          label={prompts.onlyInTotals}
          checked={refused?.values['onlyInTotals'] === 'yes'}
        />
        <button type="submit" class="primary">
          {prompts.send}
        </button>
      </form>
    </div>
  );
};

/** The same question in another language, however long it has stood there. */
const inLanguage = (promptId: string, code: Language) => `/tablet?in=${code}&of=${promptId}`;
