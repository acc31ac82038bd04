import { useWords } from '../language.tsx';
import { Choice, TextField } from './field.tsx';
import { ProblemList } from './problem-list.tsx';

export type ForwardShown = {
  approvalId: string;
  /** To whom the reader may give his place; nobody: nothing is offered. */
  targets: readonly { personId: string; name: string }[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The reader gives his place to another, who has to be told why. */
export const ApprovalForward = ({ approvalId, targets, values, problems }: ForwardShown) => {
  const { approvals } = useWords();
  if (targets.length === 0) return null;
  const labels = { toId: approvals.forwardTo, why: approvals.forwardWhy };
  return (
    <div class="approval-answer">
      <details open={Object.keys(problems).length > 0}>
        <summary class="button">{approvals.forward}</summary>
        <form
          class="form"
          method="post"
          action={`/approvals/${approvalId}/forwarding`}
          hx-sync="this:drop"
        >
          <ProblemList problems={problems} labels={labels} />
          <Choice
            name="toId"
            label={approvals.forwardTo}
            hint={approvals.forwardHint}
            value={values['toId'] ?? ''}
            problem={problems['toId']}
            options={[
              { value: '', label: approvals.forwardChoose },
              ...targets.map(({ personId, name }) => ({ value: personId, label: name })),
            ]}
          />
          <TextField
            name="why"
            label={approvals.forwardWhy}
            value={values['why']}
            problem={problems['why']}
            rows={2}
            required
          />
          <button type="submit">{approvals.forward}</button>
        </form>
      </details>
    </div>
  );
};
