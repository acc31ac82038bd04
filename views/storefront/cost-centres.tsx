import { budgetEffects, budgetPeriods } from '../../src/ordering/budget.ts';
import type { CostCentre } from '../../src/ordering/cost-centre.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { BudgetLeft } from '../parts/budget-left.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Status } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';

type Shown = {
  centres: readonly CostCentre[];
  isRequired: boolean;
  keeps: boolean;
  /** Made for the form: the new cost centre's id. */
  formKey: string;
  /** Whose budget could not be read; undefined for a new cost centre. */
  wrongId: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused: RefusalReason | undefined;
};

const PATH = '/company/cost-centres';

/** The cost centres of a company with what is left for each. */
export const CostCentresPage = (shown: Shown) => {
  const { company, costCentres } = useWords();
  const { centres, keeps } = shown;
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <h1>{costCentres.title}</h1>
      <p class="meta">{costCentres.lead}</p>
      {shown.refused && <RefusalNotice reason={shown.refused} />}
      {centres.length === 0 && <p class="empty">{costCentres.none}</p>}
      <ul class="plain-list approval-cards">
        {centres.map((centre) => (
          <Centre centre={centre} shown={shown} />
        ))}
      </ul>
      {keeps && <NewCentre {...shown} />}
      {keeps && centres.length > 0 && (
        <form class="form" method="post" action={`${PATH}/terms`} hx-sync="this:drop">
          <Check name="isRequired" label={costCentres.required} checked={shown.isRequired} />
          <button type="submit">{costCentres.save}</button>
        </form>
      )}
    </>
  );
};

const Centre = ({ centre, shown }: { centre: CostCentre; shown: Shown }) => {
  const { costCentres } = useWords();
  const { id, code, name, isClosed, budget } = centre;
  return (
    <li id={`centre-${id}`}>
      <h2>
        <span class="code">{code}</span> {name}{' '}
        {isClosed && <Status mood="idle">{costCentres.closed}</Status>}
      </h2>
      <p>{budget ? <BudgetLeft budget={budget} /> : costCentres.noBudget}</p>
      {shown.keeps && !isClosed && <BudgetForm centre={centre} shown={shown} />}
      {shown.keeps && !isClosed && (
        <form
          method="post"
          action={`${PATH}/${id}/end`}
          hx-sync="this:drop"
          data-confirm={costCentres.closeQuestion}
        >
          <button type="submit" class="small danger" aria-label={costCentres.closeOf(code)}>
            {costCentres.close}
          </button>
        </form>
      )}
    </li>
  );
};

const BudgetForm = ({ centre, shown }: { centre: CostCentre; shown: Shown }) => {
  const { costCentres } = useWords();
  const { id, budget } = centre;
  const isWrong = shown.wrongId === id;
  const values = isWrong ? shown.values : {};
  const problems = isWrong ? shown.problems : {};
  const saved = budget ? String(budget.amountMinor / 100) : '';
  const prefix = `${id}-`;
  const labels = {
    ...{ amount: costCentres.amount, period: costCentres.period, effect: costCentres.effect },
  };
  return (
    <details open={isWrong}>
      <summary>{costCentres.budget}</summary>
      <form class="form" method="post" action={`${PATH}/${id}/budget`} hx-sync="this:drop">
        <ProblemList problems={problems} labels={labels} prefix={prefix} />
        <Field
          name="amount"
          prefix={prefix}
          label={costCentres.amount}
          hint={costCentres.amountHint}
          inputmode="decimal"
          size="medium"
          value={values['amount'] ?? saved}
          problem={problems['amount']}
        />
        <Choice
          name="period"
          prefix={prefix}
          label={costCentres.period}
          value={values['period'] ?? budget?.period ?? 'month'}
          problem={problems['period']}
          options={budgetPeriods.map((value) => ({ value, label: costCentres.periods[value] }))}
        />
        <Choice
          name="effect"
          prefix={prefix}
          label={costCentres.effect}
          value={values['effect'] ?? budget?.effect ?? 'block'}
          problem={problems['effect']}
          options={budgetEffects.map((value) => ({ value, label: costCentres.effects[value] }))}
        />
        <button type="submit">{costCentres.save}</button>
      </form>
    </details>
  );
};

const NewCentre = (shown: Shown) => {
  const { costCentres } = useWords();
  const isOwn = shown.wrongId === undefined;
  const values = isOwn ? shown.values : {};
  const problems = isOwn ? shown.problems : {};
  return (
    <section id="new-centre">
      <h2>{costCentres.add}</h2>
      <form class="form" method="post" action={PATH} hx-sync="this:drop">
        <input type="hidden" name="key" value={shown.formKey} />
        <ProblemList
          problems={problems}
          labels={{ centreCode: costCentres.code, name: costCentres.name }}
        />
        <Field
          name="centreCode"
          label={costCentres.code}
          size="medium"
          maxlength={30}
          required
          value={values['centreCode']}
          problem={problems['centreCode']}
        />
        <Field
          name="name"
          label={costCentres.name}
          maxlength={100}
          value={values['name']}
          problem={problems['name']}
        />
        <button type="submit" class="primary">
          {costCentres.open}
        </button>
      </form>
    </section>
  );
};
