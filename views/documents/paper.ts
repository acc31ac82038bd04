import type { Printable } from '../../src/payments/document.ts';
import type { Paper } from '../../src/platform/paper.ts';
import type { Language } from '../language.tsx';
import { deliveryNotePaper } from './delivery-note.ts';
import { labelsPaper } from './labels.ts';
import { orderConfirmationPaper } from './order-confirmation.ts';
import { proformaPaper } from './proforma.ts';
import { receiptPaper } from './receipt.ts';
import { reconciliationPaper } from './reconciliation.ts';
import { taxInvoicePaper } from './tax-invoice.ts';
import { tongueOf } from './tongue.ts';
import { waybillPaper } from './waybill.ts';
import { weighTicketPaper } from './weigh-ticket.ts';

/**
 * A document as it is printed, from its frozen content and the language of its
 * reader alone (R40); a code on it leads to the shop's address, `shopAt`.
 */
export function documentPaper(content: Printable, language: Language, shopAt: string): Paper {
  const tongue = tongueOf(language);
  switch (content.kind) {
    case 'proforma':
      return proformaPaper(content, tongue);
    case 'order-confirmation':
      return orderConfirmationPaper(content, tongue);
    case 'tax-invoice':
    case 'credit-note':
      return taxInvoicePaper(content, tongue);
    case 'receipt':
      return receiptPaper(content, tongue);
    case 'reconciliation':
      return reconciliationPaper(content, tongue);
    case 'delivery-note':
      return deliveryNotePaper(content, tongue, shopAt);
    case 'waybill':
      return waybillPaper(content, tongue);
    case 'weigh-ticket':
      return weighTicketPaper(content, tongue);
    case 'labels':
      return labelsPaper(content, tongue, shopAt);
  }
}
