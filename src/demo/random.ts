/**
 * A stream of random numbers that a seed decides: the same seed gives the same
 * world on every machine. Not for secrets.
 */
export type Random = {
  /** At least 0 and less than 1. */
  fraction(): number;
  /** A whole number between two bounds, both included. */
  whole(least: number, most: number): number;
  /** True with a probability between 0 and 1. */
  chance(probability: number): boolean;
  /** One of some things; throws on none. */
  pick<Thing>(things: readonly Thing[]): Thing;
  /** One of some things, each as likely as its weight says; throws where no weight is above zero. */
  pickWeighted<Thing>(things: readonly (readonly [thing: Thing, weight: number])[]): Thing;
  /** So many different things in random order, or all of them where there are fewer. */
  sample<Thing>(things: readonly Thing[], count: number): Thing[];
  /** An identifier as `newId` makes it for that moment, with the seed's bits instead of chance. */
  id(at: Date): string;
  /** A stream of its own for one purpose, so that what another purpose draws does not shift it. */
  fork(purpose: string): Random;
};

/** Starts the stream of a seed: any number, or a text. */
export function randomFrom(seed: number | string): Random {
  const bits = sfc32(String(seed));
  const fraction = () => bits() / 2 ** 32;
  const whole = (least: number, most: number) =>
    least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (things) => present(things[whole(0, things.length - 1)]),
    pickWeighted: (things) => pickWeighted(things, fraction()),
    sample: (things, count) => sample(things, count, whole),
    id: (at) => idOf(at.getTime(), bits),
    fork: (purpose) => randomFrom(`${seed}/${purpose}`),
  };
}

/** "Small fast counting", 128 bits of state (C. Doty-Humphrey, PractRand; public domain), 32 bits a turn. */
function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 12; turn += 1) next();
  return next;
}

/** FNV-1a over the code units, so that near seeds begin far apart. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}

function pickWeighted<Thing>(
  things: readonly (readonly [thing: Thing, weight: number])[],
  fraction: number,
): Thing {
  const total = things.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fraction * total;
  const chosen = things.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  return present(chosen)[0];
}

/** The first steps of a Fisher-Yates shuffle. */
function sample<Thing>(
  things: readonly Thing[],
  count: number,
  whole: (least: number, most: number) => number,
): Thing[] {
  const left = [...things];
  const taken: Thing[] = [];
  while (left.length > 0 && taken.length < count) {
    const index = whole(0, left.length - 1);
    taken.push(present(left[index]));
    left[index] = present(left.at(-1));
    left.pop();
  }
  return taken;
}

function idOf(atMs: number, bits: () => number): string {
  const time = atMs.toString(16).padStart(12, '0');
  const word = () => bits().toString(16).padStart(8, '0');
  const [first, second, third] = [word(), word(), word()];
  const variant = (8 + (bits() & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${first.slice(1, 4)}-${variant}${first.slice(5)}-${second}${third.slice(0, 4)}`;
}

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new RangeError('nothing to pick from');
  return thing;
}
