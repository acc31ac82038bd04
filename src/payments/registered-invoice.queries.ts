import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';

/** Keeps the number of a tax document in the state register, in place of one that was mistyped; one that another document has is refused. */
export async function keepRegistration(
  tx: Tx,
  kept: { documentId: string; registrationNumber: string; personId: string; at: Date },
): Promise<void> {
  const { documentId, registrationNumber, personId, at } = kept;
  const row = { registrationNumber, keptBy: personId, keptAt: at };
  await tx
    .insertInto('registeredInvoice')
    .values({ documentId, ...row })
    .onConflict((on) => on.column('documentId').doUpdateSet(row))
    .execute()
    .catch(refuseOn({ registered_once: { code: 'register-number-taken', registrationNumber } }));
}
