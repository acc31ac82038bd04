import type { AgreementVersion } from '../../src/customers/agreement.ts';
import { standingOn } from '../../src/measures/calendar.ts';
import type { CustomerCard } from '../../src/history/customer-card.ts';
import type { PriceListFound } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CustomerFacts } from '../parts/customer-facts.tsx';
import { CreditBar, Notice } from '../parts/status.tsx';
import { AgreementVersions } from './agreement-versions.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceListTable } from './price-lists.tsx';
import { TermsForm, type TermsTyped } from './terms-form.tsx';

type Shown = {
  place: OfficePlace;
  card: CustomerCard;
  versions: readonly AgreementVersion[];
  /** Left out while a change is looked at. */
  lists: readonly PriceListFound[] | undefined;
  form: TermsTyped;
  /** The version that was just saved. */
  saved: number | undefined;
  /** The day of trade. */
  on: string;
};

/** A customer as his manager keeps him: what he owes, on what terms he buys, at which prices of his own. */
export const OfficeCustomerPage = (shown: Shown) => {
  const { office, terms } = useWords();
  const figures = useFigures();
  const { card, versions, on, saved } = shown;
  const next = versions.findLast((version) => standingOn(version, on) === 'to-come');
  const draft = versions.find(({ state }) => state === 'draft');
  return (
    <OfficeFrame {...shown.place}>
      <h1>{card.name}</h1>
      {saved !== undefined && (
        <Notice mood={draft?.version === saved ? 'warn' : 'ok'} role="status">
          {draft?.version === saved ? terms.drafted(saved) : office.termsSaved(saved)}
        </Notice>
      )}
      <Head card={card} />
      {isOverLimit(card) && (
        <Notice mood="warn">{office.overLimit(figures.money(card.exposureMinor))}</Notice>
      )}
      <section>
        <h2>{office.terms}</h2>
        {next?.from && (
          <Notice mood="info">{office.scheduled(next.version, figures.date(next.from))}</Notice>
        )}
        {draft && (
          <Notice mood="warn">
            {terms.draftNotice(draft.version)} <a href="/office/terms">{terms.toList}</a>
          </Notice>
        )}
        <TermsForm {...shown.form} />
      </section>
      <section>
        <h2>{office.versions}</h2>
        <AgreementVersions versions={versions} on={on} />
      </section>
      {shown.lists && <OwnPrices card={card} lists={shown.lists} />}
    </OfficeFrame>
  );
};

const isOverLimit = ({ creditKind, limitMinor, exposureMinor }: CustomerCard) =>
  creditKind === 'amount' && exposureMinor > (limitMinor ?? 0);

const Head = ({ card }: { card: CustomerCard }) => {
  const { articles, company, credit, office, statements } = useWords();
  const figures = useFigures();
  return (
    <div class="desk-head">
      <CustomerFacts card={card} />
      <span>
        {card.agreementNumber === null
          ? office.noAgreement
          : office.agreementNumber(card.agreementNumber)}
      </span>
      {card.creditKind === 'amount' ? (
        <CreditBar limitMinor={card.limitMinor ?? 0} exposureMinor={card.exposureMinor} />
      ) : (
        <span>
          {company.credit}: {company.creditKinds[card.creditKind]}. {office.creditNow}{' '}
          <strong class="amount">{figures.money(card.exposureMinor)}</strong>
        </span>
      )}
      <a href={`/office?text=${encodeURIComponent(card.bin)}`}>{office.purchases}</a>
      <a href={`/office/customers/${card.id}/account`}>{statements.title}</a>
      <a href={`/office/credit/${card.id}`}>{credit.office.title}</a>
      <a href={`/office/customers/${card.id}/articles`}>{articles.title}</a>
    </div>
  );
};

const OwnPrices = (shown: { card: CustomerCard; lists: readonly PriceListFound[] }) => {
  const { card, lists } = shown;
  const { office } = useWords();
  return (
    <section>
      <h2>{office.ownPrices}</h2>
      {lists.length === 0 ? <p>{office.noOwnPrices}</p> : <PriceListTable lists={lists} />}
      {!lists.some(({ level }) => level === 'company') && (
        <form method="post" action={`/office/customers/${card.id}/price-lists`} hx-sync="this:drop">
          <button type="submit">{office.openOwnList}</button>
        </form>
      )}
    </section>
  );
};
