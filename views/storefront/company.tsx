import type { ToldTerms } from '../../src/customers/agreement.queries.ts';
import type { CompanyFacts } from '../../src/people/membership.queries.ts';
import type { SessionShown } from '../../src/people/session.queries.ts';
import type { Language, Theme } from '../../src/platform/db/schema.ts';
import { languages, useWords } from '../language.tsx';
import { AgreedTerms } from '../parts/agreed-terms.tsx';
import { Choice } from '../parts/field.tsx';
import { useInstalmentInWords } from '../parts/instalments.tsx';
import { CreditBar, Notice, Status } from '../parts/status.tsx';
import { Colleagues, type ColleaguesShown, InvitationForm, InvitedTable } from './colleagues.tsx';
import { Sessions } from './sessions.tsx';

/** What was just done, said once above the page. */
export type CompanyDeed =
  | 'invited'
  | 'already'
  | 'cancelled'
  | 'ended'
  | 'role-changed'
  | 'limit-set'
  | 'preferences-saved';

export type CompanyShown = ColleaguesShown & {
  facts: CompanyFacts;
  /** In force today; undefined for a company without an agreement. */
  terms: ToldTerms | undefined;
  /** A foreman sees neither prices nor terms. */
  seesTerms: boolean;
  seesMoney: boolean;
  managesKeys: boolean;
  fillsCarts: boolean;
  companies: CompanyFacts['companies'];
  sessions: readonly SessionShown[];
  reader: { personId: string; companyId: string; language: Language; theme: Theme };
  deed: CompanyDeed | undefined;
};

/** A company as its own people see it, and each one's own account. */
export const CompanyPage = (shown: CompanyShown) => {
  const words = useWords();
  const { facts, deed } = shown;
  return (
    <>
      <div class="page-head">
        <h1>{facts.name}</h1>
        {shown.seesMoney && <a href="/statements">{words.statements.title}</a>}
        {shown.seesTerms && <a href="/approvals">{words.approvals.title}</a>}
        {shown.seesTerms && <a href="/company/cost-centres">{words.costCentres.title}</a>}
        {shown.manages && <a href="/company/roles">{words.ownRoles.title}</a>}
        {shown.manages && <a href="/company/changes">{words.companyChanges.title}</a>}
        {shown.managesKeys && <a href="/company/keys">{words.apiKeys.title}</a>}
      </div>
      {deed && (
        <Notice mood={deed === 'already' ? 'warn' : 'ok'} role="status">
          {deedsInWords(words)[deed]}
        </Notice>
      )}
      <Facts facts={facts} />
      <p>
        <a href="/company/articles">{words.articles.title}</a>
        {' · '}
        <a href="/quotes">{words.quotes.title}</a>
        {' · '}
        <a href="/claims" hx-boost="false">
          {words.claims.title}
        </a>
        {' · '}
        <a href="/company/answers">{words.cases.answers.title}</a>
        {shown.fillsCarts && (
          <>
            {' · '}
            <a href="/lists">{words.savedLists.title}</a>
          </>
        )}
      </p>
      {shown.seesTerms && <Terms facts={facts} terms={shown.terms} />}
      <Companies {...shown} />
      <Colleagues {...shown} />
      {shown.manages && <InvitationForm {...shown} />}
      {shown.manages && shown.invited.length > 0 && <InvitedTable {...shown} />}
      <Sites facts={facts} manages={shown.manages} />
      <Preferences {...shown} />
      <Sessions sessions={shown.sessions} />
    </>
  );
};

const deedsInWords = ({ company, people, spending }: ReturnType<typeof useWords>) => ({
  invited: company.invitationSent,
  already: company.alreadyColleague,
  cancelled: company.invitationCancelled,
  ended: company.ended,
  'role-changed': company.roleChanged,
  'limit-set': spending.set,
  'preferences-saved': people.preferencesSaved,
});

const Facts = ({ facts }: Pick<CompanyShown, 'facts'>) => {
  const { company } = useWords();
  return (
    <dl class="facts">
      <dt>{company.bin}</dt>
      <dd class="code">{facts.bin}</dd>
      {facts.address && (
        <>
          <dt>{company.address}</dt>
          <dd>{facts.address}</dd>
        </>
      )}
      {facts.managerName && (
        <>
          <dt>{company.manager}</dt>
          <dd>
            {facts.managerName}
            {facts.managerPhone && (
              <>
                ,{' '}
                <a href={`tel:${facts.managerPhone.replaceAll(/[^+\d]/g, '')}`}>
                  {facts.managerPhone}
                </a>
              </>
            )}
          </dd>
        </>
      )}
    </dl>
  );
};

/** On what terms the company buys, and how much of its credit is left. */
const Terms = ({ facts, terms }: Pick<CompanyShown, 'facts' | 'terms'>) => {
  const { agreed, company, checkout, columns, credit, instalments } = useWords();
  const say = useInstalmentInWords();
  const { agreementNumber, payment, paymentDays, creditKind } = facts;
  return (
    <section id="terms">
      <h2>{company.agreement}</h2>
      <dl class="facts">
        {agreementNumber !== null && (
          <>
            <dt>{columns.number}</dt>
            <dd>{agreementNumber}</dd>
          </>
        )}
        {payment !== null && (
          <>
            <dt>{checkout.payment}</dt>
            <dd>
              {checkout.payments[payment]}
              {payment === 'on-account' && paymentDays !== null && (
                <>, {company.paymentDays(paymentDays)}</>
              )}
            </dd>
          </>
        )}
        {terms && terms.instalments.length > 0 && (
          <>
            <dt>{instalments.title}</dt>
            <dd>{terms.instalments.map(say).join('; ')}</dd>
          </>
        )}
        {terms && terms.requiredFields.length > 0 && (
          <>
            <dt>{agreed.required}</dt>
            <dd>{terms.requiredFields.map((field) => agreed.fields[field]).join(', ')}</dd>
          </>
        )}
        {creditKind !== 'amount' && (
          <>
            <dt>{company.credit}</dt>
            <dd>{company.creditKinds[creditKind]}</dd>
          </>
        )}
      </dl>
      {creditKind === 'amount' && (
        <CreditBar limitMinor={facts.limitMinor ?? 0} exposureMinor={facts.exposureMinor} />
      )}
      {terms && <AgreedTerms agreed={terms} seesPrices />}
      {creditKind !== 'none' && (
        <p>
          <a href="/company/credit">{credit.see}</a>
        </p>
      )}
    </section>
  );
};

/** Only for those who buy for several. Whole pages come and go, because the cart and the prices do. */
const Companies = ({ companies, reader }: CompanyShown) => {
  const { company, companyRoles } = useWords();
  if (companies.length < 2) return null;
  return (
    <section id="companies">
      <h2>{company.companies}</h2>
      <ul class="plain-list">
        {companies.map(({ id, name, role, ownRoleName }) => (
          <li>
            <form class="row" method="post" action="/company/choice" hx-boost="false">
              <span class="grow">
                {name} · {ownRoleName ?? companyRoles[role]}
              </span>
              <input type="hidden" name="companyId" value={id} />
              {id === reader.companyId ? (
                <Status mood="ok">{company.thisCompany}</Status>
              ) : (
                <button type="submit" class="small" aria-label={`${company.switchTo}: ${name}`}>
                  {company.switchTo}
                </button>
              )}
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Sites = ({ facts, manages }: Pick<CompanyShown, 'facts' | 'manages'>) => {
  const { company, sites } = useWords();
  return (
    <section id="sites">
      <h2>{company.sites}</h2>
      {facts.sites.length === 0 && <p class="empty">{company.noSites}</p>}
      <ul class="plain-list">
        {facts.sites.map(({ name, city, address }) => (
          <li>
            <strong>{name}</strong>, {city}, {address}
          </li>
        ))}
      </ul>
      {manages && (
        <p>
          <a href="/company/sites">{sites.keep}</a>
        </p>
      )}
    </section>
  );
};

const Preferences = ({ reader, problems }: CompanyShown) => {
  const { people, shell } = useWords();
  return (
    <section id="preferences">
      <h2>{people.preferences}</h2>
      <form class="form" method="post" action="/company/preferences" hx-boost="false">
        <div class="row filters">
          <Choice
            name="language"
            label={shell.language}
            value={reader.language}
            problem={problems['language']}
            options={languages.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Choice
            name="theme"
            prefix="own-"
            label={shell.theme}
            value={reader.theme}
            problem={problems['theme']}
            options={Object.entries(shell.themes).map(([value, label]) => ({ value, label }))}
          />
          <button type="submit">{shell.save}</button>
        </div>
      </form>
    </section>
  );
};
