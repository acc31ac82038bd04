import type { FreightService } from '../../src/ordering/cart-freight.ts';
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
      <dl class="facts">
        {fields.map(({ upToKm, upToG, baseMinor, perTonneKmMinor, leastMinor }) => (
          <>
            <dt>{words.field(figures.massT(upToG), figures.bare.count(upToKm))}</dt>
            <dd>
              {words.asks(
                figures.money(baseMinor),
                moneyOrNone(perTonneKmMinor),
                moneyOrNone(leastMinor),
              )}
            </dd>
          </>
        ))}
        <dt>
          {words.byTariff}: {words.load(figures.massT(of.weightG), of.vehicles)},{' '}
          {figures.bare.count(of.km)} km
        </dt>
        <dd>{figures.moneyExact(of.tariffMinor)}</dd>
        {of.isFree ? (
          <>
            <dt>{words.free(freeFrom(of.freeFrom))}</dt>
            <dd>{figures.moneyExact(0)}</dd>
          </>
        ) : (
          <>
            <dt>{words.vat(figures.percent(of.vatRateBp))}</dt>
            <dd>{figures.moneyExact(of.vatMinor)}</dd>
          </>
        )}
      </dl>
      <small>
        {words.tariffOf(useBranchName()(of.branchCode), figures.date(of.tariffFrom))}.{' '}
        {words.longerIsNotCheaper}
      </small>
    </details>
  );
};

/** What of a cart's sum is for bringing it, as rows of its totals. */
export const FreightOfWhich = ({ services }: { services: readonly FreightService[] }) => {
  const { freight } = useWords();
  const figures = useFigures();
  return (
    <>
      {services.map((service) => (
        <>
          <dt>{freight.ofWhich(service.city, figures.bare.count(service.km))}</dt>
          <dd class="num">
            {figures.moneyExact(service.grossMinor)} <FreightWhy freight={service} />
          </dd>
        </>
      ))}
    </>
  );
};

/** What is said of a cart's delivery beside its sum: that it is in the price, must be agreed or is not offered, and what to do then. */
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
  if (!seesPrices || standing === 'collected' || standing === 'charged') return <></>;
  return <p class="meta">{freight.standings[standing]}</p>;
};
