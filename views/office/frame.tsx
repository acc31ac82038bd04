import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from '../language.tsx';

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
  | 'demand'
  | 'people'
  | 'seller';

/** Where in the office a page stands, and which parts its reader may enter. */
export type OfficePlace = { here: OfficeSection; sections: readonly OfficeSection[] };

const hrefs: Record<OfficeSection, string> = {
  history: '/office',
  customers: '/office/customers',
  terms: '/office/terms',
  credit: '/office/credit',
  documents: '/office/documents',
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
  demand: '/office/missed-demand',
  people: '/office/people',
  seller: '/office/seller',
};

/** The office around a page: its parts stand beside it. */
export const OfficeFrame = ({ here, sections, children }: PropsWithChildren<OfficePlace>) => {
  const { office } = useWords();
  return (
    <div class="office-grid">
      <nav class="rail-links" aria-label={office.title}>
        {sections.map((section) => (
          <a href={hrefs[section]} aria-current={section === here ? 'page' : undefined}>
            {office.sections[section]}
          </a>
        ))}
      </nav>
      <div class="stack">{children}</div>
    </div>
  );
};
