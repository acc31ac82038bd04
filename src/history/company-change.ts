import { z } from 'zod';

const Role = z.object({
  name: z.string(),
  capabilities: z.array(z.string()),
  scope: z.string(),
  siteIds: z.array(z.string()),
});
const limit = { limitMinor: z.int().nullable() };
const Terms = z.object({ ownAllowed: z.boolean(), lastsDays: z.int(), toleranceBp: z.int() });
const Budget = z.object({ amountMinor: z.int(), period: z.string(), effect: z.string() });
const centre = { code: z.string(), name: z.string() };
const days = { fromDay: z.string(), untilDay: z.string() };

const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person.invited'), role: z.string().optional() }),
  z.object({ type: z.literal('person.invitation-withdrawn') }),
  z.object({ type: z.literal('membership.begun') }),
  z.object({ type: z.literal('membership.ended') }),
  z.object({
    type: z.literal('membership.role-changed'),
    role: z.string(),
    was: z.string().optional(),
  }),
  z.object({
    type: z.literal('membership.limit-set'),
    ...{ period: z.string(), ...limit },
    was: z.object({ limitMinor: z.int(), period: z.string() }).nullish(),
  }),
  z.object({
    type: z.literal('membership.approval-limit-set'),
    ...{ ...limit, wasMinor: z.int().nullish() },
  }),
  z.object({ type: z.literal('own-role.made'), ...Role.shape }),
  z.object({ type: z.literal('own-role.ended'), ...Role.shape }),
  z.object({ type: z.literal('own-role.changed'), was: Role, is: Role }),
  z.object({ type: z.literal('site.opened'), name: z.string() }),
  z.object({ type: z.literal('site.closed'), name: z.string() }),
  z.object({ type: z.literal('approval-rule.begun') }),
  z.object({ type: z.literal('approval-rule.ended') }),
  z.object({ type: z.literal('approval-terms.set'), was: Terms, is: Terms }),
  z.object({ type: z.literal('deputy.named'), ...days }),
  z.object({ type: z.literal('deputy.ended'), ...days }),
  z.object({ type: z.literal('cost-centre.opened'), ...centre }),
  z.object({ type: z.literal('cost-centre.closed'), ...centre }),
  z.object({
    type: z.literal('cost-centre.budget-set'),
    ...{ code: z.string(), was: Budget.nullable(), is: Budget.nullable() },
  }),
  z.object({ type: z.literal('cost-centre.required'), isRequired: z.boolean() }),
]);

/**
 * What was changed of who may do what in a company, and of how it buys: of a person, a role of its own, a site, an
 * approval rule, a deputy, a cost centre. Minor units; `was` is absent in what was remembered before it was kept.
 */
export type CompanyChange = z.infer<typeof Change>;

/** A change of how a company buys: its approval rules, deputies, cost centres. */
export type BuyingChange = Extract<
  CompanyChange,
  { type: `approval-${string}` | `deputy.${string}` | `cost-centre.${string}` }
>;

/** What a role of a company's own said when it was made, changed or ended. */
export type RoleThen = z.infer<typeof Role>;

/** How a company approves, as a change of it says. */
export type TermsThen = z.infer<typeof Terms>;

/** A budget as a change of it says. */
export type BudgetThen = z.infer<typeof Budget>;

/** An event as the change that it tells of; `undefined` for one that was kept otherwise. */
export function readCompanyChange(event: {
  type: string;
  facts: unknown;
}): CompanyChange | undefined {
  const facts = z.record(z.string(), z.unknown()).safeParse(event.facts);
  return Change.safeParse({ ...facts.data, type: event.type }).data;
}
