import type { Insertable } from 'kysely';
import type { Seller } from '../payments/document-parties.ts';
import type { DB } from '../platform/db/schema.ts';
import { demoBranches } from './branches.ts';

/** Who sells in the demo. BIN and account are made by the rules of their check digits, and nobody's. */
const details = {
  ...{ name: 'ТОО «Каунтервейт Металл»', bin: '240140000011' },
  ...{ address: 'г. Алматы, пр. Суюнбая, 461', phone: '+7 727 250 11 40' },
  ...{ bankName: 'АО «Народный Банк Казахстана»', bik: 'HSBKKZKX', iik: 'KZ84601A111000012345' },
  ...{ kbe: '17', vatSeries: '60001', vatNumber: '1234567' },
  ...{ directorName: 'Сейткали А. Б.', chiefAccountantName: 'Ким О. В.' },
};

/** The same since long before the demo world begins. */
export const demoSeller: Insertable<DB['sellerDetails']> = {
  ...details,
  validDuring: '[2015-01-01,)',
};

/** The seller as a document freezes it, with the branch that sells. */
export function sellerAt(branchCode: string): Seller {
  const { bankName, bik, iik, kbe, vatSeries, vatNumber, ...named } = details;
  const branch = demoBranches.find(({ code }) => code === branchCode);
  if (!branch) throw new Error(`no branch ${branchCode}`);
  return {
    ...named,
    bank: { bankName, bik, iik, kbe },
    vatCertificate: { series: vatSeries, number: vatNumber },
    branch: {
      name: { en: branch.nameEn, ru: branch.nameRu, kk: branch.nameKk },
      ...{ bin: null, address: branch.address, phone: branch.phone },
    },
  };
}
