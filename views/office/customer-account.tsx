import type { AccountNow, OpenOrder } from '../../src/payments/account.queries.ts';
import { useWords } from '../language.tsx';
import { LedgerTable, type LedgerShown } from '../parts/account-ledger.tsx';
import { AccountToday } from '../parts/account-now.tsx';
import { OpenOrderRows } from '../parts/account-open.tsx';
import { PeriodForm } from '../parts/account-period.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  companyId: string;
  companyName: string;
  now: AccountNow | undefined;
  /** The first of them. */
  open: readonly OpenOrder[];
  on: string;
  ledger: LedgerShown;
};

/** A customer's account as he sees it, for those of us who talk with him; nothing is done here. */
export const CustomerAccountPage = (shown: Shown) => {
  const { statements: words } = useWords();
  const { now, open, on, companyId, companyName } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.titleOf(companyName)}</h1>
      {now ? <AccountToday now={now} on={on} forStaff /> : <p>{words.even}</p>}
      <section>
        <h2>{words.open}</h2>
        {open.length === 0 ? (
          <p class="empty">{words.nothingOpen}</p>
        ) : (
          <ScrollRegion label={words.open} folds>
            <OpenOrderRows
              {...{ open, on, mayPay: false, ticked: [], values: {}, problems: {} }}
              hrefOf={(orderId) => `/office/orders/${orderId}`}
            />
          </ScrollRegion>
        )}
      </section>
      <section>
        <h2>{words.ledger}</h2>
        <PeriodForm
          base={`/office/customers/${companyId}/account`}
          period={shown.ledger.period}
          on={on}
        />
        <LedgerTable {...shown.ledger} />
      </section>
    </OfficeFrame>
  );
};
