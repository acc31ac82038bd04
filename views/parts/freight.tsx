import type {
  CartService,
  FreightService,
  QuotedFreightService,
} from '../../src/ordering/cart-freight.ts';
import type { PricedCart } from '../../src/ordering/cart.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { useFreeFrom } from './agreed-terms.tsx';
import { Notice } from './status.tsx';

/** How the freight of an order came about: the load, what the tariff asks of vehicles at that distance, and VAT. */
export const FreightWhy = ({ freight: of }: { freight: FreightService }) => {
  const { freight: words } = useWords();
  const figures = useFigures();
  const freeFrom = useFreeFrom();
  const reach = Math.min(...of.bands.map(({ upToKm }) => upToKm).filter((km) => of.km <= km));
  const fields = of.bands.filter(({ upToKm }) => upToKm === reach);
  const moneyOrNone = (minor: number) => (minor === 0 ? null : figures.money(minor));
  return (
    <details class="why" data-t="derivation">
      <summary>{words.follows}</summary>
      <ul>
        <li>{words.to(of.city, figures.bare.count(of.km))}</li>
        {fields.map(({ upToKm, upToG, baseMinor, perTonneKmMinor, leastMinor }) => (
          <li>
            {words.field(figures.massT(upToG), figures.bare.count(upToKm))}:{' '}
            {words.asks(
              figures.money(baseMinor),
              moneyOrNone(perTonneKmMinor),
              moneyOrNone(leastMinor),
            )}
          </li>
        ))}
        <li>
          {words.byTariff}, {words.load(figures.massT(of.weightG), of.vehicles)}:{' '}
          {figures.moneyExact(of.tariffMinor)}
        </li>
        <li>
          {of.isFree
            ? `${words.free(freeFrom(of.freeFrom))}: ${figures.moneyExact(0)}`
            : `${words.vat(figures.percent(of.vatRateBp))}: ${figures.moneyExact(of.vatMinor)}`}
        </li>
      </ul>
      <small>
        {words.tariffOf(useBranchName()(of.branchCode), figures.date(of.tariffFrom))}.{' '}
        {words.longerIsNotCheaper}
      </small>
    </details>
  );
};

/** How the freight of an order follows from its quote: as it was named, or the share of what was taken. */
export const QuotedFreightWhy = ({ freight: of }: { freight: QuotedFreightService }) => {
  const { freight: words } = useWords();
  const figures = useFigures();
  return (
    <small class="meta">
      {words.standings.quoted}{' '}
      {of.ofPart === 'share' &&
        of.takenG !== of.quotedG &&
        words.shareOf(
          figures.moneyExact(of.namedMinor),
          figures.massT(of.takenG),
          figures.massT(of.quotedG),
        )}
    </small>
  );
};

/** What of a cart's sum is for bringing it, as rows of its totals. */
export const FreightRows = ({ services }: { services: readonly CartService[] }) => {
  const { freight } = useWords();
  const figures = useFigures();
  return (
    <>
      {services.map((service) => (
        <>
          <dt>{freight.withVat}</dt>
          <dd class="num">{figures.moneyExact(service.grossMinor)}</dd>
        </>
      ))}
    </>
  );
};

/** What is said of a cart's delivery beside its sum: how its price came about, that it is in the price of goods, must be agreed or is not offered, and what to do then. */
export const FreightSaid = ({ cart, seesPrices }: { cart: PricedCart; seesPrices: boolean }) => {
  const { freight } = useWords();
  const { standing } = cart.freight;
  if (standing === 'not-offered') return <Notice mood="warn">{freight.notOffered}</Notice>;
  if (cart.freight.standing === 'to-agree') {
    return (
      <Notice mood="warn">
        {freight.standings['to-agree']} {freight.why[cart.freight.why]} {freight.orderAnyway}
      </Notice>
    );
  }
  if (!seesPrices || standing === 'collected') return <></>;
  if ('service' in cart.freight) return <FreightWhy freight={cart.freight.service} />;
  return <p class="meta">{freight.standings[standing]}</p>;
};
