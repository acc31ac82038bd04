import type { TermsPreview } from '../../../views/office/terms-impact.tsx';
import type { AgreementVersion, Terms } from '../../customers/agreement.ts';
import { beyondAuthority } from '../../customers/terms-authority.ts';
import { findTermsAuthority } from '../../customers/terms-authority.queries.ts';
import { IMPACT_DAYS, termsImpact } from '../../history/terms-impact.ts';
import { listSoldLines } from '../../history/terms-impact.queries.ts';
import type { Staff } from '../../people/actor.ts';
import type { Db } from '../../platform/db/database.ts';

const DAY_MS = 86_400_000;

/** What terms would change for a company if they were saved: its last purchases priced again, and whether a second person is needed. */
export async function previewTerms(
  db: Db,
  asked: {
    companyId: string;
    actor: Staff;
    /** Newest first. */
    versions: readonly AgreementVersion[];
    inForce: AgreementVersion | undefined;
    terms: Terms;
    exposureMinor: number;
    at: Date;
  },
): Promise<TermsPreview> {
  const { companyId, actor, versions, inForce, terms, exposureMinor, at } = asked;
  const since = new Date(at.getTime() - IMPACT_DAYS * DAY_MS);
  const sold = await listSoldLines(db, { companyId, since });
  const authority = await findTermsAuthority(db, actor.role);
  const agreed = versions.find(({ state }) => state === 'agreed');
  return {
    impact: termsImpact(sold, inForce, terms),
    before: inForce,
    after: terms,
    beyond: beyondAuthority(authority, agreed, terms),
    exposureMinor,
  };
}
