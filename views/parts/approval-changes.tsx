import { lessenedOf } from '../../src/ordering/asked-line.ts';
import type { ApprovalChange } from '../../src/ordering/change-approval.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';

/** What approvers left of an order, and why: each change with what stood there before. */
export const ApprovalChanges = ({ changes }: { changes: readonly ApprovalChange[] }) => {
  const { approvalChange } = useWords();
  if (changes.length === 0) return null;
  return (
    <section id="changes">
      <h2>{approvalChange.history}</h2>
      {changes.map((change) => (
        <Change change={change} />
      ))}
    </section>
  );
};

const Change = ({ change }: { change: ApprovalChange }) => {
  const { approvalChange, columns } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { byName, at, reason, wasGrossMinor, grossMinor, annulled } = change;
  const title = approvalChange.changedBy(byName, figures.moment(new Date(at)));
  return (
    <>
      <h3>{title}</h3>
      <blockquote class="approval-note">{reason}</blockquote>
      <div class="table-scroll folds" role="region" aria-label={title} tabindex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col" class="num">
                {approvalChange.was}
              </th>
              <th scope="col" class="num">
                {approvalChange.now}
              </th>
            </tr>
          </thead>
          <tbody>
            {lessenedOf(change.wasLines, change.lines).map(({ was, left }) => (
              <tr>
                <th scope="row">{nameOf(was)}</th>
                <td class="num" data-label={approvalChange.was}>
                  {figures.quantity({ amountMilli: was.quantityMilli, unit: was.unit })}
                </td>
                <td class="num" data-label={approvalChange.now}>
                  {left
                    ? figures.quantity({ amountMilli: left.quantityMilli, unit: left.unit })
                    : approvalChange.struck}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{approvalChange.sum(figures.money(wasGrossMinor), figures.money(grossMinor))}</p>
      {annulled.length > 0 && <p class="meta">{approvalChange.askedAgain(annulled.join(', '))}</p>}
    </>
  );
};
