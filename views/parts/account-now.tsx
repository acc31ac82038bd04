import type { AccountNow } from '../../src/payments/account.queries.ts';
import { accountAgeing, accountSums } from '../../src/payments/account.ts';
import { useFigures, useWords } from '../language.tsx';
import { CreditBar } from './status.tsx';

/** A customer's account as it stands on a day, for the customer or for us. */
export type AccountShown = { now: AccountNow; on: string; forStaff: boolean };

/** What is owed in a sentence, what it is made of, how old it is, and what of the credit is taken. */
export const AccountToday = (shown: AccountShown) => (
  <>
    <Owed {...shown} />
    <div class="columns">
      <MadeOf {...shown} />
      <ByAge {...shown} />
    </div>
  </>
);

const Owed = ({ now, on, forStaff }: AccountShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { owedMinor } = accountSums(now, now.owed);
  if (owedMinor === 0) {
    return (
      <p class="account-owed" data-t="totals">
        {words.even} <span class="meta">{words.asOf(figures.date(on))}</span>
      </p>
    );
  }
  const theirs = forStaff ? words.customerOwes : words.youOwe;
  const ours = forStaff ? words.weOweCustomer : words.weOwe;
  return (
    <p class="account-owed" data-t="totals">
      {owedMinor > 0 ? theirs : ours}{' '}
      <strong class="amount">{figures.moneyExact(Math.abs(owedMinor))}</strong>{' '}
      <span class="meta">{words.asOf(figures.date(on))}</span>
    </p>
  );
};

const MadeOf = ({ now, forStaff }: AccountShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { goodsMinor, aheadMinor, unusedMinor, owedMinor } = accountSums(now, now.owed);
  const taken = (minor: number) => figures.moneyExact(minor === 0 ? 0 : -minor);
  return (
    <section>
      <dl class="facts account-parts">
        <dt>{words.parts.goods}</dt>
        <dd class="amount">{figures.moneyExact(goodsMinor)}</dd>
        <dt>{words.parts.ahead}</dt>
        <dd class="amount">{taken(aheadMinor)}</dd>
        <dt>{words.parts.unused}</dt>
        <dd class="amount">{taken(unusedMinor)}</dd>
        <dt>{words.parts.sum}</dt>
        <dd class="amount">
          <strong>{figures.moneyExact(owedMinor)}</strong>
        </dd>
      </dl>
      {now.toHandOverMinor > 0 && (
        <p class="meta">
          {words.toHandOver} <span class="amount">{figures.moneyExact(now.toHandOverMinor)}</span>
        </p>
      )}
      <CreditTaken now={now} forStaff={forStaff} />
    </section>
  );
};

const CreditTaken = ({ now, forStaff }: Pick<AccountShown, 'now' | 'forStaff'>) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { creditKind, limitMinor, exposureMinor } = now;
  const more = !forStaff && <a href="/company/credit">{words.aboutCredit}</a>;
  if (creditKind === 'amount') {
    return (
      <>
        <CreditBar limitMinor={limitMinor ?? 0} exposureMinor={exposureMinor} />
        <p>{more}</p>
      </>
    );
  }
  return (
    <p data-t="credit">
      {words.exposure} <strong class="amount">{figures.money(exposureMinor)}</strong>,{' '}
      {creditKind === 'unlimited' ? words.unlimited : words.noCredit}. {more}
    </p>
  );
};

/** All ages, also those that nothing has; what is disputed stands beside them. */
const ByAge = ({ now, on }: AccountShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { buckets, overdueMinor } = accountAgeing(now.owed, on);
  const disputedMinor = now.owed.reduce((sum, { objectedMinor }) => sum + objectedMinor, 0);
  return (
    <section>
      <table class="account-ages">
        <caption>{words.ageing}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{words.columns.due}</span>
            </th>
            <th scope="col" class="n">
              {words.items}
            </th>
            <th scope="col" class="n">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ bucket, dueMinor, count }) => (
            <tr class={dueMinor === 0 ? 'is-none' : undefined}>
              <th scope="row">{words.buckets[bucket]}</th>
              <td class="n">{figures.bare.count(count)}</td>
              <td class="n">{figures.bare.moneyExact(dueMinor)}</td>
            </tr>
          ))}
          {disputedMinor > 0 && (
            <tr>
              <th scope="row">{words.disputedBucket}</th>
              <td class="n">{NOTHING}</td>
              <td class="n">{figures.bare.moneyExact(disputedMinor)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              {words.overdue}
            </th>
            <td class={overdueMinor > 0 ? 'n overdue' : 'n'}>
              {figures.bare.moneyExact(overdueMinor)}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};

/** A cell that says nothing. */
const NOTHING = '';
