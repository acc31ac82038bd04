import { Hono } from 'hono';
import type { Env } from '../env.ts';
import { customerArticles } from './articles.tsx';
import { officeAtRisk } from './at-risk.tsx';
import { bankAccounts } from './bank-accounts.tsx';
import { bankLines, bankQueue } from './bank-queue.tsx';
import { officeBank } from './bank.tsx';
import { officeCases } from './cases.tsx';
import { officeCertificates } from './certificates.tsx';
import { officeChanges } from './changes.tsx';
import { officeClaims } from './claims.tsx';
import { officeCredit } from './credit.tsx';
import { customerAccount } from './customer-account.tsx';
import { officeCustomers } from './customers.tsx';
import { disputedLines } from './disputed-lines.tsx';
import { officeDocuments, officeOrderPapers } from './documents.tsx';
import { freightToAgree } from './freight-to-agree.tsx';
import { freightTariffs } from './freight.tsx';
import { goodsCustoms } from './goods-customs.tsx';
import { officeHistory } from './history.tsx';
import { officeInstrument } from './instrument.tsx';
import { officeLoyaltyLetters } from './loyalty-letters.tsx';
import { officeLoyalty } from './loyalty.tsx';
import { missingGoods } from './missing-goods.tsx';
import { missedDemand } from './missed-demand.tsx';
import { officePayments } from './payments.tsx';
import { people } from './people.tsx';
import { priceApprovals } from './price-approvals.tsx';
import { priceLists } from './price-lists.tsx';
import { officeQuotes } from './quotes.tsx';
import { sellerDetails } from './seller.tsx';
import { officeStorage } from './storage.tsx';
import { officeTerms } from './terms.tsx';

/** What the office reads and sets: each resource guards itself. */
export const office = new Hono<Env>()
  .route('/', officeHistory)
  .route('/orders', officeOrderPapers)
  .route('/documents', officeDocuments)
  .route('/customs', goodsCustoms)
  .route('/customers', customerArticles)
  .route('/customers', customerAccount)
  .route('/customers', officeCustomers)
  .route('/terms', officeTerms)
  .route('/credit', officeCredit)
  .route('/disputed-lines', disputedLines)
  .route('/payments', officePayments)
  .route('/quotes', officeQuotes)
  .route('/price-lists', priceLists)
  .route('/price-approvals', priceApprovals)
  .route('/freight-to-agree', freightToAgree)
  .route('/bank/accounts', bankAccounts)
  .route('/bank/queue', bankQueue)
  .route('/bank/lines', bankLines)
  .route('/bank', officeBank)
  .route('/certificates', officeCertificates)
  .route('/cases', officeCases)
  .route('/loyalty/letters', officeLoyaltyLetters)
  .route('/loyalty', officeLoyalty)
  .route('/at-risk', officeAtRisk)
  .route('/changes', officeChanges)
  .route('/instrument', officeInstrument)
  .route('/claims', officeClaims)
  .route('/missed-demand', missedDemand)
  .route('/missing-goods', missingGoods)
  .route('/storage', officeStorage)
  .route('/people', people)
  .route('/freight', freightTariffs)
  .route('/seller', sellerDetails);
