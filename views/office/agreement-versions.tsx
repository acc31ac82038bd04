import {
  agreedBefore,
  type AgreementVersion,
  changedTerms,
  type Terms,
} from '../../src/customers/agreement.ts';
import { standingOn } from '../../src/measures/calendar.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { useAgreedInWords } from '../parts/agreed-terms.tsx';
import { useInstalmentInWords } from '../parts/instalments.tsx';
import { Status } from '../parts/status.tsx';
import { Days, StandingStatus } from './dated.tsx';

/** What was agreed, the newest first: from when, by whom, why, and what each version changed. */
export const AgreementVersions = (shown: { versions: readonly AgreementVersion[]; on: string }) => {
  const { office, terms } = useWords();
  const figures = useFigures();
  const { versions, on } = shown;
  return (
    <ScrollRegion label={office.versions} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{office.versionColumn}</th>
            <th scope="col">{office.validFrom}</th>
            <th scope="col">{office.whatChanged}</th>
            <th scope="col">{office.changeReason}</th>
            <th scope="col">{office.changedBy}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr>
              <th scope="row">
                {version.version} <VersionStatus version={version} on={on} />
              </th>
              <td data-label={version.from === null ? undefined : office.validFrom}>
                <Days {...version} />
              </td>
              <td data-label={office.whatChanged}>
                <TermsChanges before={agreedBefore(versions, version.version)} after={version} />
              </td>
              <td data-label={version.reason === '' ? undefined : office.changeReason}>
                {version.reason}
                {version.decisionNote !== '' && <p class="meta">{version.decisionNote}</p>}
              </td>
              <td data-label={office.changedBy}>
                {version.changedByName}{' '}
                <small class="meta">{figures.moment(version.changedAt)}</small>
                {version.decidedAt && (
                  <p class="meta">
                    {terms.states[version.state]}:{' '}
                    {terms.decidedBy(
                      version.decidedByName ?? '',
                      figures.moment(version.decidedAt),
                    )}
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const VersionStatus = ({ version, on }: { version: AgreementVersion; on: string }) => {
  const { terms } = useWords();
  if (version.state === 'agreed') return <StandingStatus standing={standingOn(version, on)} />;
  return (
    <Status mood={version.state === 'draft' ? 'warn' : 'idle'}>
      {terms.states[version.state]}
    </Status>
  );
};

/** What one version changes of another, term by term. */
export const TermsChanges = (props: { before: Terms | undefined; after: Terms }) => {
  const { office } = useWords();
  const say = useTermInWords();
  const { before, after } = props;
  if (!before) return <p>{office.firstVersion}</p>;
  return (
    <ul>
      {changedTerms(before, after).map((name) => (
        <li>
          {say(name).label}: <span class="was">{say(name).value(before)}</span>{' '}
          {say(name).value(after)}
        </li>
      ))}
    </ul>
  );
};

/** Each term with its name and its value as a reader knows them. */
function useTermInWords() {
  const { agreed, office, checkout, company, instalments } = useWords();
  const say = useInstalmentInWords();
  const figures = useFigures();
  const yesNo = (value: boolean) => (value ? office.yes : office.no);
  const terms: Record<keyof Terms, { label: string; value: (terms: Terms) => string }> = {
    priceStrategy: {
      label: office.priceStrategy,
      value: (of) => office.priceStrategies[of.priceStrategy],
    },
    publicPriceIfBetter: {
      label: office.publicPriceIfBetter,
      value: (of) => yesNo(of.publicPriceIfBetter),
    },
    pricingDate: { label: office.pricingDate, value: (of) => office.pricingDates[of.pricingDate] },
    payment: { label: office.paymentTerms, value: (of) => checkout.payments[of.payment] },
    paymentDays: { label: office.paymentDays, value: (of) => figures.bare.count(of.paymentDays) },
    overdueGraceDays: {
      label: office.graceDays,
      value: (of) =>
        of.overdueGraceDays === null ? office.everybodys : figures.bare.count(of.overdueGraceDays),
    },
    overdueLeastMinor: {
      label: office.leastOverdue,
      value: (of) =>
        of.overdueLeastMinor === null
          ? office.everybodys
          : figures.bare.moneyExact(of.overdueLeastMinor),
    },
    toleranceBp: { label: office.tolerance, value: (of) => figures.percent(of.toleranceBp) },
    creditKind: { label: office.creditKind, value: (of) => company.creditKinds[of.creditKind] },
    creditLimitMinor: {
      label: office.creditLimit,
      value: (of) => (of.creditLimitMinor === null ? '—' : figures.bare.money(of.creditLimitMinor)),
    },
    requiredFields: {
      label: agreed.required,
      value: (of) =>
        of.requiredFields.map((field) => agreed.fields[field]).join(', ') || agreed.nothing,
    },
    ...useAgreedInWords(),
    instalments: {
      label: instalments.title,
      value: (of) => of.instalments.map(say).join('; ') || instalments.none,
    },
  };
  return (name: keyof Terms) => terms[name];
}
