import {
  type AccountPeriod,
  accountPeriods,
  namedPeriods,
} from '../../src/payments/account-period.ts';
import { useWords } from '../language.tsx';
import { Field } from './field.tsx';

/** Which days of an account: typed, or one of the periods that accountants ask for. */
export const PeriodForm = (props: { base: string; period: AccountPeriod; on: string }) => {
  const { statements: words } = useWords();
  const { base, period, on } = props;
  const presets = accountPeriods(on);
  return (
    <div class="no-print">
      <form class="row filters" method="get" action={base}>
        <Field name="from" label={words.from} type="date" value={period.from} size="medium" />
        <Field name="to" label={words.to} type="date" value={period.to} size="medium" />
        <button type="submit">{words.show}</button>
      </form>
      <p class="row">
        {namedPeriods.map((name) => {
          const { from, to } = presets[name];
          const isShown = from === period.from && to === period.to;
          return (
            <a href={`${base}?from=${from}&to=${to}`} aria-current={isShown ? 'true' : undefined}>
              {words.presets[name]}
            </a>
          );
        })}
      </p>
    </div>
  );
};
