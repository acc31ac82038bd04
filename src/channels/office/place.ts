import type { OfficePlace, OfficeSection } from '../../../views/office/frame.tsx';
import { type Actor, may } from '../../people/actor.ts';

/** Where in the office a page stands, with the parts that the reader's role may enter in their order. */
export function placeOf(actor: Actor, here: OfficeSection): OfficePlace {
  const sections: OfficeSection[] = ['history'];
  if (may(actor, 'set-terms')) sections.push('customers');
  if (may(actor, 'read-terms')) sections.push('terms');
  if (may(actor, 'set-terms')) sections.push('credit');
  if (may(actor, 'see-money')) sections.push('documents');
  if (may(actor, 'keep-books')) sections.push('disputes');
  if (may(actor, 'see-money')) sections.push('payments');
  if (may(actor, 'set-terms')) sections.push('quotes');
  if (may(actor, 'publish-prices')) sections.push('prices', 'freight');
  if (may(actor, 'set-terms')) sections.push('freight-to-agree');
  if (may(actor, 'approve-prices')) sections.push('approvals');
  if (may(actor, 'keep-books')) sections.push('bank');
  if (may(actor, 'administer')) sections.push('accounts');
  if (may(actor, 'keep-certificates')) sections.push('certificates');
  if (may(actor, 'see-loyalty')) sections.push('loyalty');
  if (may(actor, 'work-on-claims')) sections.push('claims');
  if (may(actor, 'set-terms')) sections.push('at-risk', 'cases');
  if (may(actor, 'tell-changes')) sections.push('changes');
  if (may(actor, 'keep-instrument')) sections.push('instrument');
  if (may(actor, 'see-demand')) sections.push('demand');
  if (may(actor, 'administer')) sections.push('people', 'seller');
  return { here, sections };
}
