import type { DocumentContent } from '../../src/payments/document.ts';
import type { Paper } from '../../src/platform/paper.ts';
import type { Language } from '../language.tsx';
import { orderConfirmationPaper } from './order-confirmation.ts';
import { proformaPaper } from './proforma.ts';
import { receiptPaper } from './receipt.ts';
import { reconciliationPaper } from './reconciliation.ts';
import { taxInvoicePaper } from './tax-invoice.ts';
import { tongueOf } from './tongue.ts';

/** A document as it is printed, from its frozen content and the language of its reader alone (R40). */
export function documentPaper(content: DocumentContent, language: Language): Paper {
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
  }
}
