import type { Owing } from '../credit/owing.queries.ts';
import type { CreditStanding } from '../credit/credit.ts';
import type { Agreed } from '../customers/agreed.ts';
import type { Instalment } from '../customers/instalment.ts';
import type { Quantity } from '../measures/quantity.ts';
import type { Channel } from '../people/channel.ts';
import type {
  CertificateKind,
  Form,
  LengthKind,
  MassSource,
  OrderField,
  PaymentTerms,
  StockClass,
  Unit,
} from '../platform/db/schema.ts';
import type { FixedPrice } from '../pricing/fixed-price.ts';
import type { ListedByProduct } from '../pricing/price-cart.ts';
import type { PricedLine } from '../pricing/price-line.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { Elsewhere, Supply } from '../stock/supply.ts';
import type { ApprovalGround, OpenQuestion } from './approval.ts';
import type { Budget } from './budget.ts';
import type { CartFreight, CartService, CartToBring } from './cart-freight.ts';
import type { LineServices, StoredCutting } from './line-services.ts';

/** A cart without its lines. It belongs to a company, whoever works in it and wherever. */
export type CartRow = {
  id: string;
  code: string;
  companyId: string;
  companyName: string;
  openedOn: Channel;
  openedBy: string;
  branchCode: string;
  siteId: string | null;
  contactId: string | null;
  purchaseNumber: string;
  note: string;
  /** What its company books it to. */
  costCentreId: string | null;
  /** The inspection document that has to come with the goods (EN 10204); null: the one that there is. */
  certificateKind: CertificateKind | null;
  heldBy: string | null;
  heldByName: string | null;
  heldOn: Channel | null;
  parkedAt: Date | null;
  version: number;
  changedAt: Date;
  placedAt: Date | null;
  /** The agreement in force; null for a company that has none. */
  agreementId: string | null;
  agreementNumber: string | null;
  payment: PaymentTerms | null;
  paymentDays: number | null;
  /** How an order on account is paid by the agreement; none: whole, within the days to pay. */
  instalments: readonly Instalment[];
  /** What the agreement says of every order; null for a company that has none. */
  agreed: Agreed | null;
  /** What the agreement asks every order to say. */
  requiredFields: readonly OrderField[];
  /** The question to its company's approvers that it is in, during which it stays as it is; null while it is in none. */
  approval: OpenQuestion | null;
} & Pick<CartToBring, 'siteCity' | 'quoteId' | 'quotedFreight' | 'freightTariff'> &
  CreditStanding;

/** What may be chosen at checkout. */
export type CartChoices = {
  sites: readonly { id: string; name: string; city: string; address: string }[];
  contacts: readonly { id: string; name: string; duty: string }[];
  costCentres: readonly { id: string; code: string; name: string }[];
  branches: readonly { code: string; nameEn: string; nameRu: string; nameKk: string }[];
};

/** A line as stored, with what the cart's branch can promise. */
export type CartLineRow = {
  id: string;
  productId: string;
  sku: string;
  /** The number of the company's own books for it. */
  ownCode: string | null;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  form: Form;
  lengthKind: LengthKind;
  tierGroup: string;
  massSource: MassSource;
  stockClass: StockClass;
  quantityMilli: number;
  unit: Unit;
  pieces: number | null;
  lengthMm: number | null;
  weightG: number;
  addedOn: Channel;
  addedAt: Date;
  addedByName: string;
  availableG: number;
  /** What other branches can, where its own has not enough. */
  elsewhere: readonly Elsewhere[];
  /** The cut list with its plan; null: the bars stay whole. */
  cutting: StoredCutting | null;
  /** What its quote asks for cutting it; null: the terms of the day decide. */
  quotedServices: readonly ServiceDerivation[] | null;
  /** What a person or a quote fixed for it, refused overrides included; null: the lists decide. */
  fixed: FixedPrice | null;
};

/** A line with what it costs today and what is done to it. */
export type PricedCartLine = CartLineRow &
  LineServices & {
    quantity: Quantity;
    /** `undefined`: no list prices it; ask for a quote. */
    price: PricedLine | undefined;
  };

/** The same as people see it, with what of it would come from other branches if it were ordered today, and when. */
export type CartLine = PricedCartLine & { supply: Supply };

/** A cart as it stands at a moment: prices still move (R10). */
export type PricedCart = CartRow & {
  lines: readonly CartLine[];
  /** What the lists of the terms ask for its products. */
  listed: ListedByProduct;
  terms: PriceTerms;
  /** Whole kilometres of road to its site; null where it goes to none, or the way is not known. */
  roadKm: number | null;
  /** What bringing it costs, or why that is not known. */
  freight: CartFreight;
  /** What is done for all of it, beside what is done to a line. */
  services: readonly CartService[];
};

/** The same as people see it, with what they may choose. */
export type Cart = PricedCart & {
  choices: CartChoices;
  /** Every order of its company names a cost centre. */
  costCentreRequired: boolean;
  /** What its company owes too late, and what is stopped; null where nothing is known. */
  owing: Owing | null;
  /** What is left for its cost centre; null where nothing bounds it. */
  budget: Budget | null;
  /** Who must agree before its company buys; null where the company has no rules (R16). */
  approvalGround: ApprovalGround | null;
};

export type CartTotals = {
  weightG: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  /** Lines without a price, which the sums leave out. */
  unpriced: number;
};

/** What something costs. Minor units. */
type Amounts = { netMinor: number; vatMinor: number; grossMinor: number };

/** Lines with what is done to them, and what is done for all of them together. */
export type Totalled = {
  lines: readonly {
    weightG: number;
    price: Amounts | undefined;
    services: readonly Amounts[];
  }[];
  services: readonly Amounts[];
};

/** Sums of the rounded lines and of the services of lines and of the whole (R14): a document is the sum of its lines. */
export function totalsOf({ lines, services: ofAll }: Totalled): CartTotals {
  const sum = (of: (line: Totalled['lines'][number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const charged = (name: keyof Amounts) =>
    ofAll.reduce((total, service) => total + service[name], 0) +
    sum(({ price, services }) =>
      services.reduce((total, service) => total + service[name], price?.[name] ?? 0),
    );
  return {
    weightG: sum((line) => line.weightG),
    netMinor: charged('netMinor'),
    vatMinor: charged('vatMinor'),
    grossMinor: charged('grossMinor'),
    unpriced: lines.filter((line) => !line.price).length,
  };
}
