import type { ApprovalWithLines } from '../../src/ordering/approval-page.queries.ts';
import type { AskedLine } from '../../src/ordering/asked-line.ts';
import type { CartOfLess } from '../../src/ordering/read-less.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { TextField } from '../parts/field.tsx';
import { LessShown } from '../parts/less-shown.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';

type Shown = {
  approval: ApprovalWithLines;
  /** What it would come to, once it was looked at. */
  less: CartOfLess | undefined;
  refused: RefusalReason | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  /** Quantities that cannot be understood, by line. */
  wrong: ReadonlyMap<string, string>;
  /** Made with the form; becomes the change's id. */
  formKey: string;
  shownTerms: string;
  /** The reader has something to say in the question still. */
  mayChange: boolean;
};

/** Smaller quantities and struck lines, what remains beside what was asked, and the press that agrees to it. */
export const ApprovalChangePage = (shown: Shown) => {
  const { approvalChange, approvals } = useWords();
  const { approval, refused, mayChange, less } = shown;
  // Whoever types other quantities and confirms, or whose prices moved, sees what it comes to first.
  const isOther = less !== undefined && refused?.code === 'terms-changed';
  return (
    <>
      <Crumbs
        above={[
          { href: '/approvals', name: approvals.title },
          { href: `/approvals/${approval.id}`, name: approvals.one(approval.requesterName) },
        ]}
      />
      <h1>{approvalChange.title}</h1>
      <p class="meta">{approvalChange.lead}</p>
      {approval.quoteId && <p class="meta">{approvalChange.quote}</p>}
      {isOther && (
        <p class="notice notice-warn" role="alert">
          {approvalChange.other}
        </p>
      )}
      {refused && !isOther && <RefusalNotice reason={refused} />}
      {mayChange ? (
        <ChangeForm {...shown} />
      ) : (
        <p>
          <a class="button" href={`/approvals/${approval.id}`}>
            {approvals.look}
          </a>
        </p>
      )}
    </>
  );
};

const ChangeForm = (shown: Shown) => {
  const words = useWords();
  const { approvalChange } = words;
  const { approval, less, values, problems, wrong } = shown;
  const { id, version, requesterName } = approval;
  return (
    <form class="stack" method="post" action={`/approvals/${id}/change`} hx-sync="this:drop">
      <ProblemList problems={problems} labels={{ reason: approvalChange.reason }} />
      {wrong.size > 0 && (
        <p class="notice notice-bad" role="alert">
          {approvalChange.unread}
        </p>
      )}
      <input type="hidden" name="key" value={shown.formKey} />
      <input type="hidden" name="seen" value={version} />
      <Lines {...shown} />
      <div class="form">
        <TextField
          name="reason"
          label={approvalChange.reason}
          hint={approvalChange.reasonHint(requesterName)}
          value={values['reason']}
          problem={problems['reason']}
          rows={2}
          required
        />
        {less && <LessShown approval={approval} less={less} />}
      </div>
      <p class="actions">
        {/* The first button is the one that Enter presses: looking decides nothing. */}
        <button type="submit" class={less ? undefined : 'primary'}>
          {less ? approvalChange.lookAgain : approvalChange.look}
        </button>
        {less && (
          <button type="submit" class="primary" name="shownTerms" value={shown.shownTerms}>
            {approvalChange.confirm}
          </button>
        )}
        <small class="meta">{approvalChange.nothingYet}</small>
      </p>
    </form>
  );
};

const Lines = ({ approval, values, wrong }: Shown) => {
  const { approvalChange, columns } = useWords();
  return (
    <div class="table-scroll folds" role="region" aria-label={approvalChange.title} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" class="num">
              {approvalChange.asked}
            </th>
            <th scope="col">{approvalChange.left}</th>
            <th scope="col">
              <span class="visually-hidden">{approvalChange.strike}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {approval.lines.map((line) => (
            <Line {...{ line, values, isWrong: wrong.has(line.lineId ?? '') }} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Line = (shown: {
  line: AskedLine;
  values: Readonly<Record<string, string>>;
  isWrong: boolean;
}) => {
  const words = useWords();
  const { approvalChange } = words;
  const figures = useFigures();
  const nameOf = useNameOf();
  const { line, values, isWrong } = shown;
  const { lineId, isCut, quantityMilli, unit } = line;
  const name = nameOf(line);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="num" data-label={approvalChange.asked}>
        {figures.quantity({ amountMilli: quantityMilli, unit })}
      </td>
      <td data-label={approvalChange.left}>
        {isCut || !lineId ? (
          <small class="meta">{approvalChange.cut}</small>
        ) : (
          <>
            <input
              id={`q-${lineId}`}
              name={`q.${lineId}`}
              class="size-short"
              data-num
              inputmode="decimal"
              autocomplete="off"
              maxlength={20}
              value={values[`q.${lineId}`] ?? figures.typedQuantity(quantityMilli)}
              aria-label={approvalChange.of(name)}
              aria-invalid={isWrong ? 'true' : undefined}
              aria-describedby={isWrong ? `q-${lineId}-problem` : undefined}
            />{' '}
            {figures.units[unit]}
            {isWrong && (
              <strong class="problem" id={`q-${lineId}-problem`}>
                {words.problems.quantity()}
              </strong>
            )}
          </>
        )}
      </td>
      <td>
        {lineId && (
          <label class="check">
            <input
              type="checkbox"
              name={`strike.${lineId}`}
              value="yes"
              checked={values[`strike.${lineId}`] === 'yes'}
              aria-label={approvalChange.strikeOf(name)}
            />
            <span aria-hidden="true">{approvalChange.strike}</span>
          </label>
        )}
      </td>
    </tr>
  );
};
