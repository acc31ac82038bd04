import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folder, functionsOfVectors, ours, type VectorCase } from './vector-functions.ts';

/** What a metric must be, computed elsewhere (R, Python, published results); sources in data/SOURCES.md. */
type VectorFile = { metric: string; tolerance_abs: number; cases: VectorCase[] };

const read = (from: string, file: string): unknown =>
  JSON.parse(readFileSync(path.join(from, file), 'utf8'));
const filesIn = (from: string) =>
  readdirSync(from).filter((file) => file.endsWith('.json') && file !== 'manifest.json');
const files = filesIn(folder);
const counts: string[] = [];

/** Where an answer differs from what was expected, as a list of places. */
function differences(
  expected: unknown,
  got: unknown,
  tolerance: (at: string) => number,
  at = '',
): string[] {
  const wrong = `${at || 'it'}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
  if (typeof expected === 'number') {
    return typeof got === 'number' && Math.abs(got - expected) <= tolerance(at) ? [] : [wrong];
  }
  if (Array.isArray(expected)) {
    return Array.isArray(got) && got.length === expected.length
      ? expected.flatMap((one, place) => differences(one, got[place], tolerance, `${at}[${place}]`))
      : [wrong];
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof got !== 'object' || got === null || Array.isArray(got)) return [wrong];
    const known = got as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, one]) =>
      differences(one, known[key], tolerance, at ? `${at}.${key}` : key),
    );
  }
  return got === expected ? [] : [wrong];
}

/** Which names belong to a class is a set: their order is not part of the answer. */
const asSets = (expected: unknown) =>
  Object.fromEntries(
    Object.entries(expected as Record<string, unknown>).map(([key, one]) => [
      key,
      Array.isArray(one) ? (one as string[]).toSorted() : one,
    ]),
  );

function faultsOf(
  { id, input, expected, tolerance, why }: VectorCase,
  { metric, tolerance_abs: most }: VectorFile,
) {
  const allowed = (at: string) => {
    if (at.includes('params')) return tolerance?.params_abs ?? tolerance?.abs ?? most;
    if (at.includes('loglik')) return tolerance?.loglik_abs ?? tolerance?.abs ?? most;
    return tolerance?.abs ?? most;
  };
  const wanted = metric === 'privacy_threshold' ? asSets(expected) : expected;
  const compute = functionsOfVectors[metric];
  if (!compute) return [`${id}: no function of ours computes ${metric}`];
  try {
    return differences(wanted, compute(input), allowed).map(
      (fault) => `${id}: ${fault}${why ? ` (${why})` : ''}`,
    );
  } catch (error) {
    return [`${id}: expected ${JSON.stringify(expected)}, got ${String(error)}`];
  }
}

test.each(files)('every case of %s comes out as it was computed elsewhere', (file) => {
  const vectors = read(folder, file) as VectorFile;
  const wrong = vectors.cases.map((one) => faultsOf(one, vectors));
  const right = wrong.filter((faults) => faults.length === 0).length;
  counts.push(`${right} of ${wrong.length} in ${file}`);
  expect(wrong.flat()).toEqual([]);
  expect(vectors.cases.length).toBeGreaterThan(0);
});

test('our copy holds what its list says, and a file of every metric that has one', () => {
  const { files: listed } = read(ours, 'manifest.json') as {
    files: { file: string; cases: number }[];
  };
  const found = filesIn(ours).map((file) => ({ file, of: read(ours, file) as VectorFile }));
  expect(found.map(({ file, of }) => ({ file, cases: of.cases.length })).toSorted(byName)).toEqual(
    listed.map(({ file, cases }) => ({ file, cases })).toSorted(byName),
  );
  expect(found.map(({ of }) => of.metric).toSorted()).toEqual(
    Object.keys(functionsOfVectors).toSorted(),
  );
});

const byName = (one: { file: string }, other: { file: string }) => (one.file < other.file ? -1 : 1);

afterAll(() => {
  process.stdout.write(`${counts.join('\n')}\n`);
});
