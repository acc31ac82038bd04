import type { CompanyChangeMade } from '../../src/history/company-changes.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { ChangeMade } from '../parts/company-change.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

type Shown = {
  changes: readonly CompanyChangeMade[];
  /** Of the company, for roles that see some of them. */
  sites: readonly { id: string; name: string }[];
  page: number;
  hasNext: boolean;
};

/** Who changed which role, colleague, site, limit, rule or budget, and when: the newest first. */
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
                    <ChangeMade made={made} sites={sites} />
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
