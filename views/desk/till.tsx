import { expectedInTillMinor, type ShiftSums } from '../../src/payments/till-report.ts';
import type { Shift } from '../../src/payments/till.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { PAYMENTS_BASE } from '../parts/payment-table.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { shownAgain } from '../parts/sheet-form.ts';
import { Notice } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Refused =
  | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
  | undefined;

type Till = {
  desk: Desk;
  /** The reader's own. */
  open: Shift | undefined;
  sums: ShiftSums | undefined;
  shifts: readonly Shift[];
  /** What the till still has to do beside its customers. */
  tasks: { toGive: number; receipts: number } | undefined;
  mayOpen: boolean;
  formKey: string;
  refused: { opening?: Refused; closing?: Refused; moving?: Refused };
};

/** The clerk's own till: opened, looked at, closed. */
export const TillPage = (shown: Till) => {
  const { payments: words } = useWords();
  const { desk, open, sums, mayOpen } = shown;
  return (
    <DeskFrame desk={desk} here="till">
      <h1>{words.till}</h1>
      <Tasks tasks={shown.tasks} />
      {open && sums && (
        <>
          <h2>{words.shift(String(open.number))}</h2>
          <Report title={words.xReport} shift={open} sums={sums} under="h3" />
          <Closing {...shown} open={open} />
          <Moving {...shown} open={open} />
        </>
      )}
      {!open && mayOpen && <Opening {...shown} />}
      <Shifts {...shown} />
    </DeskFrame>
  );
};

/** Refunds to give out and receipts in trouble: said at the till, where they are mended. */
const Tasks = ({ tasks }: Pick<Till, 'tasks'>) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  if (!tasks) return null;
  return (
    <>
      {tasks.toGive > 0 && (
        <Notice mood="info">
          <a href={`${PAYMENTS_BASE}?show=to-give`}>
            {words.tillGives(figures.bare.count(tasks.toGive))}
          </a>
        </Notice>
      )}
      {tasks.receipts > 0 && (
        <Notice mood="warn">
          <a href={`${PAYMENTS_BASE}?show=receipts`}>
            {words.tillReceipts(figures.bare.count(tasks.receipts))}
          </a>
        </Notice>
      )}
    </>
  );
};

/** One shift with its report. */
export const ShiftPage = (shown: { desk: Desk; shift: Shift; sums: ShiftSums }) => {
  const { payments: words } = useWords();
  const { desk, shift, sums } = shown;
  return (
    <DeskFrame desk={desk} here="till">
      <h1>{words.shift(String(shift.number))}</h1>
      <Report
        title={shift.closedAt ? words.zReport : words.xReport}
        shift={shift}
        sums={sums}
        under="h2"
      />
      <p class="actions">
        <a href={`${desk.base}/till`}>{words.till}</a>
      </p>
    </DeskFrame>
  );
};

const Report = (shown: {
  title: string;
  shift: Shift;
  sums: ShiftSums;
  /** The rank of its title on the page. */
  under: 'h2' | 'h3';
}) => {
  const { title, shift, sums, under: Title } = shown;
  const { payments: words } = useWords();
  const figures = useFigures();
  const rows: readonly (readonly [string, number])[] = [
    [words.float, sums.floatMinor],
    [words.cashTaken(figures.bare.count(sums.cashCount)), sums.cashMinor],
    [words.terminalTaken(figures.bare.count(sums.terminalCount)), sums.terminalMinor],
    [words.refundedCash, sums.refundedCashMinor],
    [words.refundedTerminal, sums.refundedTerminalMinor],
    [words.paidIn, sums.paidInMinor],
    [words.paidOut, sums.paidOutMinor],
  ];
  const expectedMinor = shift.expectedMinor ?? expectedInTillMinor(sums);
  return (
    <section aria-label={title}>
      <Title>{title}</Title>
      <p class="meta">
        {shift.personName}, {words.openedAt.toLowerCase()} {figures.moment(shift.openedAt)}
        {shift.closedAt && (
          <>
            , {words.closedAt.toLowerCase()} {figures.moment(shift.closedAt)}
          </>
        )}
      </p>
      <dl class="facts">
        {rows.map(([label, minor]) => (
          <>
            <dt>{label}</dt>
            <dd class="amount">{figures.moneyExact(minor)}</dd>
          </>
        ))}
        <dt>{words.expected}</dt>
        <dd class="amount">
          <strong>{figures.moneyExact(expectedMinor)}</strong>
        </dd>
        {shift.countedMinor !== null && (
          <>
            <dt>{words.countedIs}</dt>
            <dd class="amount">{figures.moneyExact(shift.countedMinor)}</dd>
            <dt>{words.difference}</dt>
            <dd class="amount">
              <strong>{figures.moneyExact(shift.countedMinor - expectedMinor)}</strong>
            </dd>
          </>
        )}
      </dl>
      {shift.note !== '' && <p>{shift.note}</p>}
    </section>
  );
};

const Opening = ({ desk, formKey, refused }: Till) => {
  const { payments: words } = useWords();
  const typed = shownAgain(refused.opening);
  return (
    <form method="post" action={`${desk.base}/till`} class="form" hx-sync="this:drop">
      <Notice mood="info">{words.noShift}</Notice>
      <ProblemList problems={refused.opening?.problems ?? {}} labels={{ float: words.float }} />
      <input type="hidden" name="key" value={formKey} />
      <Field {...typed('float')} label={words.float} inputmode="decimal" size="amount" />
      <button type="submit" class="primary">
        {words.openShift}
      </button>
    </form>
  );
};

const Closing = ({ desk, open, refused }: Till & { open: Shift }) => {
  const { payments: words } = useWords();
  const typed = shownAgain(refused.closing);
  return (
    <form
      method="post"
      action={`${desk.base}/till/${open.id}/close`}
      class="form"
      hx-sync="this:drop"
    >
      <h3>{words.closeShift}</h3>
      <ProblemList
        problems={refused.closing?.problems ?? {}}
        labels={{ counted: words.counted, note: words.closeNote }}
        prefix="close-"
      />
      <Field
        {...typed('counted')}
        label={words.counted}
        inputmode="decimal"
        size="amount"
        prefix="close-"
      />
      <Field
        {...typed('note')}
        label={words.closeNote}
        maxlength={500}
        size="medium"
        prefix="close-"
      />
      <button type="submit" class="primary">
        {words.closeShift}
      </button>
    </form>
  );
};

const Moving = ({ desk, open, formKey, refused }: Till & { open: Shift }) => {
  const { payments: words } = useWords();
  const typed = shownAgain(refused.moving);
  return (
    <details open={refused.moving !== undefined}>
      <summary>{words.moveCash}</summary>
      <form
        method="post"
        action={`${desk.base}/till/${open.id}/movements`}
        class="form"
        hx-sync="this:drop"
      >
        <ProblemList
          problems={refused.moving?.problems ?? {}}
          labels={{ amount: words.moveAmount, note: words.moveNote, kind: words.moveKind }}
        />
        <input type="hidden" name="key" value={formKey} />
        <Choice
          {...typed('kind')}
          label={words.moveKind}
          options={(['pay-in', 'pay-out'] as const).map((kind) => ({
            value: kind,
            label: words.moveKinds[kind],
          }))}
        />
        <Field {...typed('amount')} label={words.moveAmount} inputmode="decimal" size="amount" />
        <Field {...typed('note')} label={words.moveNote} maxlength={300} size="medium" />
        <button type="submit">{words.note}</button>
      </form>
    </details>
  );
};

const Shifts = ({ desk, shifts }: Till) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  if (shifts.length === 0) return null;
  return (
    <section>
      <h2>{words.earlierShifts}</h2>
      <ul class="shifts">
        {shifts.map((shift) => (
          <li>
            <a href={`${desk.base}/till/${shift.id}`}>{words.shift(String(shift.number))}</a>{' '}
            {shift.personName}, {figures.moment(shift.openedAt)}
            {shift.countedMinor !== null && shift.expectedMinor !== null && (
              <>
                , {words.difference.toLowerCase()}{' '}
                {figures.moneyExact(shift.countedMinor - shift.expectedMinor)}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
