import { agreed } from './ru/agreed.ts';
import type { Words } from './en.ts';
import { companyChanges } from './ru/company-changes.ts';
import { approvalChange } from './ru/approval-change.ts';
import { approvals } from './ru/approvals.ts';
import { articles } from './ru/articles.ts';
import { apiKeys } from './ru/api-keys.ts';
import { assortment } from './ru/assortment.ts';
import { cart, channels, checkout, events, history, order, stages } from './ru/buying.ts';
import { bank } from './ru/bank.ts';
import { calculator } from './ru/calculator.ts';
import { cases } from './ru/cases.ts';
import { loyalty } from './ru/loyalty.ts';
import { changes } from './ru/changes.ts';
import { instrument } from './ru/instrument.ts';
import { certificates } from './ru/certificates.ts';
import { catalogue, columns, forms, product, spokenForms, units } from './ru/catalogue.ts';
import { claims } from './ru/claims.ts';
import { comparison } from './ru/comparison.ts';
import { costCentres } from './ru/cost-centres.ts';
import { ownRoles } from './ru/own-roles.ts';
import { sites } from './ru/sites.ts';
import { credit, holdKinds } from './ru/credit.ts';
import { cutting } from './ru/cutting.ts';
import { delivery } from './ru/delivery.ts';
import { company, companyRoles, people, staffRoles } from './ru/people.ts';
import { documents } from './ru/documents.ts';
import { deskScreens } from './ru/desk-screens.ts';
import { mail } from './ru/mail.ts';
import { moneyLetters } from './ru/money-letters.ts';
import { notices } from './ru/notices.ts';
import { prices } from './ru/prices.ts';
import { pricing } from './ru/pricing.ts';
import { prompts } from './ru/prompts.ts';
import { tablets } from './ru/tablets.ts';
import { pulse } from './ru/pulse.ts';
import { letters } from './ru/letters.ts';
import { tracking } from './ru/tracking.ts';
import { priceImport } from './ru/price-import.ts';
import { problems } from './ru/problems.ts';
import { freight } from './ru/freight.ts';
import { instalments } from './ru/instalments.ts';
import { papers } from './ru/papers.ts';
import { officePayments } from './ru/office-payments.ts';
import { payments } from './ru/payments.ts';
import { quick } from './ru/quick.ts';
import { quoteDelivery } from './ru/quote-delivery.ts';
import { quotes } from './ru/quotes.ts';
import { refusals } from './ru/refusals.ts';
import { repetition } from './ru/repetition.ts';
import { sale } from './ru/sale.ts';
import { savedLists } from './ru/saved-lists.ts';
import { terms } from './ru/terms.ts';
import { shell } from './ru/shell.ts';
import { reminders } from './ru/reminders.ts';
import { spending } from './ru/spending.ts';
import { office } from './ru/office.ts';
import { desk } from './ru/staff.ts';
import { statements } from './ru/statements.ts';
import { storage } from './ru/storage.ts';
import { leftOut } from './ru/left-out.ts';
import { missingGoods } from './ru/missing-goods.ts';
import { notThere } from './ru/not-there.ts';
import { transfers } from './ru/transfers.ts';
import { yard } from './ru/yard.ts';

/** All the words of the program in Russian, as the trade in Kazakhstan writes it; formal address. */
export const ru: Words = {
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
