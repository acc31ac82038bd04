import type { CompanyRole, StaffRole } from '../../src/platform/db/schema.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** Why somebody comes to this page who has just done something else. */
type SignInOccasion = 'signed-out' | 'password-set' | 'joined';

export type SignInShown = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  occasion?: SignInOccasion | undefined;
  /** Where to go on to; an address of ours. */
  next: string;
  demo: boolean;
};

/** The people of the demo by what they do; the one password of all is public. */
const demoPassword = 'demo';
const demoBuyers = [
  ['buyer', 'purchaser'],
  ['approver', 'approver'],
  ['accountant', 'accountant'],
  ['foreman', 'foreman'],
  ['company_admin', 'admin'],
] as const satisfies readonly (readonly [CompanyRole, string])[];
const demoStaff = [
  ['counter', 'counter'],
  ['phone', 'phone'],
  ['manager', 'manager'],
  ['head_of_sales', 'head'],
  ['admin', 'admin'],
] as const satisfies readonly (readonly [StaffRole, string])[];

/** Address and password; in the demo also its people, each behind one button. */
export const SignInPage = (shown: SignInShown) => {
  const { people } = useWords();
  return (
    <div class="narrow stack">
      <h1>{people.signInTitle}</h1>
      {shown.occasion && (
        <Notice mood="info" role="status">
          {occasionWords(people)[shown.occasion]}
        </Notice>
      )}
      <SignInForm {...shown} />
      <p>
        <a href="/password-reset">{people.forgot}</a>
      </p>
      {shown.demo && <DemoPeople next={shown.next} />}
    </div>
  );
};

const occasionWords = (people: ReturnType<typeof useWords>['people']) => ({
  'signed-out': people.signedOut,
  'password-set': people.passwordSet,
  joined: people.joined,
});

/** Whole pages come and go with it, because the person's language and colours do. */
const SignInForm = ({ values, problems, refused, next }: SignInShown) => {
  const { people } = useWords();
  return (
    <form id="sign-in" class="form" method="post" action="/sign-in" hx-boost="false">
      <ProblemList
        problems={problems}
        labels={{ email: people.email, password: people.password }}
      />
      {refused && <RefusalNotice reason={refused} />}
      <input type="hidden" name="next" value={next} />
      <Field
        name="email"
        label={people.email}
        type="email"
        autocomplete="username"
        maxlength={254}
        required
        value={values['email']}
        problem={problems['email']}
        autofocus={!values['email']}
      />
      <Field
        name="password"
        label={people.password}
        type="password"
        autocomplete="current-password"
        maxlength={200}
        required
        problem={problems['password']}
      />
      <button type="submit" class="primary">
        {people.signIn}
      </button>
    </form>
  );
};

const DemoPeople = ({ next }: { next: string }) => {
  const { people, companyRoles, staffRoles } = useWords();
  return (
    <section>
      <h2>{people.demoTitle}</h2>
      <p class="meta">{people.demoNote(demoPassword)}</p>
      <ul class="plain-list">
        {demoBuyers.map(([role, local]) => (
          <DemoPerson email={`${local}@altyn.example`} role={companyRoles[role]} next={next} />
        ))}
        {demoStaff.map(([role, local]) => (
          <DemoPerson
            email={`${local}@counterweight.example`}
            role={staffRoles[role]}
            next={next}
          />
        ))}
      </ul>
    </section>
  );
};

const DemoPerson = ({ email, role, next }: { email: string; role: string; next: string }) => (
  <li>
    <form class="row" method="post" action="/sign-in" hx-boost="false">
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="password" value={demoPassword} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="small">
        {role}
      </button>
      <span class="meta">{email}</span>
    </form>
  </li>
);
