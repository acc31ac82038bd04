import type { OfficeGroup, OfficePlace, OfficeSection } from '../../../views/office/frame.tsx';
import { type Actor, type Capability, may } from '../../people/actor.ts';

/** The parts of the office by the work they belong to, each with what one must be allowed to enter it. */
const GROUPS: readonly (readonly [
  OfficeGroup,
  readonly (readonly [OfficeSection, Capability | 'all'])[],
])[] = [
  [
    'sales',
    [
      ['history', 'all'],
      ['customers', 'set-terms'],
      ['quotes', 'set-terms'],
      ['missing', 'set-terms'],
      ['storage', 'set-terms'],
      ['demand', 'see-demand'],
    ],
  ],
  [
    'terms',
    [
      ['prices', 'publish-prices'],
      ['approvals', 'approve-prices'],
      ['terms', 'read-terms'],
      ['freight', 'publish-prices'],
      ['freight-to-agree', 'set-terms'],
    ],
  ],
  [
    'money',
    [
      ['credit', 'set-terms'],
      ['documents', 'see-money'],
      ['customs', 'keep-books'],
      ['payments', 'see-money'],
      ['bank', 'keep-books'],
      ['disputes', 'keep-books'],
    ],
  ],
  [
    'quality',
    [
      ['certificates', 'keep-certificates'],
      ['claims', 'work-on-claims'],
      ['loyalty', 'see-loyalty'],
      ['at-risk', 'set-terms'],
      ['cases', 'set-terms'],
      ['changes', 'tell-changes'],
      ['instrument', 'keep-instrument'],
    ],
  ],
  [
    'ourselves',
    [
      ['accounts', 'administer'],
      ['people', 'administer'],
      ['seller', 'administer'],
    ],
  ],
];

/** Where in the office a page stands, with the parts that the reader's role may enter in their order. */
export function placeOf(actor: Actor, here: OfficeSection): OfficePlace {
  const groups = GROUPS.map(([group, parts]) => ({
    group,
    sections: parts
      .filter(([, needed]) => needed === 'all' || may(actor, needed))
      .map(([section]) => section),
  }));
  return { here, groups: groups.filter(({ sections }) => sections.length > 0) };
}
