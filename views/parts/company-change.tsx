import type {
  BudgetThen,
  BuyingChange,
  CompanyChange,
  RoleThen,
  TermsThen,
} from '../../src/history/company-change.ts';
import type { CompanyChangeMade, RuleThen } from '../../src/history/company-changes.queries.ts';
import { peopleInWords, ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

type Sites = readonly { id: string; name: string }[];

/** Whether a change is of how the company buys, and not of its people, roles and sites. */
const isBuyingChange = (change: CompanyChange): change is BuyingChange =>
  /^(approval-|deputy\.|cost-centre\.)/.test(change.type);

/** One change in words: what was done, and beneath it what it was before or what it says. */
export const ChangeMade = ({ made, sites }: { made: CompanyChangeMade; sites: Sites }) => {
  const personal = usePersonalChange();
  const buying = useBuyingChange();
  const { change, rule } = made;
  return (
    <>
      {isBuyingChange(change) ? buying(made, change) : personal(made, change)}
      <Before made={made} />
      {change.type === 'own-role.changed' && (
        <RoleDifference was={change.was} is={change.is} sites={sites} />
      )}
      {change.type === 'own-role.made' && <RoleSaid role={change} sites={sites} />}
      {change.type === 'approval-rule.begun' && rule && <StepsOf rule={rule} />}
      {change.type === 'approval-terms.set' && <TermsDifference was={change.was} is={change.is} />}
    </>
  );
};

/** A change of people, roles and sites as one sentence of the reader's language. */
function usePersonalChange() {
  const { companyChanges: words } = useWords();
  const figures = useFigures();
  const limited = useLimitInWords();
  const roleNamed = useRoleInWords();
  return (made: CompanyChangeMade, change: Exclude<CompanyChange, BuyingChange>): string => {
    const name = made.ofName ?? words.somebody;
    const address = made.ofEmail ?? words.somebody;
    switch (change.type) {
      case 'person.invited':
        return change.role === undefined
          ? words.invited(address)
          : words.invitedAs(address, roleNamed(change.role, made.ownRoleName));
      case 'person.invitation-withdrawn':
        return words.invitationWithdrawn(address);
      case 'membership.begun':
        return words.begun(name);
      case 'membership.ended':
        return words.ended(name);
      case 'membership.role-changed':
        return words.roleOf(name, roleNamed(change.role, made.ownRoleName));
      case 'membership.limit-set':
        return words.limitOf(name, limited(change.limitMinor, change.period));
      case 'membership.approval-limit-set':
        return words.approvalLimitOf(
          name,
          change.limitMinor === null ? words.noLimit : figures.money(change.limitMinor),
        );
      case 'own-role.made':
        return words.roleMade(change.name);
      case 'own-role.ended':
        return words.roleEnded(change.name);
      case 'own-role.changed':
        return words.roleChanged(change.is.name);
      case 'site.opened':
        return words.siteOpened(change.name);
      case 'site.closed':
        return words.siteClosed(change.name);
    }
  };
}

/** A change of how the company buys, in the same way: rules, deputies, cost centres. */
function useBuyingChange() {
  const { companyChanges: words } = useWords();
  const language = useLanguage();
  const figures = useFigures();
  const budgeted = useBudgetInWords();
  return (made: CompanyChangeMade, change: BuyingChange): string => {
    const { rule, ofName, deputyName } = made;
    const ruled = rule ? ruleInWords(language, rule) : words.somebody;
    const [name, deputy] = [ofName ?? words.somebody, deputyName ?? words.somebody];
    switch (change.type) {
      case 'approval-rule.begun':
        return words.ruleBegun(ruled);
      case 'approval-rule.ended':
        return words.ruleEnded(ruled);
      case 'approval-terms.set':
        return words.termsSet;
      case 'deputy.named':
        return words.deputyNamed(
          deputy,
          name,
          words.days(figures.date(change.fromDay), figures.date(change.untilDay)),
        );
      case 'deputy.ended':
        return words.deputyEnded(
          deputy,
          name,
          words.days(figures.date(change.fromDay), figures.date(change.untilDay)),
        );
      case 'cost-centre.opened':
        return words.centreOpened(centreNamed(change));
      case 'cost-centre.closed':
        return words.centreClosed(centreNamed(change));
      case 'cost-centre.budget-set':
        return words.budgetOf(change.code, budgeted(change.is));
      case 'cost-centre.required':
        return change.isRequired ? words.centreRequired : words.centreNotRequired;
    }
  };
}

const centreNamed = ({ code, name }: { code: string; name: string }) =>
  name === '' ? code : `${code} ${name}`;

/** What a limit, a role or a budget was before; nothing where that was not remembered. */
const Before = ({ made }: { made: CompanyChangeMade }) => {
  const { companyChanges: words } = useWords();
  const figures = useFigures();
  const limited = useLimitInWords();
  const roleNamed = useRoleInWords();
  const budgeted = useBudgetInWords();
  const told = (change: CompanyChange): string | undefined => {
    if (change.type === 'membership.role-changed') {
      return change.was && roleNamed(change.was, made.wasRoleName);
    }
    if (change.type === 'membership.limit-set' && change.was !== undefined) {
      return limited(change.was?.limitMinor ?? null, change.was?.period ?? '');
    }
    if (change.type === 'membership.approval-limit-set' && change.wasMinor !== undefined) {
      return change.wasMinor === null ? words.noLimit : figures.money(change.wasMinor);
    }
    return change.type === 'cost-centre.budget-set' ? budgeted(change.was) : undefined;
  };
  const was = told(made.change);
  return was === undefined ? null : <div class="meta">{words.before(was)}</div>;
};

function useRoleInWords(): (role: string, ownRoleName: string | null) => string {
  const { companyRoles } = useWords();
  return (role, ownRoleName) => ownRoleName ?? wordFor(companyRoles, role);
}

function useLimitInWords(): (limitMinor: number | null, period: string) => string {
  const { companyChanges: words, spending } = useWords();
  const figures = useFigures();
  return (limitMinor, period) =>
    limitMinor === null
      ? words.noLimit
      : `${figures.money(limitMinor)} / ${wordFor(spending.periods, period)}`;
}

function useBudgetInWords(): (budget: BudgetThen | null) => string {
  const { companyChanges: words, costCentres } = useWords();
  const figures = useFigures();
  return (budget) =>
    budget
      ? `${figures.money(budget.amountMinor)} / ${wordFor(costCentres.periods, budget.period)}; ` +
        words.beyond(wordFor(costCentres.effects, budget.effect))
      : costCentres.noBudget;
}

/** Of whom a rule asks, step by step. */
const StepsOf = ({ rule }: { rule: RuleThen }) => {
  const { rules, of } = useWords().approvals;
  const language = useLanguage();
  return (
    <>
      {rule.steps.map(({ quorum, names }, index) => {
        const anybody = quorum === 1 ? rules.whoever : of(quorum, rules.whoever);
        const people = names.length > 0 ? peopleInWords(language, { quorum, names }) : anybody;
        return (
          <div class="meta">
            {rules.stepTitle(index + 1)}: {people}
          </div>
        );
      })}
    </>
  );
};

/** What of how a company approves is another than it was. */
const TermsDifference = ({ was, is }: { was: TermsThen; is: TermsThen }) => {
  const { approvals, companyChanges: words, shell } = useWords();
  const { rules } = approvals;
  const figures = useFigures();
  const ticked = (one: boolean) => (one ? shell.yes : shell.no);
  const said = [
    { label: rules.ownAllowed, was: ticked(was.ownAllowed), is: ticked(is.ownAllowed) },
    {
      label: rules.lastsDays,
      ...{ was: figures.number(was.lastsDays, 0), is: figures.number(is.lastsDays, 0) },
    },
    {
      label: rules.tolerance,
      was: figures.number(was.toleranceBp / 100, 2),
      is: figures.number(is.toleranceBp / 100, 2),
    },
  ];
  return (
    <>
      {said
        .filter((one) => one.was !== one.is)
        .map((one) => (
          <div class="meta">
            {one.label}: {one.is}; {words.before(one.was).toLowerCase()}
          </div>
        ))}
    </>
  );
};

type RoleShown = { role: RoleThen; sites: Sites };

const RoleSaid = ({ role, sites }: RoleShown) => {
  const { ownRoles } = useWords();
  const sees = useScopeInWords(sites);
  const may = role.capabilities.map((one) => wordFor(ownRoles.capabilities, one));
  return (
    <div class="meta">
      {may.length > 0 ? may.join(', ') : ownRoles.nothing}; {ownRoles.sees.toLowerCase()}:{' '}
      {sees(role)}
    </div>
  );
};

/** What a role says now that it did not, and what it said before: only what differs. */
const RoleDifference = (shown: { was: RoleThen; is: RoleThen; sites: Sites }) => {
  const { was, is, sites } = shown;
  const { companyChanges: words, ownRoles } = useWords();
  const sees = useScopeInWords(sites);
  const named = (capabilities: readonly string[]) =>
    capabilities.map((one) => wordFor(ownRoles.capabilities, one)).join(', ');
  const given = is.capabilities.filter((one) => !was.capabilities.includes(one));
  const taken = was.capabilities.filter((one) => !is.capabilities.includes(one));
  const [saw, seesNow] = [sees(was), sees(is)];
  const told = [
    was.name !== is.name && words.namedBefore(was.name),
    given.length > 0 && words.given(named(given)),
    taken.length > 0 && words.taken(named(taken)),
    saw !== seesNow && words.seesNow(seesNow, saw),
  ].filter((one) => one !== false);
  return (
    <>
      {told.map((one) => (
        <div class="meta">{one}</div>
      ))}
    </>
  );
};

/** How far a role sees, with its sites by name; one that is closed by now has none. */
function useScopeInWords(sites: Sites) {
  const { companyChanges: words, ownRoles } = useWords();
  return ({ scope, siteIds }: RoleThen): string => {
    if (scope !== 'sites') return wordFor(ownRoles.scopes, scope);
    const names = siteIds.map(
      (id) => sites.find((site) => site.id === id)?.name ?? words.closedSite,
    );
    return ownRoles.seesSites(names.toSorted((one, other) => one.localeCompare(other)).join(', '));
  };
}
