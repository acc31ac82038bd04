import type { CreditInSight } from '../../src/credit/credit-in-sight.ts';
import type { HoldKind } from '../../src/platform/db/schema.ts';
import type { OpenHold } from '../../src/credit/holds.queries.ts';
import { useWords } from '../language.tsx';
import type { Reminders } from '../../src/credit/reminder.queries.ts';
import { RemindersOf } from './reminders.tsx';
import { CreditSight } from '../parts/credit-in-sight.tsx';
import { Choice, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { HoldTable } from './credit.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  companyId: string;
  name: string;
  credit: CreditInSight | undefined;
  holds: readonly OpenHold[];
  reminders: Reminders;
  /** The form of quiet, where it came back. */
  pausing: { values?: Record<string, string>; problems?: Record<string, string> };
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The credit of one customer, his holds, and a form for another. */
export const OfficeCreditOfPage = (shown: Shown) => {
  const words = useWords().credit.office;
  const { companyId, name, credit, holds } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{name}</h1>
      <p>
        <a href={`/office/customers/${companyId}`}>{words.terms}</a>
      </p>
      {credit && <CreditSight credit={credit} forStaff />}
      <section id="holds">
        <h2>{words.holds}</h2>
        <HoldTable holds={holds} />
        <HoldForm {...shown} />
      </section>
      <RemindersOf {...shown} />
    </OfficeFrame>
  );
};

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Over the limit is the house's own to see: nobody places it by hand. */
const isByHand = ({ value }: { value: string }) => value !== ('over-limit' satisfies HoldKind);

const HoldForm = ({ companyId, values, problems }: Shown) => {
  const words = useWords().credit.office;
  const labels = { kind: words.kind, scope: words.scope, reason: words.reason };
  const field = (name: keyof typeof labels) => ({
    ...{ name, label: labels[name], value: values[name], problem: problems[name] },
  });
  return (
    <form
      class="form"
      method="post"
      action={`/office/credit/${companyId}/holds`}
      hx-sync="this:drop"
    >
      <h3>{words.place}</h3>
      <ProblemList problems={problems} labels={labels} />
      <div class="field-row">
        <Choice {...field('kind')} options={optionsOf(words.kinds).filter(isByHand)} />
        <Choice {...field('scope')} options={optionsOf(words.scopes)} />
      </div>
      <TextField {...field('reason')} rows={2} required />
      <button type="submit">{words.place}</button>
    </form>
  );
};
