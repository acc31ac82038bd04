import { metresOf } from '../measures/length.ts';
import type { CuttingMethod } from '../platform/db/schema.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { Named } from './document-parties.ts';

/** What the saws are called on paper. */
const methods: Record<CuttingMethod, Named> = {
  guillotine: { en: 'guillotine', ru: 'гильотинные ножницы', kk: 'гильотина қайшы' },
  abrasive: { en: 'abrasive saw', ru: 'абразивная отрезка', kk: 'абразивті кесу' },
  'band-saw': { en: 'band saw', ru: 'ленточная пила', kk: 'таспалы ара' },
  gas: { en: 'gas cutting', ru: 'газовая резка', kk: 'газбен кесу' },
};

/**
 * What a service of an order is called on a document. It is frozen with the
 * document like the name of goods, and goes into the electronic invoice; that is
 * why it stands here and not among the words of pages.
 */
export function serviceName(service: ServiceDerivation): Named {
  if (service.kind === 'cutting') {
    const { method, cuts } = service;
    return {
      en: `Cutting to length, ${methods[method].en}, cuts: ${cuts}`,
      ru: `Резка в размер, ${methods[method].ru}, резов: ${cuts}`,
      kk: `Өлшемге кесу, ${methods[method].kk}, кесу саны: ${cuts}`,
    };
  }
  if (service.kind === 'freight') {
    const { branchCode, city } = service;
    if (service.format === 2) {
      return {
        en: `Delivery by road, ${branchCode} to ${city}, as agreed`,
        ru: `Доставка автотранспортом, ${branchCode} — ${city}, по согласованной цене`,
        kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, келісілген баға бойынша`,
      };
    }
    if (service.format === 3) {
      return {
        en: `Delivery by road, ${branchCode} to ${city}, as quoted`,
        ru: `Доставка автотранспортом, ${branchCode} — ${city}, по коммерческому предложению`,
        kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, коммерциялық ұсыныс бойынша`,
      };
    }
    const { km } = service;
    return {
      en: `Delivery by road, ${branchCode} to ${city}, ${km} km`,
      ru: `Доставка автотранспортом, ${branchCode} — ${city}, ${km} км`,
      kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, ${km} км`,
    };
  }
  const metres = metresOf(service.remnantsMm);
  const decimalComma = String(metres).replace('.', ',');
  return {
    en: `Reduction for usable remnants left with the seller, ${metres} m`,
    ru: `Уменьшение цены за деловые остатки, оставленные у поставщика, ${decimalComma} м`,
    kk: `Өнім берушіде қалған жарамды қалдықтар үшін бағаны азайту, ${decimalComma} м`,
  };
}
