import { agreed } from './kk/agreed.ts';
import type { Words } from './en.ts';
import { companyChanges } from './kk/company-changes.ts';
import { approvalChange } from './kk/approval-change.ts';
import { approvals } from './kk/approvals.ts';
import { articles } from './kk/articles.ts';
import { apiKeys } from './kk/api-keys.ts';
import { assortment } from './kk/assortment.ts';
import { cart, channels, checkout, events, history, order, stages } from './kk/buying.ts';
import { bank } from './kk/bank.ts';
import { calculator } from './kk/calculator.ts';
import { cases } from './kk/cases.ts';
import { loyalty } from './kk/loyalty.ts';
import { changes } from './kk/changes.ts';
import { instrument } from './kk/instrument.ts';
import { certificates } from './kk/certificates.ts';
import { catalogue, columns, forms, product, spokenForms, units } from './kk/catalogue.ts';
import { claims } from './kk/claims.ts';
import { comparison } from './kk/comparison.ts';
import { costCentres } from './kk/cost-centres.ts';
import { ownRoles } from './kk/own-roles.ts';
import { sites } from './kk/sites.ts';
import { credit, holdKinds } from './kk/credit.ts';
import { cutting } from './kk/cutting.ts';
import { delivery } from './kk/delivery.ts';
import { company, companyRoles, people, staffRoles } from './kk/people.ts';
import { documents } from './kk/documents.ts';
import { deskScreens } from './kk/desk-screens.ts';
import { mail } from './kk/mail.ts';
import { moneyLetters } from './kk/money-letters.ts';
import { notices } from './kk/notices.ts';
import { prices } from './kk/prices.ts';
import { pricing } from './kk/pricing.ts';
import { prompts } from './kk/prompts.ts';
import { tablets } from './kk/tablets.ts';
import { pulse } from './kk/pulse.ts';
import { letters } from './kk/letters.ts';
import { tracking } from './kk/tracking.ts';
import { priceImport } from './kk/price-import.ts';
import { problems } from './kk/problems.ts';
import { freight } from './kk/freight.ts';
import { instalments } from './kk/instalments.ts';
import { papers } from './kk/papers.ts';
import { officePayments } from './kk/office-payments.ts';
import { payments } from './kk/payments.ts';
import { quick } from './kk/quick.ts';
import { quoteDelivery } from './kk/quote-delivery.ts';
import { quotes } from './kk/quotes.ts';
import { refusals } from './kk/refusals.ts';
import { repetition } from './kk/repetition.ts';
import { sale } from './kk/sale.ts';
import { savedLists } from './kk/saved-lists.ts';
import { terms } from './kk/terms.ts';
import { shell } from './kk/shell.ts';
import { reminders } from './kk/reminders.ts';
import { spending } from './kk/spending.ts';
import { office } from './kk/office.ts';
import { desk } from './kk/staff.ts';
import { statements } from './kk/statements.ts';
import { storage } from './kk/storage.ts';
import { leftOut } from './kk/left-out.ts';
import { missingGoods } from './kk/missing-goods.ts';
import { notThere } from './kk/not-there.ts';
import { transfers } from './kk/transfers.ts';
import { yard } from './kk/yard.ts';

/** All the words of the program in Kazakh, as the trade in Kazakhstan writes it; formal address. */
export const kk: Words = {
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
