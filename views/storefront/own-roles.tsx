import type { CompanyOwnRole } from '../../src/people/own-role.queries.ts';
import { ownChoices, ownScopes } from '../../src/people/own-role.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';
import { ProblemList, problemInWords } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';

type Shown = {
  roles: readonly CompanyOwnRole[];
  /** Of the company; a role may be bound to some. */
  sites: readonly { id: string; name: string }[];
  /** Those that were ticked in a form that came back. */
  chosenSites: readonly string[];
  /** Made for the form: the new role's id. */
  formKey: string;
  /** Which role could not be changed; undefined for a new one. */
  wrongId: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused: RefusalReason | undefined;
};

const PATH = '/company/roles';

/** The roles that a company makes for itself, with who is in them. */
export const OwnRolesPage = (shown: Shown) => {
  const { company, ownRoles } = useWords();
  const { roles } = shown;
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <h1>{ownRoles.title}</h1>
      <p class="meta">{ownRoles.lead}</p>
      {shown.refused && <RefusalNotice reason={shown.refused} />}
      {roles.length === 0 && <p class="empty">{ownRoles.none}</p>}
      <ul class="plain-list approval-cards">
        {roles.map((role) => (
          <Role role={role} shown={shown} />
        ))}
      </ul>
      {roles.length > 0 && (
        <p>
          <a href="/company#colleagues">{ownRoles.give}</a>
        </p>
      )}
      <NewRole {...shown} />
    </>
  );
};

const Role = ({ role, shown }: { role: CompanyOwnRole; shown: Shown }) => {
  const { ownRoles, shell } = useWords();
  const { id, name, capabilities, people } = role;
  const isWrong = shown.wrongId === id;
  const may = ownChoices.filter((choice) => capabilities.includes(choice));
  return (
    <li id={`role-${id}`} class="stack">
      <h2>{name}</h2>
      <dl class="facts">
        <dt>{ownRoles.may}</dt>
        <dd>
          {may.length === 0
            ? ownRoles.nothing
            : may.map((choice) => ownRoles.capabilities[choice]).join('; ')}
        </dd>
        <dt>{ownRoles.sees}</dt>
        <dd>
          {role.scope === 'sites'
            ? ownRoles.seesSites(
                shown.sites
                  .filter((site) => role.siteIds.includes(site.id))
                  .map((site) => site.name)
                  .join(', '),
              )
            : ownRoles.scopes[role.scope]}
        </dd>
        <dt>{ownRoles.people}</dt>
        <dd>{people.length === 0 ? ownRoles.nobody : people.join(', ')}</dd>
      </dl>
      <details open={isWrong}>
        <summary>{shell.change}</summary>
        <form class="form" method="post" action={`${PATH}/${id}`} hx-sync="this:drop">
          <RoleFields
            prefix={`${id}-`}
            sites={shown.sites}
            chosenSites={isWrong ? shown.chosenSites : role.siteIds}
            values={
              isWrong
                ? shown.values
                : {
                    ...{ name, scope: role.scope },
                    ...Object.fromEntries(may.map((choice) => [choice, 'yes'])),
                  }
            }
            problems={isWrong ? shown.problems : {}}
          />
          <button type="submit" aria-label={`${shell.save}: ${name}`}>
            {shell.save}
          </button>
        </form>
      </details>
      <form
        method="post"
        action={`${PATH}/${id}/end`}
        hx-sync="this:drop"
        data-confirm={ownRoles.endQuestion(name)}
      >
        <button type="submit" class="small danger" aria-label={ownRoles.endOf(name)}>
          {ownRoles.end}
        </button>
      </form>
    </li>
  );
};

const NewRole = ({ formKey, wrongId, values, problems, sites, chosenSites }: Shown) => {
  const { ownRoles } = useWords();
  const isOwn = wrongId === undefined;
  return (
    <section id="new-role">
      <h2>{ownRoles.add}</h2>
      <form class="form" method="post" action={PATH} hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <RoleFields
          prefix=""
          sites={sites}
          chosenSites={isOwn ? chosenSites : []}
          values={isOwn ? values : {}}
          problems={isOwn ? problems : {}}
        />
        <button type="submit" class="primary">
          {ownRoles.make}
        </button>
      </form>
    </section>
  );
};

/** The name of a role and what it includes. */
const RoleFields = (
  shown: Pick<Shown, 'values' | 'problems' | 'sites' | 'chosenSites'> & { prefix: string },
) => {
  const words = useWords();
  const { ownRoles } = words;
  const { prefix, values, problems } = shown;
  const problem = problems['capabilities'];
  const problemId = `${prefix}capabilities-problem`;
  return (
    <>
      <ProblemList
        problems={problems}
        labels={{
          ...ownRoles.capabilities,
          ...{ name: ownRoles.name, capabilities: ownRoles.may },
          ...{ scope: ownRoles.sees, site: ownRoles.sites },
        }}
        prefix={prefix}
      />
      <Field
        name="name"
        prefix={prefix}
        label={ownRoles.name}
        hint={ownRoles.nameHint}
        autocomplete="off"
        size="medium"
        maxlength={60}
        required
        value={values['name']}
        problem={problems['name']}
      />
      <fieldset id={`${prefix}capabilities`} aria-describedby={problem && problemId}>
        <legend>{ownRoles.may}</legend>
        {problem && (
          <strong class="problem" id={problemId}>
            {problemInWords(words, problem)}
          </strong>
        )}
        {ownChoices.map((choice) => (
          <Check
            name={choice}
            prefix={prefix}
            label={ownRoles.capabilities[choice]}
            checked={values[choice] === 'yes'}
          />
        ))}
      </fieldset>
      <Choice
        name="scope"
        prefix={prefix}
        label={ownRoles.sees}
        value={values['scope'] ?? 'company'}
        problem={problems['scope']}
        options={ownScopes.map((scope) => ({ value: scope, label: ownRoles.scopes[scope] }))}
      />
      <Sites {...shown} />
    </>
  );
};

/** The sites that a role is bound to, where it is to some. */
const Sites = (shown: Pick<Shown, 'sites' | 'chosenSites' | 'problems'> & { prefix: string }) => {
  const words = useWords();
  const { ownRoles } = words;
  const { prefix, sites, chosenSites, problems } = shown;
  const problem = problems['site'];
  const problemId = `${prefix}site-problem`;
  return (
    <fieldset id={`${prefix}site`} aria-describedby={problem && problemId}>
      <legend>{ownRoles.sites}</legend>
      {problem && (
        <strong class="problem" id={problemId}>
          {problemInWords(words, problem)}
        </strong>
      )}
      {sites.length === 0 && <p class="empty">{ownRoles.noSites}</p>}
      {sites.map(({ id, name }) => (
        <Check
          name="site"
          value={id}
          prefix={`${prefix}${id}-`}
          label={name}
          checked={chosenSites.includes(id)}
        />
      ))}
    </fieldset>
  );
};
