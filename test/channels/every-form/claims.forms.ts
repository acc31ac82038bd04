import { claimOutcomes } from '../../../src/claims/claim.ts';
import { decideClaim } from '../../../src/claims/decide-claim.ts';
import { openClaim } from '../../../src/claims/open-claim.ts';
import { acknowledgeClaim } from '../../../src/claims/work-on-claim.ts';
import { listOrderLines } from '../../../src/ordering/order-lines.queries.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { aComplaint } from '../../support/claims.ts';
import {
  type Field,
  anyId,
  choice,
  exactNumber,
  exactly,
  matching,
  number,
  optional,
  words,
} from '../../support/every-form.ts';
import { at } from '../../support/world.ts';
import { type Forms, type Ready, type Side, clerks, cookies, db, them, us } from './cast.ts';
import { noFile, orEmpty } from './fields.ts';

/** A claim of the buyer that a price is a tenge too much, as far as it has come. */
async function aClaim(
  side: Side,
  to: 'received' | 'acknowledged' | 'proposed' | 'decided' | 'refused' = 'received',
): Promise<string> {
  const { orderId, buyer } = side;
  const [line] = await listOrderLines(db, orderId);
  const complaint = aComplaint({ orderId, line: line! }, { kind: 'price', amountMinor: 100 });
  const claimId = complaint.id;
  await transact(db, (tx) => openClaim(tx, buyer, complaint));
  if (to === 'received') return claimId;
  const taking = { claimId, version: 1, words: '', at };
  await transact(db, (tx) => acknowledgeClaim(tx, clerks.counter, taking));
  if (to === 'acknowledged') return claimId;
  const { id } = await db
    .selectFrom('claimLine')
    .where('claimId', '=', claimId)
    .select('id')
    .executeTakeFirstOrThrow();
  const said = {
    proposed: { verdict: 'goodwill', outcome: 'credit', promisedOn: null },
    decided: { verdict: 'accepted', outcome: 'replacement', promisedOn: '2027-01-15' },
    refused: { verdict: 'refused', outcome: null, promisedOn: null },
  } as const;
  await db
    .updateTable('claimAuthority')
    .set({ goodwillMinor: 0 })
    .where('role', '=', 'counter')
    .execute();
  const lines = [{ id, acceptedMinor: 100 }];
  const decided = { claimId, version: 2, lines, reasons: 'seen', at, ...said[to] };
  const decider = to === 'proposed' ? clerks.counter : clerks.manager;
  await transact(db, (tx) => decideClaim(tx, decider, decided));
  return claimId;
}

const aboutClaim =
  (
    who: 'buyer' | 'manager',
    to: Parameters<typeof aClaim>[1],
    fields: () => Record<string, Field>,
  ) =>
  async (): Promise<Ready> => ({
    cookie: cookies[who],
    params: {
      claimId: exactly(await aClaim(us, to), who === 'buyer' ? await aClaim(them, to) : undefined),
    },
    fields: fields(),
  });

export const complaining = (): Record<string, Field> => ({
  key: anyId(newId()),
  kind: choice('price', ['price', 'late', 'certificate']),
  words: words('too dear', { min: 1, max: 2000 }),
  wanted: optional(choice('credit', ['', ...claimOutcomes])),
  discoveredOn: optional(matching('2026-11-25', /^\s*$|^\s*2026-11-25\s*$/)),
  'tick.1': {
    ...exactly('yes'),
    takes: (text) => text === undefined || ['', 'yes'].includes(text.trim()),
  },
  'amount.1': number('1', { min: 0.01, max: 1000, decimals: 2 }),
  kept: noFile(),
});

export const claimsForms: Forms = {
  'POST /claims': async () => ({
    cookie: cookies.buyer,
    fields: { ...complaining(), order: exactly(us.orderId, them.orderId) },
  }),
  'POST /claims/photos': async () => ({
    cookie: cookies.buyer,
    fields: { about: anyId(newId()), kept: noFile() },
  }),
  'POST /claims/:claimId/messages': aboutClaim('buyer', 'received', () => ({
    key: anyId(newId()),
    words: words('one more', { min: 1, max: 2000 }),
    kept: noFile(),
  })),
  'POST /claims/:claimId/withdrawal': aboutClaim('buyer', 'received', () => ({
    withdrawWords: words('found it', { max: 2000 }),
  })),
  'POST /claims/:claimId/reopening': aboutClaim('buyer', 'refused', () => ({
    reopenWords: words('still dear', { min: 1, max: 2000 }),
  })),
  'POST /office/claims/:claimId/acknowledgement': aboutClaim('manager', 'received', () => ({
    version: exactNumber('1'),
    acknowledgeWords: words('We look', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/inspection': aboutClaim('manager', 'acknowledged', () => ({
    version: exactNumber('2'),
    findings: words('A tenge', { min: 1, max: 2000 }),
    kept: noFile(),
  })),
  'POST /office/claims/:claimId/decision': aboutClaim('manager', 'acknowledged', () => ({
    version: exactNumber('2'),
    verdict: choice('accepted', ['accepted', 'refused']),
    outcome: choice('credit', claimOutcomes),
    'given.1': optional(orEmpty(number('1', { min: 0, max: 100_000_000_000, decimals: 2 }))),
    reasons: words('A tenge', { min: 1, max: 2000 }),
    promisedOn: matching('2027-01-15', /^$|^\s*2027-01-15\s*$/),
  })),
  'POST /office/claims/:claimId/agreement': aboutClaim('manager', 'proposed', () => ({
    version: exactNumber('3'),
    isAgreed: choice('yes', ['yes', 'no']),
    agreeWords: words('so be it', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/settlement': aboutClaim('manager', 'decided', () => ({
    key: anyId(newId()),
    version: exactNumber('3'),
    settleWords: words('done', { max: 2000 }),
  })),
  'POST /office/claims/:claimId/messages': aboutClaim('manager', 'received', () => ({
    key: anyId(newId()),
    words: words('one more', { min: 1, max: 2000 }),
  })),
  'POST /office/claims/:claimId/reopening': aboutClaim('manager', 'refused', () => ({
    reopenWords: words('still dear', { min: 1, max: 2000 }),
  })),
};
