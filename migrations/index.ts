import type { Migration } from 'kysely';
import * as people from './20261125-0900-people.ts';
import * as catalogue from './20261125-0910-catalogue.ts';
import * as customersAndPrices from './20261125-0920-customers-and-prices.ts';
import * as stock from './20261125-0930-stock.ts';
import * as cartsAndOrders from './20261125-0940-carts-and-orders.ts';
import * as audit from './20261125-0950-audit.ts';
import * as termsReplaced from './20261126-0900-terms-replaced.ts';
import * as goodsFoundBySize from './20261126-1000-goods-found-by-size.ts';
import * as stockByCategory from './20261126-1010-stock-by-category.ts';
import * as linesBeforeTheirOrder from './20261126-1020-lines-before-their-order.ts';
import * as whyOrdersEnd from './20261126-1030-why-orders-end.ts';
import * as ownNamesOfGoods from './20261127-1000-own-names-of-goods.ts';
import * as codesInAnyCase from './20261127-1001-codes-in-any-case.ts';
import * as pastedLists from './20261127-1002-pasted-lists.ts';
import * as ownNumberOnOrderLines from './20261127-1010-own-number-on-order-lines.ts';
import * as keysOfCompanies from './20261127-1020-keys-of-companies.ts';
import * as boughtBefore from './20261127-1030-bought-before.ts';
import * as cuttingTerms from './20261127-1040-cutting-terms.ts';
import * as cuttingJobs from './20261127-1041-cutting-jobs.ts';
import * as cutListsInCarts from './20261127-1042-cut-lists-in-carts.ts';
import * as servicesOfOrders from './20261127-1043-services-of-orders.ts';
import * as whatComesOfCutting from './20261127-1044-what-comes-of-cutting.ts';
import * as goodsBegun from './20261127-1050-goods-begun.ts';
import * as missedDemand from './20261127-1051-missed-demand.ts';
import * as fixedPricesInCarts from './20261128-1000-fixed-prices-in-carts.ts';
import * as authorityOverPrices from './20261128-1010-authority-over-prices.ts';
import * as costOfGoods from './20261128-1100-cost-of-goods.ts';
import * as publicationsTakenBack from './20261128-1110-publications-taken-back.ts';
import * as pricesFrozenAtOnce from './20261128-1120-prices-frozen-at-once.ts';
import * as priceImports from './20261128-1200-price-imports.ts';
import * as quotes from './20261128-1300-quotes.ts';
import * as spendingLimits from './20261128-1400-spending-limits.ts';
import * as termsByTwo from './20261128-1500-terms-by-two.ts';
import * as creditInSight from './20261128-1510-credit-in-sight.ts';
import * as instalments from './20261128-1520-instalments.ts';
import * as savedLists from './20261128-1600-saved-lists.ts';
import * as approvals from './20261129-1400-approvals.ts';
import * as costCentres from './20261129-1410-cost-centres.ts';
import * as creditAskedFor from './20261129-1430-credit-asked-for.ts';
import * as pricesFromABase from './20261129-1420-prices-from-a-base.ts';
import * as ownRoles from './20261129-1500-own-roles.ts';
import * as ledger from './20261130-0900-ledger.ts';
import * as payments from './20261130-0910-payments.ts';
import * as cardPayments from './20261130-0920-card-payments.ts';
import * as refunds from './20261130-0930-refunds.ts';
import * as tills from './20261130-0940-tills.ts';
import * as linksOfQuotes from './20261130-2000-links-of-quotes.ts';
import * as files from './20261130-2010-files.ts';
import * as instalmentsOfAnAmount from './20261130-2020-instalments-of-an-amount.ts';
import * as whatAnOrderMustSay from './20261130-2030-what-an-order-must-say.ts';
import * as deliveryDocumentsAndNeeds from './20261130-2040-delivery-documents-and-needs.ts';
import * as millsOfLots from './20261130-3000-mills-of-lots.ts';
import * as lotsOfOrders from './20261130-3001-lots-of-orders.ts';
import * as storedFiles from './20261130-3010-files-of-certificates.ts';
import * as certificates from './20261130-3020-certificates.ts';
import * as documents from './20261201-1000-documents.ts';
import * as bank from './20261130-4020-bank.ts';
import * as daysOfDue from './20261130-4060-days-of-due.ts';
import * as overdue from './20261130-4061-overdue.ts';
import * as reminders from './20261130-4062-reminders.ts';
import * as goodsLetGo from './20261130-4063-goods-let-go.ts';
import * as answersJudged from './20261202-0920-answers-judged.ts';
import * as changes from './20261211-0900-changes.ts';
import * as answersForgotten from './20261211-0920-answers-forgotten.ts';
import * as instrumentFromADay from './20261211-0910-instrument-from-a-day.ts';
import * as satisfactionCases from './20261202-0910-satisfaction-cases.ts';
import * as prompts from './20261202-0900-prompts.ts';
import * as nightlyLoyalty from './20261210-0900-nightly-loyalty.ts';
import * as statements from './20261130-4000-statements.ts';
import * as waysOfRefunds from './20261130-4040-ways-of-refunds.ts';
import * as writeOffs from './20261130-4041-write-offs.ts';
import * as fiscalReceipts from './20261130-4042-fiscal-receipts.ts';
import * as shipments from './20261203-0900-shipments.ts';
import * as lotsOnVehicles from './20261203-0910-lots-on-vehicles.ts';
import * as promises from './20261204-0900-promises.ts';
import * as photosOfShipments from './20261204-0910-photos-of-shipments.ts';
import * as noticesOfShipments from './20261204-0920-notices-of-shipments.ts';
import * as scopeOfOwnRoles from './20261213-0900-scope-of-own-roles.ts';
import * as goodsOnPaper from './20261216-0900-goods-on-paper.ts';
import * as claims from './20261205-0900-claims.ts';
import * as billedByShipment from './20261203-0920-billed-by-shipment.ts';
import * as cardsForSeveralOrders from './20261219-0900-cards-for-several-orders.ts';
import * as scales from './20261215-0900-scales.ts';
import * as reportsOfTheYard from './20261215-0910-reports-of-the-yard.ts';
import * as tablets from './20261218-0900-tablets.ts';
import * as vehiclesAtTheGate from './20261215-0920-vehicles-at-the-gate.ts';
import * as transfersUndone from './20261219-0910-transfers-undone.ts';
import * as freight from './20261220-0900-freight.ts';
import * as freightNamed from './20261222-0900-freight-named.ts';
import * as partsOfAttemptsByOrder from './20261222-0910-parts-of-attempts-by-order.ts';
import * as rulesOnFreight from './20261220-0910-rules-on-freight.ts';
import * as notesOfRisk from './20261218-0920-notes-of-risk.ts';
import * as platesOnTheScale from './20261223-0900-plates-on-the-scale.ts';
import * as transfers from './20261223-0910-transfers.ts';
import * as goodsOfOtherBranches from './20261225-0900-goods-of-other-branches.ts';
import * as pulseOfOurOwn from './20261218-0910-pulse-of-our-own.ts';
import * as shortMessages from './20261224-0900-short-messages.ts';
import * as freightInQuotes from './20261225-1000-freight-in-quotes.ts';
import * as cutListsInQuotes from './20261225-1010-cut-lists-in-quotes.ts';
import * as placesOfLots from './20261226-5000-places-of-lots.ts';
import * as goodsThatAreNowhere from './20261226-1000-goods-that-are-nowhere.ts';
import * as transfersForSeveralOrders from './20261226-1010-transfers-for-several-orders.ts';
import * as approversOrderLess from './20261226-2000-approvers-order-less.ts';
import * as offcutsInQuotes from './20261226-2010-offcuts-in-quotes.ts';
import * as changesOfRights from './20261226-2020-changes-of-rights.ts';
import * as registeredInvoices from './20261226-4000-registered-invoices.ts';
import * as goodsCustoms from './20261226-4010-goods-customs.ts';
import * as quartersOfTheScore from './20261226-3000-quarters-of-the-score.ts';
import * as worthOfCompanies from './20261226-3010-worth-of-companies.ts';
import * as lettersOfTheDashboard from './20261226-3020-letters-of-the-dashboard.ts';
import * as storageCharged from './20261227-1000-storage-charged.ts';
import * as daysToComplain from './20261227-1020-days-to-complain.ts';
import * as storageWaived from './20261227-1010-storage-waived.ts';
import * as amendedOrders from './20261227-4000-amended-orders.ts';
import * as goodsNotThere from './20261227-4010-goods-not-there.ts';
import * as nothingToPick from './20261227-4020-nothing-to-pick.ts';
import * as rulesOnProducts from './20261227-2000-rules-on-products.ts';
import * as changesOfRules from './20261227-2010-changes-of-rules.ts';
import * as figuresOfBranches from './20261227-3000-figures-of-branches.ts';
import * as figuresOfQuarterEnds from './20261227-3010-figures-of-quarter-ends.ts';

/** Applied in the order of their names; one that has landed is never edited. */
export const migrations: Record<string, Migration> = {
  '20261125-0900-people': people,
  '20261125-0910-catalogue': catalogue,
  '20261125-0920-customers-and-prices': customersAndPrices,
  '20261125-0930-stock': stock,
  '20261125-0940-carts-and-orders': cartsAndOrders,
  '20261125-0950-audit': audit,
  '20261126-0900-terms-replaced': termsReplaced,
  '20261126-1000-goods-found-by-size': goodsFoundBySize,
  '20261126-1010-stock-by-category': stockByCategory,
  '20261126-1020-lines-before-their-order': linesBeforeTheirOrder,
  '20261126-1030-why-orders-end': whyOrdersEnd,
  '20261127-1000-own-names-of-goods': ownNamesOfGoods,
  '20261127-1001-codes-in-any-case': codesInAnyCase,
  '20261127-1002-pasted-lists': pastedLists,
  '20261127-1010-own-number-on-order-lines': ownNumberOnOrderLines,
  '20261127-1020-keys-of-companies': keysOfCompanies,
  '20261127-1030-bought-before': boughtBefore,
  '20261127-1040-cutting-terms': cuttingTerms,
  '20261127-1041-cutting-jobs': cuttingJobs,
  '20261127-1042-cut-lists-in-carts': cutListsInCarts,
  '20261127-1043-services-of-orders': servicesOfOrders,
  '20261127-1044-what-comes-of-cutting': whatComesOfCutting,
  '20261127-1050-goods-begun': goodsBegun,
  '20261127-1051-missed-demand': missedDemand,
  '20261128-1000-fixed-prices-in-carts': fixedPricesInCarts,
  '20261128-1010-authority-over-prices': authorityOverPrices,
  '20261128-1100-cost-of-goods': costOfGoods,
  '20261128-1110-publications-taken-back': publicationsTakenBack,
  '20261128-1120-prices-frozen-at-once': pricesFrozenAtOnce,
  '20261128-1200-price-imports': priceImports,
  '20261128-1300-quotes': quotes,
  '20261128-1400-spending-limits': spendingLimits,
  '20261128-1500-terms-by-two': termsByTwo,
  '20261128-1510-credit-in-sight': creditInSight,
  '20261128-1520-instalments': instalments,
  '20261128-1600-saved-lists': savedLists,
  '20261129-1400-approvals': approvals,
  '20261129-1410-cost-centres': costCentres,
  '20261129-1420-prices-from-a-base': pricesFromABase,
  '20261129-1430-credit-asked-for': creditAskedFor,
  '20261129-1500-own-roles': ownRoles,
  '20261130-0900-ledger': ledger,
  '20261130-0910-payments': payments,
  '20261130-0920-card-payments': cardPayments,
  '20261130-0930-refunds': refunds,
  '20261130-0940-tills': tills,
  '20261130-2000-links-of-quotes': linksOfQuotes,
  '20261130-2010-files': files,
  '20261130-2020-instalments-of-an-amount': instalmentsOfAnAmount,
  '20261130-2030-what-an-order-must-say': whatAnOrderMustSay,
  '20261130-2040-delivery-documents-and-needs': deliveryDocumentsAndNeeds,
  '20261130-3000-mills-of-lots': millsOfLots,
  '20261130-3001-lots-of-orders': lotsOfOrders,
  '20261130-3010-files-of-certificates': storedFiles,
  '20261130-3020-certificates': certificates,
  '20261201-1000-documents': documents,
  '20261130-4020-bank': bank,
  '20261130-4060-days-of-due': daysOfDue,
  '20261130-4061-overdue': overdue,
  '20261130-4062-reminders': reminders,
  '20261130-4063-goods-let-go': goodsLetGo,
  '20261202-0900-prompts': prompts,
  '20261202-0910-satisfaction-cases': satisfactionCases,
  '20261202-0920-answers-judged': answersJudged,
  '20261130-4000-statements': statements,
  '20261130-4040-ways-of-refunds': waysOfRefunds,
  '20261130-4041-write-offs': writeOffs,
  '20261130-4042-fiscal-receipts': fiscalReceipts,
  '20261203-0900-shipments': shipments,
  '20261203-0910-lots-on-vehicles': lotsOnVehicles,
  '20261204-0900-promises': promises,
  '20261204-0910-photos-of-shipments': photosOfShipments,
  '20261204-0920-notices-of-shipments': noticesOfShipments,
  '20261213-0900-scope-of-own-roles': scopeOfOwnRoles,
  '20261216-0900-goods-on-paper': goodsOnPaper,
  '20261210-0900-nightly-loyalty': nightlyLoyalty,
  '20261211-0900-changes': changes,
  '20261211-0910-instrument-from-a-day': instrumentFromADay,
  '20261211-0920-answers-forgotten': answersForgotten,
  '20261205-0900-claims': claims,
  '20261203-0920-billed-by-shipment': billedByShipment,
  '20261219-0900-cards-for-several-orders': cardsForSeveralOrders,
  '20261215-0900-scales': scales,
  '20261215-0910-reports-of-the-yard': reportsOfTheYard,
  '20261218-0900-tablets': tablets,
  '20261215-0920-vehicles-at-the-gate': vehiclesAtTheGate,
  '20261219-0910-transfers-undone': transfersUndone,
  '20261220-0900-freight': freight,
  '20261220-0910-rules-on-freight': rulesOnFreight,
  '20261222-0900-freight-named': freightNamed,
  '20261222-0910-parts-of-attempts-by-order': partsOfAttemptsByOrder,
  '20261218-0910-pulse-of-our-own': pulseOfOurOwn,
  '20261218-0920-notes-of-risk': notesOfRisk,
  '20261223-0900-plates-on-the-scale': platesOnTheScale,
  '20261223-0910-transfers': transfers,
  '20261224-0900-short-messages': shortMessages,
  '20261225-0900-goods-of-other-branches': goodsOfOtherBranches,
  '20261225-1000-freight-in-quotes': freightInQuotes,
  '20261225-1010-cut-lists-in-quotes': cutListsInQuotes,
  '20261226-5000-places-of-lots': placesOfLots,
  '20261226-1000-goods-that-are-nowhere': goodsThatAreNowhere,
  '20261226-1010-transfers-for-several-orders': transfersForSeveralOrders,
  '20261226-2000-approvers-order-less': approversOrderLess,
  '20261226-2010-offcuts-in-quotes': offcutsInQuotes,
  '20261226-2020-changes-of-rights': changesOfRights,
  '20261226-4000-registered-invoices': registeredInvoices,
  '20261226-4010-goods-customs': goodsCustoms,
  '20261226-3000-quarters-of-the-score': quartersOfTheScore,
  '20261226-3010-worth-of-companies': worthOfCompanies,
  '20261226-3020-letters-of-the-dashboard': lettersOfTheDashboard,
  '20261227-1000-storage-charged': storageCharged,
  '20261227-1010-storage-waived': storageWaived,
  '20261227-1020-days-to-complain': daysToComplain,
  '20261227-4000-amended-orders': amendedOrders,
  '20261227-4010-goods-not-there': goodsNotThere,
  '20261227-4020-nothing-to-pick': nothingToPick,
  '20261227-2000-rules-on-products': rulesOnProducts,
  '20261227-2010-changes-of-rules': changesOfRules,
  '20261227-3000-figures-of-branches': figuresOfBranches,
  '20261227-3010-figures-of-quarter-ends': figuresOfQuarterEnds,
};
