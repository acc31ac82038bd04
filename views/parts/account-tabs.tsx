import { useWords } from '../language.tsx';

export type AccountTab = 'now' | 'ledger' | 'act';

/** The parts of a customer's own account; the days that were chosen go along. */
export const AccountTabs = ({ here, days }: { here: AccountTab; days?: string }) => {
  const { statements: words } = useWords();
  const tabs = [
    ['now', '/statements'],
    ['ledger', `/statements/ledger${days ?? ''}`],
    ['act', `/statements/reconciliation${days ?? ''}`],
  ] as const;
  return (
    <nav class="tabs no-print" aria-label={words.nav}>
      {tabs.map(([tab, href]) => (
        <a href={href} aria-current={tab === here ? 'page' : undefined}>
          {words.tabs[tab]}
        </a>
      ))}
    </nav>
  );
};
