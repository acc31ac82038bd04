import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { asPart } from '../../support/app.ts';
import { brokenBytes, nasties, sentText } from '../../support/every-form.ts';
import { type Forms, gather } from './cast.ts';
import { clean, type Damage, damaged, isHonest, kindsFor, wholes } from './damage.ts';
import { Judge } from './judge.ts';

const SEED = 20_261_126;
const RUNS = 20;
/** The phone is the same desk under another name. */
const isRepetition = (route: string) => route.startsWith('POST /phone');

/** Declares the tests of a department: each of its forms is sent as it is meant, and in every way that it is not. */
export function attackEach(forms: Forms): void {
  beforeAll(gather, 60_000);

  describe.each(Object.entries(forms))('%s', (route, prepare) => {
    test('takes what an honest person sends', async () => {
      const judge = new Judge(prepare);
      const { isTaken } = await judge.send((ready) => clean(route, ready));

      expect({ isTaken, faults: judge.faults }).toEqual({ isTaken: true, faults: [] });
    });

    test('answers any mixture of garbage clearly, to a page and to a part of it', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 30 }).map(sentText);
      const damage = fc.oneof(
        fc.constantFrom<Damage>(
          { kind: 'missing' },
          { kind: 'twice' },
          { kind: 'foreign' },
          { kind: 'of-nothing' },
        ),
        fc
          .oneof(fc.constantFrom(...nasties, ...brokenBytes), text)
          .map((sent): Damage => ({ kind: 'text', sent })),
      );
      const change = fc.record({ which: fc.nat({ max: 20 }), damage });
      const changes = fc.array(change, { minLength: 1, maxLength: 4 });
      const judge = new Judge(prepare);

      await fc.assert(
        fc.asyncProperty(changes, fc.boolean(), async (wanted, isPart) => {
          judge.faults.length = 0;
          await judge.send((ready) => {
            const request = damaged(route, ready, wanted);
            return isPart ? { ...request, headers: { ...request.headers, ...asPart } } : request;
          });
          await judge.lookForChanges();
          expect(judge.faults).toEqual([]);
        }),
        { seed: SEED, numRuns: isRepetition(route) ? RUNS / 5 : RUNS },
      );
    });
  });

  const differing = Object.entries(forms).filter(([route]) => !isRepetition(route));

  test.each(differing)(
    '%s answers each kind of garbage in each field clearly',
    async (route, prepare) => {
      const judge = new Judge(prepare);
      const { params = {}, fields = {}, ...first } = await judge.form();
      const places = [...Object.values(params), ...Object.values(fields)];
      const wholesMany = wholes(route, { params, fields, ...first }).length;
      for (const [which, field] of places.entries()) {
        for (const damage of kindsFor(field)) {
          const request = damaged(route, await judge.form(), [{ which, damage }]);
          // Where a field cannot be hurt so, the honest request would only be sent once more.
          if (!isHonest(route, await judge.form(), request)) await judge.send(() => request);
        }
      }
      for (let index = 0; index < wholesMany; index++) {
        await judge.send((ready) => wholes(route, ready)[index]!);
      }
      await judge.lookForChanges();

      expect(judge.faults).toEqual([]);
    },
    // A paper of many fields is checked for each kind of garbage in each.
    120_000,
  );
}
