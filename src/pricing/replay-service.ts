import { addVat } from '../measures/money.ts';
import { chargeForCuts } from './cutting-charge.ts';
import { chargeForFreight } from './freight-charge.ts';
import { chargeForQuotedFreight } from './quoted-freight.ts';
import { creditForRemnants } from './remnant-credit.ts';
import type { ServiceDerivation } from './service-derivation.ts';
import { chargeForStorage } from './storage-charge.ts';

/** The same service at another rate of VAT: what it costs without it stays. */
export function withVatRate<Service extends ServiceDerivation>(
  service: Service,
  vatRateBp: number,
): Service {
  if (service.vatRateBp === vatRateBp) return service;
  return { ...service, vatRateBp, ...replayService({ ...service, vatRateBp }) };
}

/** The amounts of a service from its stored derivation alone: the same tiyin as on the day it was placed. Throws a RangeError on a freight whose tariff does not reach so far. */
export function replayService(derivation: ServiceDerivation): {
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
} {
  if (derivation.kind === 'remnants') return creditForRemnants(derivation);
  if (derivation.kind === 'storage') {
    const { netMinor, vatMinor, grossMinor } = chargeForStorage(derivation);
    return { netMinor, vatMinor, grossMinor };
  }
  if (derivation.kind === 'freight' && derivation.format === 2) {
    return addVat(derivation.netMinor, derivation.vatRateBp);
  }
  if (derivation.kind === 'freight' && derivation.format === 3) {
    return chargeForQuotedFreight(derivation, derivation.vatRateBp);
  }
  const charge =
    derivation.kind === 'cutting' ? chargeForCuts(derivation) : chargeForFreight(derivation);
  if (!charge) throw new RangeError(`the tariff ${JSON.stringify(derivation)} says nothing`);
  const { netMinor, vatMinor, grossMinor } = charge;
  return { netMinor, vatMinor, grossMinor };
}
