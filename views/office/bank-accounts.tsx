import type { OwnAccount } from '../../src/payments/own-account.queries.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Refused =
  | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
  | undefined;
type Shown = { place: OfficePlace; accounts: readonly OwnAccount[]; refused: Refused };

/** Our accounts at banks, and the way in for another. */
export const BankAccountsPage = ({ place, accounts, refused }: Shown) => {
  const { bank, papers, shell } = useWords();
  return (
    <OfficeFrame {...place}>
      <h1>{bank.accounts}</h1>
      <p class="meta">
        {bank.accountsLead} <a href="/office/seller">{papers.seller.title}</a>
      </p>
      {accounts.length === 0 && <p class="empty">{bank.noAccount}</p>}
      {accounts.length > 0 && (
        <ScrollRegion label={`${bank.accounts}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{bank.iban}</th>
                <th scope="col">{bank.bankName}</th>
                <th scope="col">{bank.bik}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((one) => (
                <tr>
                  <th scope="row">
                    <span class="code">{one.iban}</span>
                  </th>
                  <td data-label={bank.bankName}>{one.bankName}</td>
                  <td data-label={bank.bik}>
                    <span class="code">{one.bik}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <AccountForm refused={refused} />
    </OfficeFrame>
  );
};

const AccountForm = ({ refused }: { refused: Refused }) => {
  const { bank } = useWords();
  const { values = {}, problems = {} } = refused ?? {};
  const labels = { iban: bank.iban, bankName: bank.bankName, bik: bank.bik };
  const common = (name: keyof typeof labels) => ({
    ...{ name, label: labels[name], value: values[name], problem: problems[name] },
  });
  return (
    <section aria-labelledby="account-title">
      <h2 id="account-title">{bank.addAccount}</h2>
      <p class="meta">{bank.addAccountHint}</p>
      <form method="post" action="/office/bank/accounts" class="form" hx-sync="this:drop">
        <ProblemList problems={problems} labels={labels} />
        <Field {...common('iban')} maxlength={60} size="medium" />
        <Field {...common('bankName')} maxlength={120} size="medium" />
        <Field {...common('bik')} maxlength={8} size="short" />
        <button type="submit" class="primary">
          {bank.keepAccount}
        </button>
      </form>
    </section>
  );
};
