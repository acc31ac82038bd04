import type { OwnAccount } from '../../src/payments/own-account.queries.ts';
import { useWords } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Refused =
  | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
  | undefined;
type Shown = { place: OfficePlace; accounts: readonly OwnAccount[]; refused: Refused };

/** Our accounts at banks, and the way in for another. */
export const BankAccountsPage = ({ place, accounts, refused }: Shown) => {
  const { bank, shell } = useWords();
  return (
    <OfficeFrame {...place}>
      <h1>{bank.accounts}</h1>
      <p class="meta">{bank.accountsLead}</p>
      {accounts.length === 0 && <p class="empty">{bank.noAccount}</p>}
      {accounts.length > 0 && (
        <ScrollRegion label={`${bank.accounts}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{bank.iban}</th>
                <th scope="col">{bank.bankName}</th>
                <th scope="col">{bank.bik}</th>
                <th scope="col">{bank.kbe}</th>
                <th scope="col">{bank.holder}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((one) => (
                <tr>
                  <th scope="row">
                    <span class="code">{one.iban}</span>{' '}
                    {one.isMain && <Status mood="ok">{bank.main}</Status>}
                  </th>
                  <td data-label={bank.bankName}>{one.bankName}</td>
                  <td data-label={bank.bik}>
                    <span class="code">{one.bik}</span>
                  </td>
                  <td data-label={bank.kbe}>
                    <span class="code">{one.kbe}</span>
                  </td>
                  <td data-label={bank.holder}>
                    {one.holderName} <small class="meta code">{one.holderBin}</small>
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
  const labels = {
    ...{ iban: bank.iban, bankName: bank.bankName, bik: bank.bik, kbe: bank.kbe },
    ...{ holderName: bank.holder, holderBin: bank.holderBin },
  };
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
        <Field {...common('kbe')} maxlength={2} inputmode="numeric" size="short" />
        <Field {...common('holderName')} maxlength={200} size="medium" />
        <Field {...common('holderBin')} maxlength={12} inputmode="numeric" size="short" />
        <Check name="isMain" label={bank.isMain} checked={values['isMain'] === 'yes'} />
        <button type="submit" class="primary">
          {bank.keepAccount}
        </button>
      </form>
    </section>
  );
};
