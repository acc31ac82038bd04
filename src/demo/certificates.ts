import type { Insertable } from 'kysely';
import type { Certificate } from '../certificates/certificate.ts';
import { type CertifiedGoods, checkCertificate } from '../certificates/check-certificate.ts';
import { limitsOf } from '../certificates/grade-limits.ts';
import { storedCertificate } from '../certificates/stored-certificate.ts';
import { addDays } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import { certifyHeat } from './certified-heat.ts';
import type { DemoProduct } from './goods.ts';
import type { Warehouse } from './lots.ts';
import { momentOn } from './moments.ts';
import type { Random } from './random.ts';

/** Certificates of the demo world with their heats. */
export type DemoCertificates = {
  certificates: Insertable<DB['certificate']>[];
  heats: Insertable<DB['certificateHeat']>[];
};

type Lot = Warehouse['lots'][number];
type Goods = { product: DemoProduct; millId: string; millName: string; lots: readonly Lot[] };

/** So many heats of a product a mill puts on one paper, and so many papers never came. */
const HEATS_OF_A_PAPER = 6;
const MISSING = 0.03;
/** A paper is older than the goods that it came with. */
const DAYS_BEFORE = [2, 12] as const;

type Wrong = 'carbon' | 'date';

/**
 * A certificate for most lots: by mill and product, with values within the limits
 * of the grade. A few are missing. Two have faults, which the head of sales
 * accepted: too much carbon in one, the day of another after its goods.
 */
export function makeCertificates(
  random: Random,
  given: {
    warehouse: Warehouse;
    products: ReadonlyMap<string, DemoProduct>;
    attachedBy: string;
    acceptedBy: string;
    /** The one file that stands for the papers of mills. */
    fileSha256: Buffer;
  },
): DemoCertificates {
  const made: DemoCertificates = { certificates: [], heats: [] };
  const wanted: Wrong[] = ['carbon', 'date'];
  for (const [index, goods] of papersOf(given.warehouse, given.products).entries()) {
    if (random.chance(MISSING)) continue;
    const isFit = goods.product.grade === 'А500С';
    const wrong = isFit ? wanted.shift() : undefined;
    addPaper(random, { goods, wrong, number: index + 1, ...given }, made);
  }
  return made;
}

/** Lots of one mill and product, some heats together, in the order in which they came. */
function papersOf(warehouse: Warehouse, products: ReadonlyMap<string, DemoProduct>): Goods[] {
  const names = new Map(warehouse.mills.map(({ id, name }) => [id, name]));
  const groups = new Map<string, Lot[]>();
  for (const lot of warehouse.lots) {
    const key = `${lot.millId} ${lot.productId}`;
    const known = groups.get(key);
    if (known) known.push(lot);
    else groups.set(key, [lot]);
  }
  return [...groups.values()].flatMap((lots) => {
    const [{ millId, productId }] = [lots[0] ?? { millId: '', productId: '' }];
    const product = products.get(productId);
    const millName = names.get(millId ?? '');
    if (!product || !millId || millName === undefined) return [];
    const parts = Array.from({ length: Math.ceil(lots.length / HEATS_OF_A_PAPER) }, (_, part) =>
      lots.slice(part * HEATS_OF_A_PAPER, (part + 1) * HEATS_OF_A_PAPER),
    );
    return parts.map((part) => ({ product, millId, millName, lots: part }));
  });
}

function addPaper(
  random: Random,
  of: {
    goods: Goods;
    wrong: Wrong | undefined;
    number: number;
    attachedBy: string;
    acceptedBy: string;
    fileSha256: Buffer;
  },
  made: DemoCertificates,
): void {
  const { goods, wrong } = of;
  const certificate = paperOf(random, of);
  const days = goods.lots.map(({ receivedOn }) => String(receivedOn)).toSorted();
  const attachedAt = momentOn(days.at(-1) ?? certificate.issuedOn, 15);
  const id = random.id(attachedAt);
  // Only what is meant to be wrong is looked at: a test looks at every one.
  const faults = wrong ? faultsOf(certificate, goods) : [];
  made.certificates.push({
    ...{ id, millId: goods.millId, number: certificate.number, type: certificate.type },
    ...{ issuedOn: certificate.issuedOn, grade: certificate.grade },
    content: storedCertificate(certificate),
    faults: faults.map((fault) => ({ ...fault })),
    fileSha256: certificate.type === '3.1' ? of.fileSha256 : null,
    acceptedBy: wrong ? of.acceptedBy : null,
    acceptedReason: wrong ? 'Завод подтвердил письмом, покупатели согласны' : '',
    attachedBy: wrong ? of.acceptedBy : of.attachedBy,
    attachedAt,
  });
  for (const [index, { heatNumber, massG }] of certificate.heats.entries()) {
    made.heats.push({ certificateId: id, position: index + 1, heatNumber, massG });
  }
}

function paperOf(
  random: Random,
  of: { goods: Goods; wrong: Wrong | undefined; number: number },
): Certificate {
  const { goods, wrong, number } = of;
  const { product, millName, lots } = goods;
  const [first = ''] = lots.map(({ receivedOn }) => String(receivedOn)).toSorted();
  const limits = limitsOf(product.grade, product.form);
  const issuedOn = addDays(first, wrong === 'date' ? 3 : -random.whole(...DAYS_BEFORE));
  return {
    ...{ mill: millName, number: `${issuedOn.slice(2, 4)}-${String(number).padStart(5, '0')}` },
    ...{ type: limits ? random.pick(['3.1', '3.1', 'quality'] as const) : '2.1', issuedOn },
    orderNumber: String(random.whole(100_000, 999_999)),
    ...{ product: product.nameRu, size: product.designation, thicknessUm: thicknessOf(product) },
    ...{ grade: product.grade, standard: product.standard, deliveryCondition: '' },
    ...{ validatedBy: 'ОТК', isIndependent: true, inspectedBy: '' },
    heats: lots.map((lot, index) => {
      const heat = certifyHeat(random, { product, lot, limits });
      if (wrong !== 'carbon' || index > 0) return heat;
      return { ...heat, analysisPpm: { ...heat.analysisPpm, C: 2400 }, carbonEquivalentPpm: null };
    }),
  };
}

/** What a product is judged by: the flange of a beam, the wall of a tube, the whole of a bar, in µm. */
const thicknessOf = ({ flangeThicknessUm, thicknessUm, diameterUm }: DemoProduct): number | null =>
  flangeThicknessUm ?? thicknessUm ?? diameterUm ?? null;

function faultsOf(certificate: Certificate, { lots, product }: Goods) {
  const goods = lots.map((lot): CertifiedGoods => ({
    ...{ lotId: lot.id, heatNumber: lot.heatNumber, grade: product.grade, form: product.form },
    thicknessUm: thicknessOf(product),
    ...{ receivedOn: String(lot.receivedOn), receivedG: Number(lot.receivedG), pieces: null },
  }));
  const today = String(
    lots
      .map(({ receivedOn }) => receivedOn)
      .toSorted()
      .at(-1),
  );
  const against = { lotHeatNumber: null, certifiedG: {}, isNumberUsed: false };
  return checkCertificate(certificate, {
    ...{ goods, today: addDays(today, 30), ...against },
  }).faults;
}
