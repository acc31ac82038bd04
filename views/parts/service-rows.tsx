import type { ServiceDerivation } from '../../src/pricing/service-derivation.ts';
import { useFigures, useWords } from '../language.tsx';
import { StorageWhy } from './storage.tsx';
import { FreightWhy, QuotedFreightWhy } from './freight.tsx';
import { CuttingFeeWhy } from './cutting-fee.tsx';

/** What a service is, in a few words: the cutting with its method and cuts, the remnants that stay with us, or where it is brought. */
export function useServiceName(): (service: ServiceDerivation) => string {
  const { cutting, freight, storage } = useWords();
  const figures = useFigures();
  return (service) => {
    switch (service.kind) {
      case 'cutting':
        return `${cutting.fee}: ${cutting.methods[service.method]}, ${cutting.cutsOf(service.cuts)}`;
      case 'remnants':
        return cutting.remnantsLeft(figures.lengthM(service.remnantsMm));
      case 'storage':
        return storage.of(service.days);
      case 'freight':
        return service.format === 1
          ? freight.to(service.city, figures.bare.count(service.km))
          : freight.toCity(service.city);
    }
  };
}

/** How the amounts of a service came about. */
const ServiceWhy = ({ service }: { service: ServiceDerivation }) => {
  const { cutting } = useWords();
  const figures = useFigures();
  if (service.kind === 'cutting') return <CuttingFeeWhy charge={service} />;
  if (service.kind === 'storage') return <StorageWhy stored={service} />;
  if (service.kind === 'freight') {
    if (service.format === 1) return <FreightWhy freight={service} />;
    return service.format === 2 ? (
      <small class="meta">{service.reason}</small>
    ) : (
      <QuotedFreightWhy freight={service} />
    );
  }
  const { goodsNetMinor, goodsMm, remnantsMm, creditBp, vatRateBp } = service;
  return (
    <details class="why" data-t="derivation">
      <summary>{cutting.creditFollows}</summary>
      <p>
        {cutting.creditOf(
          figures.percent(creditBp),
          figures.moneyExact(goodsNetMinor),
          `${figures.lengthM(remnantsMm)} / ${figures.lengthM(goodsMm)}`,
        )}{' '}
        = {figures.moneyExact(service.netMinor)}. {cutting.feeVat(figures.percent(vatRateBp))}:{' '}
        {figures.moneyExact(service.vatMinor)}
      </p>
    </details>
  );
};

/** The services of a cart's line as rows of its own, below the line. */
export const CartServiceRows = (shown: {
  line: { id: string; services: readonly ServiceDerivation[] };
  seesPrices: boolean;
}) => {
  const figures = useFigures();
  const nameOf = useServiceName();
  const { line, seesPrices } = shown;
  return (
    <>
      {line.services.map((service) => (
        <tr id={`service-${line.id}-${service.kind}`} class="service">
          <th scope="row" colspan={seesPrices ? 4 : 6}>
            {nameOf(service)}
          </th>
          {seesPrices && (
            <>
              <td class="because" colspan={2}>
                <ServiceWhy service={service} />
              </td>
              <td class="num sum">{figures.bare.money(service.grossMinor)}</td>
              <td class="blank" colspan={2}>
                {'\u00a0'}
              </td>
            </>
          )}
        </tr>
      ))}
    </>
  );
};

/** The services of an order's line as rows of its own, with net, VAT and gross. */
export const OrderServiceRows = ({ services }: { services: readonly ServiceDerivation[] }) => {
  const figures = useFigures();
  const nameOf = useServiceName();
  return (
    <>
      {services.map((service) => (
        <tr class="service">
          <th scope="row" colspan={4}>
            {nameOf(service)}
          </th>
          <td class="num because">
            <ServiceWhy service={service} />
          </td>
          <td class="num apart">{figures.bare.money(service.netMinor)}</td>
          <td class="num apart">{figures.bare.money(service.vatMinor)}</td>
          <td class="num sum">{figures.bare.money(service.grossMinor)}</td>
        </tr>
      ))}
    </>
  );
};
