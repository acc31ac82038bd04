import type { CustomerFound } from '../../src/customers/customers.queries.ts';
import type { BankLine } from '../../src/payments/bank-line.ts';
import { setAsideReasons } from '../../src/payments/bank-line.ts';
import type { QueuePlace } from '../../src/payments/bank-line.queries.ts';
import type { Suggestion } from '../../src/payments/match-payment.ts';
import type { OpenOrder } from '../../src/payments/open-item.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { BankLineFacts } from '../parts/bank-line.tsx';
import { Field } from '../parts/field.tsx';
import { Day } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { BankChosen } from './bank-chosen.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

const QUEUE = '/office/bank/queue';

type Refused = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};
type Placed = QueuePlace['lines'][number];

type Shown = {
  place: OfficePlace;
  queue: QueuePlace;
  /** The line at hand; none where nothing waits. */
  line?: Placed | undefined;
  previous: Placed | undefined;
  later: readonly Placed[];
  /** The line that was settled a moment ago. */
  doneId: string | undefined;
  /** The line that was asked for does not wait any more. */
  isGone: boolean;
  suggestions?: readonly (Suggestion & { companyName: string })[];
  /** The company that was chosen, with what it owes and what each gets. */
  chosen?:
    | {
        id: string;
        name: string;
        bin: string;
        orders: readonly (OpenOrder & { shareMinor: number })[];
      }
    | undefined;
  companies?: readonly CustomerFound[] | undefined;
  text: string | undefined;
  booking?: Refused | undefined;
  aside?: Refused | undefined;
};

/** One line that waits after the other: whose money it is, by a key. */
export const BankQueuePage = (shown: Shown) => {
  const { bank } = useWords();
  const figures = useFigures();
  const { place, queue, line, doneId, isGone } = shown;
  return (
    <OfficeFrame {...place}>
      <div class="page-head">
        <h1>{bank.queue}</h1>
        <p class="actions">
          <a href="/office/bank">{bank.statements}</a>
        </p>
      </div>
      {doneId !== undefined && (
        <Notice mood="ok" role="status">
          {bank.done} <a href={`/office/bank/lines/${doneId}`}>{bank.openLine}</a>
        </Notice>
      )}
      {isGone && (
        <Notice mood="info" role="status">
          {bank.gone}
        </Notice>
      )}
      <p class="meta">
        {queue.count === 0
          ? bank.queueEmpty
          : bank.queueCount(queue.count, figures.moneyExact(queue.sumMinor))}
      </p>
      {line && <Work {...shown} line={line} />}
    </OfficeFrame>
  );
};

type Working = Shown & { line: Placed };

const hrefOf = (line: BankLine) => `${QUEUE}?line=${line.id}`;

const Work = (shown: Working) => {
  const { bank } = useWords();
  const { line, previous, later, queue, chosen } = shown;
  const [next] = later;
  return (
    <>
      <nav class="toolbar" aria-label={bank.queue}>
        {previous && (
          <a href={hrefOf(previous)} rel="prev" data-key="p">
            {bank.previous} <kbd>P</kbd>
          </a>
        )}
        <span class="meta">{bank.place(String(line.place), String(queue.count))}</span>
        {next && (
          <a href={hrefOf(next)} rel="next" data-key="n">
            {bank.next} <kbd>N</kbd>
          </a>
        )}
      </nav>
      <div class="columns">
        <BankLineFacts line={line} />
        {chosen ? (
          <BankChosen
            {...{ line, chosen, nextId: next?.id, refused: shown.booking, back: hrefOf(line) }}
          />
        ) : (
          <Suggestions {...shown} nextId={next?.id} />
        )}
      </div>
      <FindCompany {...shown} />
      <SetAside {...shown} nextId={next?.id} />
      {later.length > 0 && <Later lines={later} />}
    </>
  );
};

const Suggestions = (shown: Working & { nextId: string | undefined }) => {
  const { bank } = useWords();
  const { suggestions = [], line, nextId, booking } = shown;
  return (
    <section aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">{bank.suggestions}</h2>
      <ProblemList problems={booking?.problems ?? {}} labels={{ companyId: bank.another }} />
      {suggestions.length === 0 && <p>{bank.noSuggestion}</p>}
      <ol class="plain-list">
        {suggestions.map((one, at) => (
          <li>
            <SuggestionForm {...{ one, at, line, nextId }} />
          </li>
        ))}
      </ol>
    </section>
  );
};

const SuggestionForm = (shown: {
  one: Suggestion & { companyName: string };
  at: number;
  line: BankLine;
  nextId: string | undefined;
}) => {
  const { bank } = useWords();
  const figures = useFigures();
  const { one, at, line, nextId } = shown;
  const shares = one.items.map(({ number, amountMinor }) =>
    bank.orderGets(number, figures.moneyExact(amountMinor)),
  );
  const rest = one.restMinor > 0 ? [bank.balanceGets(figures.moneyExact(one.restMinor))] : [];
  return (
    <form
      method="post"
      action={`/office/bank/lines/${line.id}/booking`}
      hx-sync="this:drop"
      class="stack"
    >
      <input type="hidden" name="companyId" value={one.companyId} />
      <input type="hidden" name="way" value="chosen" />
      <input type="hidden" name="next" value={nextId ?? ''} />
      {one.items.map(({ id, amountMinor }) => (
        <input type="hidden" name={`a.${id}`} value={figures.typedMoney(amountMinor)} />
      ))}
      <div>
        <strong>{one.companyName}</strong>
        <br />
        {[...shares, ...rest].join('; ')}
        <br />
        <small class="meta">{one.reasons.map((reason) => bank.reasons[reason]).join(', ')}</small>
      </div>
      <p class="actions">
        <button
          type="submit"
          class={at === 0 ? 'primary' : undefined}
          autofocus={at === 0}
          data-key={`Digit${at + 1}`}
          aria-label={bank.bookTo([one.companyName, ...shares, ...rest].join(', '))}
        >
          {bank.book} <kbd>{at === 0 ? '↵' : String(at + 1)}</kbd>
        </button>
        <a href={`${QUEUE}?line=${line.id}&company=${one.companyId}`}>{bank.shareOtherwise}</a>
      </p>
    </form>
  );
};

const FindCompany = ({ line, companies, text }: Working) => {
  const { bank } = useWords();
  return (
    <section aria-labelledby="another-title">
      <h2 id="another-title">{bank.another}</h2>
      <form method="get" action={QUEUE} class="row" hx-sync="this:replace">
        <input type="hidden" name="line" value={line.id} />
        <label for="q" data-key="f">
          {bank.find} <kbd>F</kbd>
        </label>
        <input id="q" name="q" type="search" value={text} maxlength={100} class="size-medium" />
        <button type="submit">{bank.search}</button>
      </form>
      {companies && companies.length === 0 && text !== undefined && (
        <p role="status">{bank.notFound}</p>
      )}
      {companies && companies.length > 0 && (
        <ul class="plain-list">
          {companies.map((one) => (
            <li>
              <a href={`${QUEUE}?line=${line.id}&company=${one.companyId}`}>{one.name}</a>{' '}
              <span class="code meta">{one.bin}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const SetAside = ({ line, nextId, aside }: Working & { nextId: string | undefined }) => {
  const { bank } = useWords();
  const { values = {}, problems = {} } = aside ?? {};
  return (
    <section aria-labelledby="aside-title">
      <h2 id="aside-title">{bank.setAside}</h2>
      <form
        method="post"
        action={`/office/bank/lines/${line.id}/set-aside`}
        class="row filters"
        hx-sync="this:drop"
      >
        <ProblemList
          problems={problems}
          labels={{ reason: bank.setAsideReason, note: bank.note }}
        />
        <input type="hidden" name="next" value={nextId ?? ''} />
        <div class="field">
          <label for="reason" data-key="s">
            {bank.setAsideReason} <kbd>S</kbd>
          </label>
          <select id="reason" name="reason">
            {setAsideReasons.map((value) => (
              <option value={value} selected={value === values['reason']}>
                {bank.setAsideReasons[value]}
              </option>
            ))}
          </select>
        </div>
        <Field
          name="note"
          label={bank.note}
          value={values['note']}
          problem={problems['note']}
          maxlength={300}
          size="medium"
        />
        <button type="submit">{bank.setAside}</button>
      </form>
    </section>
  );
};

const Later = ({ lines }: { lines: readonly Placed[] }) => {
  const { bank } = useWords();
  const figures = useFigures();
  return (
    <section aria-labelledby="later-title">
      <h2 id="later-title">{bank.later}</h2>
      <ol class="plain-list" data-t="bank-queue">
        {lines.map((line) => (
          <li>
            <a href={hrefOf(line)}>
              <strong class="amount">{figures.moneyIn(line.amountMinor, line.currency)}</strong>{' '}
              {line.partyName || bank.noName}
            </a>{' '}
            <small class="meta">
              <Day on={line.bookedOn} /> {line.purpose}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
};
