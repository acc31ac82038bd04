import type { Db } from '../platform/db/database.ts';

/** One of our branches, as people call it: by its city. */
export type Branch = { code: string; nameEn: string; nameRu: string; nameKk: string };

/** Our branches, in their order. */
export async function listBranches(db: Db): Promise<Branch[]> {
  return db
    .selectFrom('branch')
    .orderBy('position')
    .select(['code', 'nameEn', 'nameRu', 'nameKk'])
    .execute();
}
