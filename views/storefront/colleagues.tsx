import type { Colleague, Invited } from '../../src/people/membership.queries.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Moment } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { LimitForm, useLimitInWords, type WrongLimit } from './spending-limit.tsx';

export type ColleaguesShown = {
  colleagues: readonly Colleague[];
  invited: readonly Invited[];
  /** The roles that the company made for itself. */
  ownRoles: readonly { id: string; name: string }[];
  reader: { personId: string };
  /** May invite, change roles and end memberships. */
  manages: boolean;
  /** A spending limit that could not be read, with what was typed. */
  wrongLimit: WrongLimit | undefined;
  /** Of the form of invitation. */
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Who acts for the company and as what; its administrators change both here. */
export const Colleagues = (shown: ColleaguesShown) => {
  const { colleagues, reader, manages, wrongLimit } = shown;
  const { company, columns, people, companyRoles, spending } = useWords();
  const limitInWords = useLimitInWords();
  return (
    <section id="colleagues">
      <h2>{company.colleagues}</h2>
      {!manages && <p class="meta">{company.managedBy}</p>}
      {manages && <p class="meta">{spending.note}</p>}
      <ScrollRegion label={company.colleagues} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{people.email}</th>
              <th scope="col">{company.role}</th>
              <th scope="col">{spending.limit}</th>
              {manages && (
                <th scope="col">
                  <span class="visually-hidden">{company.endMembership}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {colleagues.map((colleague) => (
              <tr id={`colleague-${colleague.personId}`}>
                <th scope="row">
                  {colleague.name}
                  {colleague.personId === reader.personId && ` (${company.you})`}
                </th>
                <td>{colleague.email}</td>
                <td class="whole" data-label={manages ? undefined : company.role}>
                  {manages ? (
                    <RoleForm colleague={colleague} ownRoles={shown.ownRoles} />
                  ) : (
                    (colleague.ownRoleName ?? companyRoles[colleague.role])
                  )}
                </td>
                <td class="whole" data-label={spending.limit}>
                  {manages ? (
                    <LimitForm
                      colleague={colleague}
                      wrong={wrongLimit?.personId === colleague.personId ? wrongLimit : undefined}
                    />
                  ) : (
                    limitInWords(colleague)
                  )}
                </td>
                {manages && (
                  <td class="deed">
                    <Removal colleague={colleague} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};

/** The roles of ours, then the company's own. */
function useRoleChoices(ownRoles: ColleaguesShown['ownRoles']) {
  const { companyRoles } = useWords();
  const ours = Object.entries(companyRoles).map(([value, label]) => ({ value, label }));
  return [...ours, ...ownRoles.map(({ id, name }) => ({ value: id, label: name }))];
}

const RoleForm = (shown: { colleague: Colleague; ownRoles: ColleaguesShown['ownRoles'] }) => {
  const { company, shell } = useWords();
  const { colleague } = shown;
  const chosen = colleague.ownRoleId ?? colleague.role;
  const action = `/company/colleagues/${colleague.personId}/role`;
  return (
    <form class="row" method="post" action={action} hx-sync="this:drop">
      <select name="role" aria-label={`${company.role}: ${colleague.name}`}>
        {useRoleChoices(shown.ownRoles).map(({ value, label }) => (
          <option value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" class="small" aria-label={`${shell.change}: ${colleague.name}`}>
        {shell.change}
      </button>
    </form>
  );
};

const Removal = ({ colleague }: { colleague: Colleague }) => {
  const { company } = useWords();
  return (
    <form
      method="post"
      action={`/company/colleagues/${colleague.personId}/removal`}
      hx-sync="this:drop"
      data-confirm={company.endQuestion(colleague.name)}
    >
      <button
        type="submit"
        class="small danger"
        aria-label={`${company.endMembership}: ${colleague.name}`}
      >
        {company.endMembership}
      </button>
    </form>
  );
};

/** Asks somebody to join; the place begins with the acceptance. */
export const InvitationForm = ({ values, problems, ownRoles }: ColleaguesShown) => {
  const { company, columns, people } = useWords();
  const labels = { email: people.email, name: columns.name, role: company.role };
  return (
    <section id="invitation">
      <h2>{company.invite}</h2>
      <p class="meta">{company.inviteNote}</p>
      <form class="form" method="post" action="/company/invitations" hx-sync="this:drop">
        <ProblemList problems={problems} labels={labels} />
        <Field
          name="email"
          label={people.email}
          type="email"
          autocomplete="off"
          maxlength={254}
          required
          value={values['email']}
          problem={problems['email']}
        />
        <Field
          name="name"
          label={columns.name}
          autocomplete="off"
          maxlength={200}
          required
          value={values['name']}
          problem={problems['name']}
        />
        <Choice
          name="role"
          label={company.role}
          value={values['role'] ?? 'buyer'}
          problem={problems['role']}
          options={useRoleChoices(ownRoles)}
        />
        <button type="submit" class="primary">
          {company.sendInvitation}
        </button>
      </form>
    </section>
  );
};

/** Who was asked and has not answered. */
export const InvitedTable = ({ invited }: ColleaguesShown) => {
  const { company, people, companyRoles } = useWords();
  return (
    <section id="invited">
      <h2>{company.invitedTitle}</h2>
      <ScrollRegion label={company.invitedTitle} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{people.email}</th>
              <th scope="col">{company.role}</th>
              <th scope="col">{company.invitedUntil}</th>
              <th scope="col">
                <span class="visually-hidden">{company.cancelInvitation}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invited.map(({ personId, email, role, ownRoleName, expiresAt }) => (
              <tr>
                <th scope="row">{email}</th>
                <td data-label={company.role}>{ownRoleName ?? companyRoles[role]}</td>
                <td data-label={company.invitedUntil}>
                  <Moment at={expiresAt} />
                </td>
                <td class="deed">
                  <form
                    method="post"
                    action={`/company/invitations/${personId}/cancellation`}
                    hx-sync="this:drop"
                  >
                    <button
                      type="submit"
                      class="small"
                      aria-label={`${company.cancelInvitation}: ${email}`}
                    >
                      {company.cancelInvitation}
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};
