import type { AffectedCompany } from '../../src/pricing/affected.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

/** Whom new prices reach: how many companies, and those first that buy most of what changes. */
export const AffectedCompanies = (shown: {
  affected: { companies: readonly AffectedCompany[]; total: number; buying: number };
}) => {
  const { prices, office } = useWords();
  const figures = useFigures();
  const { companies, total, buying } = shown.affected;
  const hidden = total - companies.length;
  return (
    <section data-t="affected">
      <h2>{prices.affected(total)}</h2>
      <p>{prices.affectedBuying(buying)}</p>
      {companies.length > 0 && (
        <details open={total <= 5}>
          <summary>{prices.affectedList}</summary>
          <ScrollRegion label={prices.affected(total)}>
            <table class="compact">
              <thead>
                <tr>
                  <th scope="col">{office.holder}</th>
                  <th scope="col">{prices.agreement}</th>
                  <th scope="col">{prices.group}</th>
                  <th scope="col" class="n">
                    {prices.boughtOfThese}
                  </th>
                </tr>
              </thead>
              <tbody>
                {companies.map((company) => (
                  <tr>
                    <th scope="row">
                      <a href={`/office/customers/${company.companyId}`}>{company.name}</a>{' '}
                      {company.siteName && <small class="meta">{company.siteName}</small>}
                    </th>
                    <td>{company.agreementNumber ?? office.noAgreement}</td>
                    <td>{company.groupName}</td>
                    <td class="n">{figures.bare.count(company.bought)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {hidden > 0 && <p class="meta">{office.more(hidden)}</p>}
        </details>
      )}
    </section>
  );
};
