import { changedTerms, type Terms } from '../../src/customers/agreement.ts';
import { creditLeftMinor } from '../../src/credit/credit.ts';
import type { ItemImpact, TermsImpact } from '../../src/history/terms-impact.ts';
import type { BeyondAuthority } from '../../src/platform/db/schema.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { problemInWords } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice } from '../parts/status.tsx';
import { agreedLabels } from './agreed-fields.tsx';
import { TermsChanges } from './agreement-versions.tsx';

const ROWS_MAX = 20;

/** Terms as they are in force and as they would be, and what that does. */
export type TermsPreview = {
  impact: TermsImpact;
  /** Undefined for a company without terms. */
  before: Terms | undefined;
  after: Terms;
  /** What needs a second person. */
  beyond: readonly BeyondAuthority[];
  exposureMinor: number;
};

/** What a change of terms does to the customer's last purchases and to his credit; the button that saves it stands below. */
export const ImpactPanel = (preview: TermsPreview) => {
  const { terms, office } = useWords();
  const { impact, before, after, beyond } = preview;
  const changed = before ? changedTerms(before, after) : [];
  return (
    <section class="impact" data-t="diff" role="status" aria-labelledby="impact-title">
      <h3 id="impact-title">{terms.impact}</h3>
      {changed.length > 0 && <TermsChanges before={before} after={after} />}
      {impact.lines === 0 ? (
        <p>{terms.noPurchases(impact.days)}</p>
      ) : (
        <>
          <p>{terms.impactLead(impact.lines, impact.days)}</p>
          {impact.items.length === 0 ? <p>{terms.nothingMoves}</p> : <Items impact={impact} />}
        </>
      )}
      <Sums {...preview} />
      {impact.notRepriced > 0 && <p class="meta">{terms.notRepriced(impact.notRepriced)}</p>}
      {changed.includes('pricingDate') && <p class="meta">{terms.pricingDateKept}</p>}
      {beyond.length > 0 && (
        <Notice mood="warn">
          {terms.needsSecond} {beyond.map((what) => terms.beyond[what]).join(', ')}
        </Notice>
      )}
      <button type="submit" class="primary">
        {beyond.length > 0 ? terms.saveDraft : office.saveTerms}
      </button>
    </section>
  );
};

/** Why nothing can be worked out yet; the fields keep the focus. */
export const ImpactProblems = ({ problems }: { problems: Readonly<Record<string, string>> }) => {
  const words = useWords();
  const { terms, office } = words;
  const labels: Record<string, string> = {
    from: office.validFrom,
    paymentDays: office.paymentDays,
    tolerance: office.tolerance,
    creditKind: office.creditKind,
    creditLimit: office.creditLimit,
    reason: office.changeReason,
    share1: words.instalments.title,
    ...agreedLabels(words),
  };
  return (
    <Notice mood="warn" role="alert">
      {terms.cannotPreview}
      <ul>
        {Object.entries(problems).map(([field, problem]) => (
          <li>
            {labels[field] ? `${labels[field]}: ` : ''}
            {problemInWords(words, problem)}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

/** Items whose price moves, the largest difference first. */
const Items = ({ impact }: { impact: TermsImpact }) => {
  const { terms, office } = useWords();
  const hidden = impact.items.length - ROWS_MAX;
  return (
    <>
      <ScrollRegion label={terms.impact}>
        <table class="compact">
          <thead>
            <tr>
              <th scope="col">{terms.item}</th>
              <th scope="col" class="n">
                {terms.tonnes}
              </th>
              <th scope="col" class="n">
                {terms.before}
              </th>
              <th scope="col" class="n">
                {terms.after}
              </th>
              <th scope="col" class="n">
                {terms.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {impact.items.slice(0, ROWS_MAX).map((item) => (
              <ItemRow item={item} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {hidden > 0 && <p class="meta">{office.more(hidden)}</p>}
    </>
  );
};

const ItemRow = ({ item }: { item: ItemImpact }) => {
  const nameOf = useNameOf();
  const figures = useFigures();
  const { beforeMinor, afterMinor, weightG } = item;
  return (
    <tr>
      <th scope="row">
        {nameOf(item)} <small class="code">{item.sku}</small>
      </th>
      <td class="n">{figures.bare.t(weightG)}</td>
      <td class="n">{figures.bare.money(beforeMinor)}</td>
      <td class="n">{figures.bare.money(afterMinor)}</td>
      <td class="n">
        <Difference byMinor={afterMinor - beforeMinor} />
      </td>
    </tr>
  );
};

const Difference = ({ byMinor }: { byMinor: number }) => {
  const figures = useFigures();
  const text = figures.bare.money(byMinor);
  return <>{byMinor > 0 ? `+${text}` : text}</>;
};

/** Revenue, margin and credit, before and after. */
const Sums = ({ impact, before, after, exposureMinor }: TermsPreview) => {
  const { terms } = useWords();
  const figures = useFigures();
  const leftOf = (of: Terms | undefined) => {
    const { creditKind = 'none', creditLimitMinor: limitMinor = null } = of ?? {};
    const leftMinor = creditLeftMinor({ creditKind, limitMinor, exposureMinor });
    return leftMinor === undefined ? terms.noLimit : figures.bare.money(leftMinor);
  };
  const limitOf = (of: Terms | undefined) =>
    of?.creditKind === 'unlimited' ? terms.noLimit : figures.bare.money(of?.creditLimitMinor ?? 0);
  const { beforeMinor, afterMinor, costMinor } = impact;
  const marginOf = (netMinor: number) => {
    const margin = figures.bare.money(netMinor - costMinor);
    if (netMinor === 0) return margin;
    const shareBp = Math.round(((netMinor - costMinor) * 10_000) / netMinor);
    return `${margin} (${figures.percent(shareBp)})`;
  };
  return (
    <ScrollRegion label={terms.total}>
      <table class="compact">
        <thead>
          <tr>
            <th scope="col">{terms.total}</th>
            <th scope="col" class="n">
              {terms.before}
            </th>
            <th scope="col" class="n">
              {terms.after}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{terms.revenue}</th>
            <td class="n">{figures.bare.money(beforeMinor)}</td>
            <td class="n">
              {figures.bare.money(afterMinor)}{' '}
              {afterMinor !== beforeMinor && (
                <strong>
                  (<Difference byMinor={afterMinor - beforeMinor} />)
                </strong>
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">{terms.margin}</th>
            {impact.withoutCost > 0 ? (
              <td colspan={2}>{terms.marginUnknown(impact.withoutCost)}</td>
            ) : (
              [beforeMinor, afterMinor].map((netMinor) => <td class="n">{marginOf(netMinor)}</td>)
            )}
          </tr>
          <tr>
            <th scope="row">{terms.owedAtPace}</th>
            <td class="n">{figures.bare.money(impact.owedBeforeMinor)}</td>
            <td class="n">{figures.bare.money(impact.owedAfterMinor)}</td>
          </tr>
          <tr>
            <th scope="row">{terms.creditLimit}</th>
            <td class="n">{limitOf(before)}</td>
            <td class="n">{limitOf(after)}</td>
          </tr>
          <tr>
            <th scope="row">{terms.creditLeft}</th>
            <td class="n">{leftOf(before)}</td>
            <td class="n">{leftOf(after)}</td>
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
};
