/** What a role that a company made for itself says: what whoever is in it may do, and how far he sees. */
type RoleSaid = { name: string; capabilities: string[]; scope: string; siteIds: string[] };

/** What became of a role that a company made for itself; of a change what it said before and says now. */
export type OwnRoleEvent =
  | ({ type: 'own-role.made' | 'own-role.ended'; ownRoleId: string } & RoleSaid)
  | { type: 'own-role.changed'; ownRoleId: string; was: RoleSaid; is: RoleSaid };
