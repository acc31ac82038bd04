import type { CompanyChange, RoleThen } from '../../src/history/company-change.ts';
import type { CompanyChangeMade } from '../../src/history/company-changes.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { wordFor } from '../words/refusal-words.ts';

type Shown = {
  changes: readonly CompanyChangeMade[];
  /** Of the company, for roles that see some of them. */
  sites: readonly { id: string; name: string }[];
  page: number;
  hasNext: boolean;
};

/** Who changed which role, colleague, site or limit, and when: the newest first. */
export const CompanyChangesPage = ({ changes, sites, page, hasNext }: Shown) => {
  const { company, companyChanges: words } = useWords();
  const figures = useFigures();
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {changes.length === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <ScrollRegion label={words.title} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.who}</th>
                <th scope="col">{words.when}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((made) => (
                <tr>
                  <th scope="row">
                    <What made={made} sites={sites} />
                  </th>
                  <td data-label={words.who}>
                    {made.isStaff ? words.ours : (made.byName ?? words.ours)}
                  </td>
                  <td class="when">{figures.moment(made.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <Pager
        page={page}
        pages={page + (hasNext ? 1 : 0)}
        hrefOf={(number) => `/company/changes?page=${number}`}
      />
    </>
  );
};

type Made = { made: CompanyChangeMade; sites: Shown['sites'] };

const What = ({ made, sites }: Made) => {
  const inWords = useChangeInWords();
  const { change } = made;
  return (
    <>
      {inWords(made, change)}
      {change.type === 'own-role.changed' && (
        <RoleDifference was={change.was} is={change.is} sites={sites} />
      )}
      {change.type === 'own-role.made' && <RoleSaid role={change} sites={sites} />}
    </>
  );
};

/** A change as one sentence of the reader's language. */
function useChangeInWords() {
  const { companyChanges: words, companyRoles, spending } = useWords();
  const figures = useFigures();
  const amount = (minor: number | null) => (minor === null ? words.noLimit : figures.money(minor));
  return ({ ofName, ownRoleName }: CompanyChangeMade, change: CompanyChange): string => {
    const name = ofName ?? words.somebody;
    switch (change.type) {
      case 'person.invited':
        return words.invited(name);
      case 'membership.begun':
        return words.begun(name);
      case 'membership.ended':
        return words.ended(name);
      case 'membership.role-changed':
        return words.roleOf(name, ownRoleName ?? wordFor(companyRoles, change.role));
      case 'membership.limit-set':
        return words.limitOf(
          name,
          change.limitMinor === null
            ? words.noLimit
            : `${amount(change.limitMinor)} / ${wordFor(spending.periods, change.period)}`,
        );
      case 'membership.approval-limit-set':
        return words.approvalLimitOf(name, amount(change.limitMinor));
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

type RoleShown = { role: RoleThen; sites: Shown['sites'] };

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
const RoleDifference = (shown: { was: RoleThen; is: RoleThen; sites: Shown['sites'] }) => {
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
function useScopeInWords(sites: Shown['sites']) {
  const { companyChanges: words, ownRoles } = useWords();
  return ({ scope, siteIds }: RoleThen): string => {
    if (scope !== 'sites') return wordFor(ownRoles.scopes, scope);
    const names = siteIds.map(
      (id) => sites.find((site) => site.id === id)?.name ?? words.closedSite,
    );
    return ownRoles.seesSites(names.toSorted((one, other) => one.localeCompare(other)).join(', '));
  };
}
