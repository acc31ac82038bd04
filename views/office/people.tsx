import type { StaffMember } from '../../src/people/staff.queries.ts';
import { useBranches, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** What was just done, said once above the page. */
export type StaffDeed = 'invited' | 'changed' | 'blocked' | 'factor-removed' | 'address-taken';

export type StaffShown = {
  place: OfficePlace;
  staff: readonly StaffMember[];
  readerId: string;
  deed: StaffDeed | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Our own people: who they are, what they may do, and how one joins or leaves them. */
export const StaffPage = (shown: StaffShown) => {
  const words = useWords();
  const { company, columns, people } = words;
  const { staff } = people;
  const { deed } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{staff.title}</h1>
      {deed && (
        <Notice mood={deed === 'address-taken' ? 'warn' : 'ok'} role="status">
          {deedsInWords(words)[deed]}
        </Notice>
      )}
      {shown.staff.some(
        ({ personId, hasSecondFactor }) => personId === shown.readerId && !hasSecondFactor,
      ) && (
        <Notice mood="warn">
          <a href="/second-factor">{people.setUpTitle}</a>. {people.secondFactorOffer}
        </Notice>
      )}
      <section id="staff">
        <ScrollRegion label={staff.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{columns.name}</th>
                <th scope="col">{people.email}</th>
                <th scope="col">
                  {company.role} · {staff.branch}
                </th>
                <th scope="col">{people.secondFactorTitle}</th>
                <th scope="col">
                  <span class="visually-hidden">{staff.block}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.staff.map((member) => (
                <Row {...shown} member={member} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </section>
      <InvitationForm {...shown} />
    </OfficeFrame>
  );
};

const deedsInWords = ({ company, people: { staff } }: ReturnType<typeof useWords>) => ({
  invited: company.invitationSent,
  changed: staff.changed,
  blocked: staff.blockedNow,
  'factor-removed': staff.factorRemoved,
  'address-taken': staff.addressTaken,
});

const Row = (shown: StaffShown & { member: StaffMember }) => {
  const { people, company, staffRoles } = useWords();
  const { member, readerId } = shown;
  const isReader = member.personId === readerId;
  return (
    <tr id={`person-${member.personId}`}>
      <th scope="row">
        {member.name} {isReader && `(${company.you})`}
        {member.disabledAt && <Status mood="err">{people.staff.blocked}</Status>}
        {!member.disabledAt && !member.hasPassword && (
          <Status mood="idle">{people.staff.waits}</Status>
        )}
      </th>
      <td>{member.email}</td>
      <td>
        {member.disabledAt ? staffRoles[member.role] : <PositionForm {...shown} member={member} />}
      </td>
      <td>
        {member.hasSecondFactor && <Status mood="ok">{people.secondFactorOn}</Status>}
        {member.hasSecondFactor && !isReader && !member.disabledAt && (
          <Deed
            member={member}
            noun="second-factor-removal"
            label={people.staff.removeFactor}
            question={people.staff.removeFactorQuestion(member.name)}
          />
        )}
      </td>
      <td>
        {!member.disabledAt && (
          <Deed
            member={member}
            noun="block"
            label={people.staff.block}
            question={people.staff.blockQuestion(member.name)}
          />
        )}
      </td>
    </tr>
  );
};

const PositionForm = ({ member }: { member: StaffMember }) => {
  const branches = useBranches();
  const { people, company, shell, staffRoles } = useWords();
  const action = `/office/people/${member.personId}/position`;
  return (
    <form class="row" method="post" action={action} hx-sync="this:drop">
      <select name="role" aria-label={`${company.role}: ${member.name}`}>
        {Object.entries(staffRoles).map(([role, label]) => (
          <option value={role} selected={role === member.role}>
            {label}
          </option>
        ))}
      </select>
      <select name="branchCode" aria-label={`${people.staff.branch}: ${member.name}`}>
        <option value="">{people.staff.noBranch}</option>
        {branches.map(({ value, label }) => (
          <option value={value} selected={value === member.branchCode}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" class="small" aria-label={`${shell.change}: ${member.name}`}>
        {shell.change}
      </button>
    </form>
  );
};

const Deed = (props: { member: StaffMember; noun: string; label: string; question: string }) => (
  <form
    method="post"
    action={`/office/people/${props.member.personId}/${props.noun}`}
    hx-sync="this:drop"
    data-confirm={props.question}
  >
    <button type="submit" class="small danger" aria-label={`${props.label}: ${props.member.name}`}>
      {props.label}
    </button>
  </form>
);

const InvitationForm = ({ values, problems }: StaffShown) => {
  const branches = useBranches();
  const { people, company, columns, staffRoles } = useWords();
  const { staff } = people;
  const labels = { email: people.email, name: columns.name, role: company.role };
  return (
    <section id="invitation">
      <h2>{staff.invite}</h2>
      <p class="meta">{company.inviteNote}</p>
      <form class="form" method="post" action="/office/people" hx-sync="this:drop">
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
          value={values['role'] ?? 'counter'}
          problem={problems['role']}
          options={Object.entries(staffRoles).map(([value, label]) => ({ value, label }))}
        />
        <Choice
          name="branchCode"
          label={staff.branch}
          value={values['branchCode'] ?? ''}
          problem={problems['branchCode']}
          options={[{ value: '', label: staff.noBranch }, ...branches]}
        />
        <button type="submit" class="primary">
          {company.sendInvitation}
        </button>
      </form>
    </section>
  );
};
