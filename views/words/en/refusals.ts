import { figuresFor } from '../../figures.ts';
import { countEn } from '../plural.ts';
import { type RefusalWords, wordFor } from '../refusal-words.ts';
import { agreed } from './agreed.ts';
import { bank } from './bank.ts';
import { costCentres } from './cost-centres.ts';
import { stages } from './buying.ts';
import { holdKinds } from './credit.ts';
import { instalments } from './instalments.ts';
import { payments } from './payments.ts';
import { quotes } from './quotes.ts';
import { deliveryRefusals } from './shipment-refusals.ts';
import { standingOf } from '../quote-standing.ts';

const { date, massKg, massT, moment, money, moneyExact, percent } = figuresFor('en');

export const refusals: RefusalWords = {
  ...deliveryRefusals,
  'cart-empty': () => 'The cart is empty. Add a product first.',
  'cart-placed': () => 'This cart has already become an order. Nothing was ordered twice.',
  'list-empty': () =>
    'The list has no line that says anything. Paste the rows with their names and quantities.',
  'list-too-long': ({ linesMax }) =>
    `A list holds ${linesMax} lines at most. Nothing was added; keep the rest as another list.`,
  'looks-like-order': ({ number }) =>
    `It looks like order ${number}, which was placed a short time ago. If you want it once more, confirm again.`,
  'payment-known': ({ reference }) =>
    `Money under ${reference} is in the books already, with another amount or company. Look it up in the payments before you take it again.`,
  'unpaid-before': ({ gate, waitsForMinor }) =>
    `${money(waitsForMinor)} must be paid first (${instalments.waits(instalments.gates[gate])}). Take the payment, or ask a manager to let it go.`,
  'nothing-due': () => 'Nothing is due for this order. Open it again to see how it stands.',
  'balance-short': ({ balanceMinor, chosenMinor }) =>
    `You chose ${money(chosenMinor)}, and the balance has ${money(balanceMinor)}. Choose less, or let it pay as far as it goes.`,
  'account-too-long': ({ rowsMax }) => `A file holds ${rowsMax} lines at most. Choose fewer days.`,
  'objection-there': () =>
    'This line is disputed already. Take that back first, or wait for the answer.',
  'objection-answered': () =>
    'This dispute was answered or taken back meanwhile. Open the page again.',
  'card-closed': () =>
    'Payment by card is closed at the moment. Pay by bank transfer, or at the counter.',
  'card-unanswered': () =>
    'The payment page did not open in time. Nothing was charged. Try again in a moment: it will be the same payment.',
  'card-refused': () =>
    'The payment page could not be opened. Nothing was charged. Pay by bank transfer, or call us.',
  'card-amount': ({ leastMinor, mostMinor }) =>
    `A card pays between ${moneyExact(leastMinor)} and ${moneyExact(mostMinor)} at once. Pay by bank transfer, at the counter, or a part of it by card.`,
  'seller-unknown': ({ day }) =>
    `Our own details for ${day} are not on record, so no document can be issued. An administrator enters them in the office, under “Our details”.`,
  'nothing-to-invoice': () =>
    'Everything of this order that was handed over has its invoice. There is nothing to invoice.',
  'document-void': () => 'This document is void. Issue a new one instead.',
  'document-corrected': ({ number }) =>
    `Credit note ${number} stands on this invoice. Make that one void first.`,
  'register-number-foreign': ({ registrationNumber }) =>
    `${registrationNumber} is of another seller or of a day before this document: its twelve digits are our BIN, the eight after them the day. Copy the number from the register.`,
  'register-number-taken': ({ registrationNumber }) =>
    `${registrationNumber} stands on another document. Look in the register which of the two has it.`,
  'credit-beyond': ({ position, leftMinor }) =>
    `Of line ${position} only ${moneyExact(leftMinor)} is left to credit. Enter that or less.`,
  'credit-of-nothing': () => 'Nothing is credited so. Enter an amount for at least one line.',
  'credit-spent': ({ leftMinor }) =>
    `Of the money of this credit note only ${moneyExact(leftMinor)} is left: the rest was paid out. It can no longer be made void.`,
  'refund-beyond': ({ leftMinor }) =>
    `Only ${money(leftMinor)} of this payment pays for nothing and can go back. Cancel the order first, or refund less.`,
  'write-off-beyond': ({ mostMinor }) =>
    `Up to ${money(mostMinor)} you write off yourself. More is a debt forgiven: ask the head of sales, who can do it here.`,
  'refund-own': () => 'You asked for this refund yourself. Somebody else has to agree to it.',
  'refund-decided': () => 'This refund was decided meanwhile. Open it again to see how.',
  'refund-other-amount': () =>
    'The refund is of another sum than this line. Choose the one that agrees.',
  'bank-account-wrong': () =>
    'The IBAN or the BIN has a slip of the pen: its check digits do not agree.',
  'bank-line-settled': ({ state, by, company }) =>
    `${wordFor(bank.settledAs, state)} ${[by, company].filter(Boolean).join(', ')}. Go on with the next line of the queue.`,
  'bank-line-currency': ({ currency }) =>
    `This line is in ${currency}, and the books are kept in tenge. Set it aside and book it by the rate of the bank.`,
  'bank-share-wrong': ({ problem }) =>
    `${wordFor(bank.shareProblems, problem)} Open the line again: it shows what is due now.`,
  'reversal-own': () => 'You asked to take this booking back yourself. Somebody else has to agree.',
  'reversal-decided': () => 'This was decided meanwhile. Open the line again to see how.',
  'payment-went-back': () =>
    'A part of this payment was refunded or is being refunded, so the booking cannot be taken back. Look at the refund first.',
  'refund-way': () => 'Money of this kind does not go back so. Choose another way.',
  'nothing-to-put': () =>
    'Nothing was put to the order: nothing is due for it, or nothing is left of the money.',
  'tenders-wrong': ({ problem, dueMinor }) =>
    `${wordFor(payments.tenderProblems, problem)} To pay: ${money(dueMinor)}.`,
  'till-closed': () => 'Cash needs an open shift. Open yours under “Till”, then take the money.',
  'till-too-little': () => 'There is less in the till than that.',
  'shift-open': () => 'You have a shift open. Close it before you open another.',
  'slip-missing': () => 'Type the number on the slip of the card terminal.',
  'price-on-request': ({ sku }) =>
    `${sku} has no list price. Remove the line or ask us for a price.`,
  'price-quoted': ({ sku }) =>
    `The price of ${sku} comes from a quote and stays as it was accepted. Make a new version of the quote instead.`,
  'cart-in-approval': () =>
    'This cart waits for the approval of its company and stays as it is. It can be taken back at Approvals.',
  'approval-needed': ({ people }) =>
    `Your company must agree to this order first: ${people}. Ask for the approval.`,
  'approval-not-needed': () => 'Nobody has to agree to this order. Place it.',
  'approval-stuck': () =>
    'Nobody of your company may approve this order. An administrator can raise a limit or name somebody at the approval rules.',
  'approval-outgrown': () =>
    'The order became dearer than your company agreed to. Ask again for what changed.',
  'approval-decided': ({ state }) =>
    `No answer is needed any more: ${wordFor(approvalEnds, state)}`,
  'approval-not-for-them': () =>
    'You cannot pass it to this colleague: he is asked already, may not approve so much, or ordered it himself. Choose another.',
  'approval-changed': () =>
    'A colleague changed the quantities meanwhile. Look at what remains and answer again.',
  'approval-only-less': ({ sku }) =>
    `Of ${sku} only less can be ordered here. Decline, so that the buyer can order more.`,
  'approval-nothing-left': () => 'Nothing would be left of the order. Decline it instead.',
  'approval-nothing-less': () =>
    'Nothing would be ordered less. Write a smaller quantity, strike a line, or simply approve.',
  'approval-not-yours': () => 'You are not asked here, or you have answered already.',
  'rule-without-approvers': () =>
    'A step needs at least as many people as must agree, and a rule at least one step.',
  'deputy-there': () => 'Somebody stands in on these days already. End that first.',
  'price-not-approved': ({ sku }) =>
    `The price of ${sku} waits for approval. It can be ordered as soon as it is approved, or at the list price.`,
  'price-judged-before': ({ sku }) =>
    `The lists ask more for ${sku} than when its price was agreed on. Agree on the price anew.`,
  'price-beyond-authority': () =>
    'This price is beyond your authority too. Leave it to the head of sales, or refuse it.',
  'not-sold-so': ({ sku }) =>
    `${sku} is not sold in this unit, in this length or at all any more. Choose another unit, or take the line out.`,
  'not-cut-so': ({ sku }) =>
    `${sku} is not cut so at the branch of the cart. Open the product and plan the cuts anew, or take the line out.`,
  'bars-follow-cuts': () =>
    'How many bars a cut list takes follows from the list. Take the line out and plan other cuts on the page of the product.',
  'terms-changed': () =>
    'A price or the stock has changed since this page was shown. Look at the new figures and confirm again.',
  'delivery-not-offered': () =>
    'The agreement is without delivery. Choose that the goods are collected, or ask the manager of the company.',
  'tariff-gap': () =>
    'Each vehicle needs a row for each distance, once. Fill in the rows that are missing, or take the extra ones out.',
  'credit-none': () => 'This company buys by prepayment only. Choose to pay before shipment.',
  'credit-limit-exceeded': ({ limitMinor, exposureMinor, orderMinor }) =>
    `The order needs ${money(orderMinor)}. Of the limit of ${money(limitMinor)}, ${money(exposureMinor)} is taken and ${money(limitMinor - exposureMinor)} is left. Pay before shipment, or order less.`,
  'credit-held': ({ kind }) =>
    `Orders on account are stopped: ${wordFor(holdKinds, kind)}. Pay before shipment, or talk to your manager.`,
  'shipment-held': ({ kind, reason }) =>
    `This customer's goods stay here: ${wordFor(holdKinds, kind)}. ${reason}`,
  'shipment-over-limit': ({ limitMinor, exposureMinor, overMinor, people }) =>
    `The goods stay here: ${money(exposureMinor)} are taken and the limit is ${money(limitMinor)}, so ${money(overMinor)} have to be paid first. ${people === '' ? 'A manager' : people} may let this order go: ask on its page.`,
  'release-not-needed': () => 'Nothing stops this order: hand it over.',
  'release-own': () =>
    'You asked for it yourself. Above this amount somebody else has to let the goods go.',
  'release-decided': () => 'This was decided already. Look at the list again.',
  'hold-placed-already': () => 'A hold of this kind is already there. End it first.',
  'limit-request-waiting': () =>
    'Your company has already asked for more credit. We answer that request first.',
  'limit-request-decided': () => 'This request was decided already. Look at the list again.',
  'temporary-limit-there': () =>
    'The customer already has credit for a time on these days. End it first.',
  'beyond-authority': () => 'This goes beyond your authority. The head of sales may grant it.',
  'insufficient-stock': ({ sku, branchCode, availableG, wantedG }) =>
    `${sku}: ${massT(wantedG)} wanted, ${massT(availableG)} available at ${branchCode}. Order less or choose another branch.`,
  'comes-later': ({ sku, weightG, branchCode, arrivesOn }) =>
    `Not all of it lies at the branch of the quote: the last of it, ${massKg(weightG)} of ${sku}, comes from ${branchCode} on ${date(arrivesOn)}. Confirm the day and accept once more.`,
  'goods-coming': ({ branchCode, arrivesOn }) =>
    `Goods of this order are still on their way from ${branchCode}; they are here on ${date(arrivesOn)}. It is picked once they are booked in, under Transfers.`,
  'order-not-cancellable': ({ stage }) =>
    `An order at the stage “${wordFor(stages, stage)}” can no longer be cancelled here. Call us.`,
  'cutting-begun': () =>
    'The saw has begun. What is cut is delivered and paid; call us about the rest.',
  'cutting-unconfirmed': () => 'The order is not confirmed yet. Confirm it first.',
  'cutting-too-early': ({ startsFrom }) =>
    `The buyer may cancel for nothing until ${moment(startsFrom)}. Start then.`,
  'cutting-unheld': () =>
    'Nothing is held for this order any more, so nothing is cut. Settle that with the buyer first.',
  'cutting-open': () =>
    'Something of this order is still to be cut. Finish it in the list of cutting first.',
  'lot-not-chosen': () => 'Choose the lot that was cut.',
  'lots-not-enough': ({ bars }) =>
    `The lots do not hold ${bars} whole bars. Choose more lots, or settle it with the buyer.`,
  'key-reused': () => 'This form was already sent with other contents. Open the page again.',
  'changed-meanwhile': () =>
    'Somebody else has changed this meanwhile. Look at the new state; what you typed was not saved.',
  'quote-not-open': () => 'There is nothing to accept now. Send the quote to the buyer first.',
  'guest-is-member': () =>
    'This address belongs to a member of the company, who finds the quote on his own page.',
  'guest-is-staff': () => 'No quote can be sent to this address. Take another one.',
  'guest-needs-colleague': ({ people }) =>
    people === ''
      ? 'By the rules of your company somebody must agree to this order. Ask its administrator to accept the quote.'
      : `By the rules of your company this order must be agreed to. One of these has to accept the quote, signed in: ${people}.`,
  'guest-needs-details': ({ field }) =>
    `Your company wants every order to say: ${wordFor(agreed.fields, field)}. Ask a colleague who signs in here to accept the quote.`,
  'guest-credit': () =>
    'This cannot be ordered on account now. Choose prepayment, or ask a colleague who signs in here to accept the quote.',
  'code-wrong': () =>
    'This is not the code. Look at the newest letter; after five tries you need another code. Nothing was ordered.',
  'code-over': () => 'This code does not hold any more. Ask for another one; nothing was ordered.',
  'quote-empty': () => 'There is no line yet. Say what you need, and how much of it.',
  'quote-validity': () => 'Say until when the quote holds: a day and time that are yet to come.',
  'quote-delivery-unsaid': () =>
    'The buyer said how he wants it delivered. Answer under Delivery: our vehicle, a carrier or that he collects.',
  'quote-nothing-to-bring': () =>
    'No offer can be ordered, so there is nothing to bring. Offer goods of ours, or leave delivery unsaid.',
  'quote-freight-below': ({ leastMinor }) =>
    `You may offer this delivery for ${moneyExact(leastMinor)} without VAT or more. Name so much, or save the draft and ask a colleague who may give delivery to send it.`,
  'quote-changed': () =>
    'The quote is not as it was on your page any more. Look at it again; nothing was ordered.',
  'quote-closed': ({ state }) =>
    `This quote is closed: ${wordFor(quotes.standings, standingOf(state))}. Nothing was changed.`,
  'quote-expired': () =>
    'The time of this quote is over. Ask for a new one; we answer with the prices of today.',
  'quote-line-missing': ({ position }) =>
    `This quote has no line ${position}. Choose another one; nothing was sent.`,
  'quote-taken': () => 'This has been ordered already. Nothing was ordered twice.',
  'quote-whole-only': () =>
    'This quote is accepted as a whole: choose one offer for every line, in full.',
  'quote-one-offer-a-line': () => 'Choose one offer a line.',
  'quote-nothing-chosen': () => 'Choose at least one line.',
  'quote-no-more': ({ position }) =>
    `Line ${position}: more than was offered is not sold at this price. Order less, or ask us.`,
  'field-required': ({ field }) =>
    `The agreement asks every order to say: ${wordFor(agreed.fields, field)}. Fill it in; nothing was ordered.`,
  'day-past': () => 'New terms and prices begin today or later. Choose another first day.',
  'draft-waiting': () =>
    'A change of these terms already waits for approval. Have it decided or withdraw it first.',
  'freight-not-agreed': ({ number }) =>
    `The price of delivery of order ${number} is not agreed yet. Name it under Office, Delivery to agree, or plan that the customer collects.`,
  'freight-settled': () =>
    'Nothing is left to agree about the delivery of this order. Open the order again.',
  'freight-answered': () =>
    'This price of delivery was answered or replaced already. Open the order again.',
  'freight-needs-approver': ({ people }) =>
    people === ''
      ? 'With this delivery the order needs an approval, and nobody of your company may give it. Ask your administrator, or say no and talk to us.'
      : `With this delivery the order costs more than may be ordered alone. Ask ${people} to agree here.`,
  'own-draft': () => 'Somebody else approves or sends back what you drafted. You may withdraw it.',
  'draft-decided': () => 'This draft was decided already. Look at the list again.',
  'price-list-unchanged': () =>
    'The draft asks the same as the prices in force. Change a price first, or discard the draft.',
  'publication-stands': () =>
    'This publication can no longer be taken back: a later one stands on it, or thirty days have passed. Begin a draft with the prices that you want.',
  'remarks-unread': ({ remarks }) =>
    `The draft has ${countEn(remarks, 'remark', 'remarks')}. Read them, tick the box and publish again.`,
  'bin-invalid': () =>
    'This is not a valid BIN. It has twelve digits, and the last one is a check digit.',
  'company-exists': ({ bin }) => `A company with the BIN ${bin} is already registered.`,
  'spending-limit-exceeded': ({ period, limitMinor, spentMinor, orderMinor }) =>
    `The order comes to ${money(orderMinor)} with VAT. Of your limit of ${money(limitMinor)} a ${{ day: 'day', week: 'week', month: 'month' }[period]}, ${money(spentMinor)} is spent. Order less, or ask the administrator of your company to raise the limit.`,
  'cost-centre-required': () => 'Your company wants a cost centre with every order. Choose one.',
  'cost-centre-there': () => 'There is an open cost centre with this code already.',
  'budget-exceeded': ({ period, amountMinor, spentMinor, orderMinor }) =>
    `The budget of a ${costCentres.periods[period]} does not cover this order: ${money(spentMinor)} of ${money(amountMinor)} is ordered, this order is ${money(orderMinor)}. Order less, choose another cost centre, or ask your administrator.`,
  'changes-empty': () =>
    'There is nothing to tell of this quarter yet: no case of it was called solved, or every theme is left out.',
  'instrument-unchanged': () =>
    'The draft asks as the version in force does. Change something first, or drop it.',
  'prompt-over': () =>
    'The time for this question is over, or it was answered more than a day ago. What you said is kept; you find it under My answers.',
  'tablet-code-wrong': () =>
    'This code is not known here, was used, or is older than ten minutes. Make a new one on the clerk’s screen, under Tablets.',
  'prompt-link-used': () =>
    'This link has answered once, and your answer is kept. For a day you can change it on the page that followed, or signed in under My answers.',
  'certificate-there': () =>
    'There is a certificate already. Bring a new version of it, or correct the number.',
  'certificate-without-heat': () =>
    'A certificate without a heat speaks of no goods. Type the heat as it stands on the paper.',
  'certificate-faulty': ({ faults }) =>
    `${countEn(faults, 'fault', 'faults')} that nobody has accepted. Check the certificate again; whoever may accept them says why.`,
  'certificate-ended': () =>
    'This certificate was withdrawn or replaced already. Open it again to see by whom.',
  'claim-before-hand-over': () =>
    'Nothing of this order has been handed over yet. Until then you can complain of a delay, a price or a certificate.',
  'claim-too-late': ({ until }) =>
    `This could be claimed until ${date(until)}. Call us: our people may take it later for a reason.`,
  'claim-seen-at-hand-over': () =>
    'The pieces were counted and signed for without a remark when the goods were taken over. Call us, or claim missing weight instead.',
  'claim-without-lines': () => 'Tick at least one line of the order.',
  'claim-evidence-missing': () => 'Add a photo or a paper: for this kind of claim we need one.',
  'claim-within-tolerance': ({ position, toleranceG }) =>
    `Line ${position}: by the terms the weight may differ by ${massKg(toleranceG)}, so this is no shortage. Check the weighing; write to us if more is missing.`,
  'claim-beyond': ({ position, leftG }) =>
    leftG > 0
      ? `Of line ${position} only ${massKg(leftG)} can still be claimed. Enter that or less.`
      : `All of line ${position} stands in claims already. Add to the one that is there.`,
  'claim-amount-beyond': ({ position, leftMinor }) =>
    `Line ${position} comes to ${moneyExact(leftMinor)} at most. Enter that or less.`,
  'claim-of-nothing': () =>
    'Nothing comes of it so. Enter how much for at least one line, and by what it is made good.',
  'claim-promise-missing': () => 'Promise a day by which it is replaced or cut again.',
  'claim-own-decision': () => 'You proposed this yourself. Somebody else has to agree to it.',
  'claim-not-invoiced': ({ position, leftMinor }) =>
    `Invoices of the order cover only ${moneyExact(leftMinor)} of line ${position}. Issue the invoice first, or decide on less.`,
  'claim-goods-beyond': ({ position, leftG }) =>
    `Of line ${position} only ${massKg(leftG)} of this heat can come back. Enter that or less.`,
  'claim-order-unknown': ({ number }) =>
    `This customer has no order ${number}. Check the number, or leave it out.`,
  'claim-reopen-over': () =>
    'The days to say that it is not solved are over. Call us, and we look at it together.',
  'own-role-there': () => 'There is a role of this name already.',
  'own-role-held': () =>
    'Somebody is in this role or invited to it. Give them another role first, or take the invitation back.',
  'last-admin': () => 'This is the last administrator of the company. Appoint another one first.',
  'not-permitted': () => 'Your role does not allow this. Ask the administrator of your company.',
  'too-many-attempts': ({ retryAfterSeconds }) =>
    `Too many attempts. Wait ${countEn(Math.max(1, Math.ceil(retryAfterSeconds / 60)), 'minute', 'minutes')} and try again.`,
  'sign-in-failed': () => 'The e-mail or the password is wrong.',
  'token-invalid': () => 'This link has been used or has expired. Ask for a new one.',
  'second-factor-wrong': () => 'The code is wrong or has been used. Wait for the next one.',
  'override-beyond-authority': ({ maxBp }) =>
    `You may move a price by ${percent(maxBp)} at most. Ask a manager.`,
};

const approvalEnds: Record<string, string> = {
  approved: 'the order is approved.',
  declined: 'the order is declined.',
  withdrawn: 'the question was taken back.',
  expired: 'the time for an answer is over.',
  placed: 'the order is placed.',
  pending: 'the question is open.',
};
