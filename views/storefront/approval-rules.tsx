import { forms } from '../../src/catalogue/form.ts';
import { type ApprovalRule, type Approver, STEPS_MAX } from '../../src/ordering/approval.ts';
import { peopleInWords, ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';
import { Deputies, Limits } from './approval-people.tsx';
import { RULES_PATH as PATH, type RulesShown, TroubleOf } from './approval-rules-trouble.tsx';

/** Who must agree before a company buys, up to what amount, and who stands in for whom. */
export const ApprovalRulesPage = (shown: RulesShown) => {
  const { approvals } = useWords();
  const { rules } = approvals;
  return (
    <>
      <Crumbs above={[{ href: '/approvals', name: approvals.title }]} />
      <h1>{rules.title}</h1>
      <p class="meta">{rules.lead}</p>
      {shown.approvers.length === 0 && (
        <p>
          {rules.noApprovers} <a href="/company#colleagues">{useWords().company.title}</a>
        </p>
      )}
      <Rules {...shown} />
      {shown.keeps && <NewRule {...shown} />}
      {shown.keeps && <Terms {...shown} />}
      <Limits {...shown} />
      <Deputies {...shown} />
    </>
  );
};

function useRuleText(shown: Pick<RulesShown, 'sites'>): (rule: ApprovalRule) => string {
  const language = useLanguage();
  return (rule) => {
    const site = shown.sites.find(({ id }) => id === rule.siteId);
    return ruleInWords(language, { conditions: rule, siteName: site?.name ?? null });
  };
}

const Rules = (shown: RulesShown) => {
  const { approvals } = useWords();
  const { rules } = approvals;
  const language = useLanguage();
  const textOf = useRuleText(shown);
  const nameOf = (id: string) => shown.approvers.find(({ personId }) => personId === id)?.name;
  if (shown.rules.length === 0) return <p class="empty">{rules.none}</p>;
  return (
    <ul class="plain-list approval-cards">
      {shown.rules.map((rule) => (
        <li class="card">
          <h2>{textOf(rule)}</h2>
          <ol>
            {rule.steps.map(({ quorum, people }) => {
              const names = people.flatMap((id) => nameOf(id) ?? []);
              const anybody = quorum === 1 ? rules.whoever : approvals.of(quorum, rules.whoever);
              return (
                <li>{names.length > 0 ? peopleInWords(language, { quorum, names }) : anybody}</li>
              );
            })}
          </ol>
          {shown.keeps && (
            <form
              method="post"
              action={`${PATH}/${rule.id}/end`}
              hx-sync="this:drop"
              data-confirm={rules.endQuestion}
            >
              <button type="submit" class="small danger" aria-label={rules.endOf(textOf(rule))}>
                {rules.end}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
};

/** Beyond how much a rule asks, in the order in which the form has them. */
const measures = [
  'above',
  'aboveWeight',
  'aboveFreight',
  'aboveFreightShare',
  'aboveProducts',
] as const;

const NewRule = (shown: RulesShown) => {
  const words = useWords();
  const { rules } = words.approvals;
  const isOwn = shown.of === 'rule';
  const values = isOwn ? shown.values : {};
  const problems = isOwn ? shown.problems : {};
  return (
    <section id="new-rule">
      <h2>{rules.add}</h2>
      <form class="form wide" method="post" action={PATH} hx-sync="this:drop">
        <input type="hidden" name="key" value={shown.formKey} />
        <TroubleOf of="rule" shown={shown} />
        <div class="row">
          <Choice
            name="goods"
            label={rules.form}
            value={values['goods'] ?? ''}
            problem={problems['goods']}
            options={[
              { value: '', label: rules.anyForm },
              ...forms.map((form) => ({ value: form, label: words.forms[form] })),
            ]}
          />
          <Choice
            name="siteId"
            label={rules.site}
            value={values['siteId'] ?? ''}
            problem={problems['siteId']}
            options={[
              { value: '', label: rules.anySite },
              ...shown.sites.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {measures.map((name) => (
            <Field
              {...{ name, label: rules[name], hint: rules[`${name}Hint`] }}
              inputmode={name === 'aboveProducts' ? 'numeric' : 'decimal'}
              size="short"
              value={values[name]}
              problem={problems[name]}
            />
          ))}
        </div>
        <Check
          name="neverBought"
          label={rules.neverBought}
          checked={values['neverBought'] === 'yes'}
        />
        <Check
          name="beyondLimit"
          label={rules.beyondLimit}
          checked={values['beyondLimit'] === 'yes'}
        />
        <Check
          name="beyondBudget"
          label={rules.beyondBudget}
          checked={values['beyondBudget'] === 'yes'}
        />
        {Array.from({ length: STEPS_MAX }, (_, index) => (
          <Step
            step={index + 1}
            approvers={shown.approvers}
            quorum={values[`quorum${index + 1}`]}
            ticked={isOwn ? (shown.ticked[index] ?? []) : []}
          />
        ))}
        <button type="submit" class="primary">
          {rules.addButton}
        </button>
      </form>
    </section>
  );
};

const QUORUMS = [1, 2, 3, 4, 5];

const Step = (of: {
  step: number;
  approvers: readonly Approver[];
  quorum: string | undefined;
  ticked: readonly string[];
}) => {
  const { rules } = useWords().approvals;
  const { step, approvers, ticked } = of;
  const none = step === 1 ? [] : [{ value: '0', label: rules.quorumNone }];
  const fields = (
    <>
      <Choice
        name={`quorum${step}`}
        label={rules.quorum}
        value={of.quorum ?? (step === 1 ? '1' : '0')}
        options={[
          ...none,
          ...QUORUMS.map((count) => ({ value: String(count), label: String(count) })),
        ]}
      />
      <p class="meta">{rules.peopleHint}</p>
      {approvers.map(({ personId, name }) => (
        <Check
          name={`people${step}`}
          prefix={`${personId}-`}
          value={personId}
          label={name}
          checked={ticked.includes(personId)}
        />
      ))}
    </>
  );
  if (step === 1) {
    return (
      <fieldset>
        <legend>{rules.stepTitle(step)}</legend>
        {fields}
      </fieldset>
    );
  }
  return (
    <details open={(of.quorum ?? '0') !== '0'}>
      <summary>{rules.stepTitle(step)}</summary>
      <fieldset>{fields}</fieldset>
    </details>
  );
};

const Terms = (shown: RulesShown) => {
  const { rules } = useWords().approvals;
  const figures = useFigures();
  const isOwn = shown.of === 'terms';
  const values = isOwn ? shown.values : {};
  const problems = isOwn ? shown.problems : {};
  const { ownAllowed, lastsDays, toleranceBp } = shown.terms;
  return (
    <section id="terms">
      <h2>{rules.terms}</h2>
      <form class="form" method="post" action={`${PATH}/terms`} hx-sync="this:drop">
        <TroubleOf of="terms" shown={shown} />
        <Check
          name="ownAllowed"
          label={rules.ownAllowed}
          checked={isOwn ? values['ownAllowed'] === 'yes' : ownAllowed}
        />
        <p class="meta">{rules.ownNote}</p>
        <Field
          name="lastsDays"
          label={rules.lastsDays}
          inputmode="numeric"
          size="short"
          value={values['lastsDays'] ?? lastsDays}
          problem={problems['lastsDays']}
        />
        <Field
          name="tolerance"
          label={rules.tolerance}
          inputmode="decimal"
          size="short"
          value={values['tolerance'] ?? figures.number(toleranceBp / 100, 2)}
          problem={problems['tolerance']}
        />
        <button type="submit">{rules.saveTerms}</button>
      </form>
    </section>
  );
};
