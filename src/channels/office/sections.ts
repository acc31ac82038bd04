import { type Actor, may } from '../../people/actor.ts';
import type { OfficeSection } from '../../../views/office/frame.tsx';

/** The parts of the office that the reader's role may enter, in the order in which they are shown. */
export function sectionsFor(actor: Actor): OfficeSection[] {
  const sections: OfficeSection[] = ['history'];
  if (may(actor, 'set-terms')) sections.push('customers');
  if (may(actor, 'publish-prices')) sections.push('prices');
  if (may(actor, 'administer')) sections.push('people');
  return sections;
}
