import { agreed } from './en/agreed.ts';
import { companyChanges } from './en/company-changes.ts';
import { approvalChange } from './en/approval-change.ts';
import { approvals } from './en/approvals.ts';
import { articles } from './en/articles.ts';
import { apiKeys } from './en/api-keys.ts';
import { assortment } from './en/assortment.ts';
import { cart, channels, checkout, events, history, order, stages } from './en/buying.ts';
import { bank } from './en/bank.ts';
import { calculator } from './en/calculator.ts';
import { cases } from './en/cases.ts';
import { loyalty } from './en/loyalty.ts';
import { changes } from './en/changes.ts';
import { instrument } from './en/instrument.ts';
import { certificates } from './en/certificates.ts';
import { catalogue, columns, forms, product, spokenForms, units } from './en/catalogue.ts';
import { claims } from './en/claims.ts';
import { comparison } from './en/comparison.ts';
import { costCentres } from './en/cost-centres.ts';
import { ownRoles } from './en/own-roles.ts';
import { sites } from './en/sites.ts';
import { credit, holdKinds } from './en/credit.ts';
import { cutting } from './en/cutting.ts';
import { delivery } from './en/delivery.ts';
import { company, companyRoles, people, staffRoles } from './en/people.ts';
import { documents } from './en/documents.ts';
import { deskScreens } from './en/desk-screens.ts';
import { mail } from './en/mail.ts';
import { moneyLetters } from './en/money-letters.ts';
import { notices } from './en/notices.ts';
import { prices } from './en/prices.ts';
import { pricing } from './en/pricing.ts';
import { prompts } from './en/prompts.ts';
import { tablets } from './en/tablets.ts';
import { pulse } from './en/pulse.ts';
import { letters } from './en/letters.ts';
import { tracking } from './en/tracking.ts';
import { priceImport } from './en/price-import.ts';
import { problems } from './en/problems.ts';
import { freight } from './en/freight.ts';
import { instalments } from './en/instalments.ts';
import { papers } from './en/papers.ts';
import { officePayments } from './en/office-payments.ts';
import { payments } from './en/payments.ts';
import { quick } from './en/quick.ts';
import { quoteDelivery } from './en/quote-delivery.ts';
import { quotes } from './en/quotes.ts';
import { refusals } from './en/refusals.ts';
import { repetition } from './en/repetition.ts';
import { sale } from './en/sale.ts';
import { savedLists } from './en/saved-lists.ts';
import { terms } from './en/terms.ts';
import { shell } from './en/shell.ts';
import { reminders } from './en/reminders.ts';
import { spending } from './en/spending.ts';
import { office } from './en/office.ts';
import { desk } from './en/staff.ts';
import { statements } from './en/statements.ts';
import { storage } from './en/storage.ts';
import { leftOut } from './en/left-out.ts';
import { missingGoods } from './en/missing-goods.ts';
import { notThere } from './en/not-there.ts';
import { transfers } from './en/transfers.ts';
import { yard } from './en/yard.ts';

/** All the words of the program, by area. The English catalogue is the shape that the others must fill. */
export const en = {
  agreed,
  shell,
  forms,
  spokenForms,
  units,
  columns,
  catalogue,
  product,
  calculator,
  claims,
  comparison,
  costCentres,
  sites,
  ownRoles,
  credit,
  holdKinds,
  certificates,
  cutting,
  delivery,
  freight,
  instalments,
  officePayments,
  payments,
  bank,
  quick,
  quoteDelivery,
  quotes,
  companyChanges,
  approvalChange,
  approvals,
  articles,
  assortment,
  cart,
  checkout,
  stages,
  channels,
  order,
  history,
  events,
  people,
  companyRoles,
  staffRoles,
  company,
  reminders,
  spending,
  apiKeys,
  desk,
  terms,
  office,
  prices,
  refusals,
  mail,
  moneyLetters,
  notices,
  pricing,
  priceImport,
  prompts,
  tablets,
  pulse,
  letters,
  tracking,
  cases,
  loyalty,
  changes,
  instrument,
  problems,
  sale,
  repetition,
  savedLists,
  deskScreens,
  documents,
  papers,
  statements,
  storage,
  leftOut,
  missingGoods,
  notThere,
  transfers,
  yard,
};

export type Words = typeof en;
