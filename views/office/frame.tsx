import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from '../language.tsx';
import { Icon } from '../parts/icon.tsx';

export type OfficeSection =
  | 'history'
  | 'customers'
  | 'quotes'
  | 'terms'
  | 'credit'
  | 'documents'
  | 'disputes'
  | 'payments'
  | 'prices'
  | 'freight'
  | 'freight-to-agree'
  | 'approvals'
  | 'bank'
  | 'accounts'
  | 'certificates'
  | 'loyalty'
  | 'at-risk'
  | 'claims'
  | 'cases'
  | 'changes'
  | 'instrument'
  | 'missing'
  | 'storage'
  | 'demand'
  | 'people'
  | 'customs'
  | 'seller';

/** The work that parts of the office belong to. */
export type OfficeGroup = 'sales' | 'terms' | 'money' | 'quality' | 'ourselves';

/** Where in the office a page stands, and which parts its reader may enter, by the work they belong to. */
export type OfficePlace = {
  here: OfficeSection;
  groups: readonly { group: OfficeGroup; sections: readonly OfficeSection[] }[];
};

const hrefs: Record<OfficeSection, string> = {
  history: '/office',
  customers: '/office/customers',
  terms: '/office/terms',
  credit: '/office/credit',
  documents: '/office/documents',
  customs: '/office/customs',
  disputes: '/office/disputed-lines',
  payments: '/office/payments',
  quotes: '/office/quotes',
  prices: '/office/price-lists',
  freight: '/office/freight',
  'freight-to-agree': '/office/freight-to-agree',
  approvals: '/office/price-approvals',
  bank: '/office/bank',
  accounts: '/office/bank/accounts',
  certificates: '/office/certificates',
  loyalty: '/office/loyalty',
  'at-risk': '/office/at-risk',
  claims: '/office/claims',
  cases: '/office/cases',
  changes: '/office/changes',
  instrument: '/office/instrument',
  missing: '/office/missing-goods',
  storage: '/office/storage',
  demand: '/office/missed-demand',
  people: '/office/people',
  seller: '/office/seller',
};

/** The office around a page: its parts stand beside it; a phone opens them over it. */
export const OfficeFrame = ({ here, groups, children }: PropsWithChildren<OfficePlace>) => {
  const { office } = useWords();
  return (
    <div class="office-grid">
      <div>
        <button type="button" class="rail-open" popovertarget="office-parts">
          {office.allSections} <Icon name="chevron-down" />
        </button>
        <nav id="office-parts" class="rail-links" popover="auto" aria-label={office.title}>
          {groups.map(({ group, sections }) => (
            <div role="group" aria-label={office.groups[group]}>
              <span class="rail-head" aria-hidden="true">
                {office.groups[group]}
              </span>
              {sections.map((section) => (
                <a href={hrefs[section]} aria-current={section === here ? 'page' : undefined}>
                  {office.sections[section]}
                </a>
              ))}
            </div>
          ))}
        </nav>
      </div>
      <div class="stack">{children}</div>
    </div>
  );
};
