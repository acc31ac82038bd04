import { z } from 'zod';

const Role = z.object({
  name: z.string(),
  capabilities: z.array(z.string()),
  scope: z.string(),
  siteIds: z.array(z.string()),
});
const limit = { limitMinor: z.int().nullable() };

const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person.invited') }),
  z.object({ type: z.literal('membership.begun') }),
  z.object({ type: z.literal('membership.ended') }),
  z.object({ type: z.literal('membership.role-changed'), role: z.string() }),
  z.object({ type: z.literal('membership.limit-set'), period: z.string(), ...limit }),
  z.object({ type: z.literal('membership.approval-limit-set'), ...limit }),
  z.object({ type: z.literal('own-role.made'), ...Role.shape }),
  z.object({ type: z.literal('own-role.ended'), ...Role.shape }),
  z.object({ type: z.literal('own-role.changed'), was: Role, is: Role }),
  z.object({ type: z.literal('site.opened'), name: z.string() }),
  z.object({ type: z.literal('site.closed'), name: z.string() }),
]);

/** What was changed of who may do what in a company: of a person, a role of its own, or a site. Minor units. */
export type CompanyChange = z.infer<typeof Change>;

/** What a role of a company's own said when it was made, changed or ended. */
export type RoleThen = z.infer<typeof Role>;

/** An event as the change that it tells of; `undefined` for one that was kept otherwise. */
export function readCompanyChange(event: {
  type: string;
  facts: unknown;
}): CompanyChange | undefined {
  const facts = z.record(z.string(), z.unknown()).safeParse(event.facts);
  return Change.safeParse({ ...facts.data, type: event.type }).data;
}
