import { parseArgs } from 'node:util';

/** What is measured, in the order of the table. */
export const loadNames = [
  'home',
  'category',
  'product',
  'search',
  'suggest',
  'quick',
  'cut',
  'add-line',
  'order',
  'pay',
  'pricing',
  'long-list',
  'import',
  'loyalty',
  'streams',
] as const;
export type LoadName = (typeof loadNames)[number];

/** What somebody wants measured. */
export type Asked = {
  world: 'demo' | 'large';
  /** How long each figure is measured, after a warm-up. */
  seconds: number;
  warmUpSeconds: number;
  /** How many connections ask at once, one row of the table each. */
  connections: readonly number[];
  /** Whether what follows from a request, its jobs, is done meanwhile by the same process; else it is not done at all. */
  hasWorker: boolean;
  /** How long whoever asks thinks before asking again; 0: not at all, which is the most that the shop can bear. */
  thinkMs: number;
  only: readonly LoadName[];
  /** Where the figures go as JSON; undefined: nowhere. */
  json: string | undefined;
  /** A folder that keeps the built world for the next run; undefined: a scratch folder that goes. */
  data: string | undefined;
  /** Where the web process leaves its CPU profile at the end; undefined: it takes none. */
  profile: string | undefined;
};

export const USAGE = `npm run bench -- --world demo|large [--seconds 5] [--warm-up 2] [--connections 1,10,50] [--think MS]
                 [--only ${loadNames.join(',')}]
                 [--no-worker] [--json FILE] [--data FOLDER] [--profile FOLDER]`;

/** Reads the command line; throws in plain words what makes no sense. */
export function readArguments(args: readonly string[]): Asked {
  const text = { type: 'string' } as const;
  const options = {
    ...{ world: text, seconds: text, 'warm-up': text, connections: text, think: text },
    ...{ only: text, json: text, data: text, profile: text },
    'no-worker': { type: 'boolean' } as const,
  };
  const { values } = parseArgs({ args: [...args], options });
  const { world = 'demo', json, data, profile } = values;
  if (world !== 'demo' && world !== 'large') throw new Error(`no such world: ${world}`);
  return {
    ...{ world, json, data, profile },
    hasWorker: values['no-worker'] !== true,
    seconds: whole(values.seconds ?? '5', 600),
    warmUpSeconds: whole(values['warm-up'] ?? '2', 60),
    connections: (values.connections ?? '1,10,50').split(',').map((each) => whole(each, 1000)),
    thinkMs: values.think === undefined ? 0 : whole(values.think, 60_000),
    only: values.only === undefined ? loadNames : values.only.split(',').map(loadNamed),
  };
}

function whole(text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) {
    throw new Error(`not a whole number from 1 to ${most}: ${text}`);
  }
  return number;
}

function loadNamed(text: string): LoadName {
  const found = loadNames.find((name) => name === text);
  if (!found) throw new Error(`nothing of that name is measured: ${text}`);
  return found;
}
