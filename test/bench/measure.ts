import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Ask } from './ask.ts';
import { type Figures, sumUp } from './figures.ts';

export type Measured = Figures & {
  /** Statements that an answer took on the average; undefined where the answers do not say. */
  statements: number | undefined;
  /** Answers that were neither 2xx nor 3xx, by status, and connections that failed, warm-up included. */
  errors: Record<string, number>;
  /** Every request that was answered well, warm-up included. */
  answered: readonly Ask[];
};

type Readers = {
  address: string;
  connections: number;
  /** How long whoever asks thinks before the next request; 0: asks again at once. */
  thinkMs: number;
};

type Course = Readers & { warmUpSeconds: number; seconds: number };

/** How soon autocannon notices that it is to end. */
const NOTICE_MS = 50;

/**
 * Sends requests over so many connections, each the next one as soon as the
 * last is answered (or has been thought about), and measures after the warm-up,
 * on the same connections. Requests that may be sent once only end the measure
 * with the list.
 */
export async function measure(
  asks: readonly Ask[],
  course: Course,
  options: { onceOnly: boolean },
): Promise<Measured> {
  const tally = new Tally(course);
  let next = 0;
  const take = () => (options.onceOnly ? asks[next++] : asks[next++ % asks.length]);
  if (course.thinkMs > 0) {
    const untilMs = performance.now() + (course.warmUpSeconds + course.seconds) * 1000;
    await sendThinking(take, { ...course, isOver: () => performance.now() >= untilMs }, tally);
    return tally.end();
  }
  const cannon = autocannon(
    {
      url: course.address,
      connections: course.connections,
      duration: course.warmUpSeconds + course.seconds,
      sampleInt: NOTICE_MS,
      requests: [
        {
          setupRequest: (request, context) => {
            const ask = take();
            if (!ask) cannon?.stop?.();
            Object.assign(context, { ask, atMs: performance.now() });
            // After the end of the list something harmless, until the connections are closed.
            return { ...request, ...(ask ?? { method: 'GET', path: '/healthz', headers: {} }) };
          },
          onResponse: (status, _body, context, headers) => {
            const { ask, atMs } = context as { ask?: Ask; atMs: number };
            if (ask) tally.note(ask, { status, atMs, headers: headers ?? {} });
          },
        },
      ],
    },
    () => undefined,
  );
  cannon.on('reqError', (error: unknown) => tally.fail(error));
  await new Promise((resolve) => cannon.on('done', resolve));
  return tally.end();
}

/**
 * Lets people read pages for as long as something else takes, and gives their
 * figures with what came of it. Throws where a page is not answered well.
 */
export async function measureWhile<Result>(
  asks: readonly Ask[],
  readers: Readers,
  work: () => Promise<Result>,
): Promise<{ figures: Figures; result: Result }> {
  const tally = new Tally({ warmUpSeconds: 0, seconds: Number.POSITIVE_INFINITY });
  let [next, isOver] = [0, false];
  const reading = sendThinking(
    () => asks[next++ % asks.length],
    { ...readers, isOver: () => isOver },
    tally,
  );
  const result = await work().finally(() => {
    isOver = true;
  });
  await reading;
  const { errors, ...figures } = tally.end();
  if (Object.keys(errors).length > 0) throw new Error(`readers: ${JSON.stringify(errors)}`);
  return { figures, result };
}

/**
 * As people ask: each connection waits between half and one and a half times the
 * given thinking time, so that they meet as often as they would by chance.
 */
async function sendThinking(
  take: () => Ask | undefined,
  course: Readers & { isOver: () => boolean },
  tally: Tally,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: course.connections });
  const person = async () => {
    while (!course.isOver()) {
      await pause(course.thinkMs * (0.5 + Math.random()));
      const ask = take();
      if (!ask) return;
      const atMs = performance.now();
      await send(course.address, ask, agent)
        .then(({ status, headers }) => tally.note(ask, { status, atMs, headers }))
        .catch((error: unknown) => tally.fail(error));
    }
  };
  await Promise.all(Array.from({ length: course.connections }, person));
  agent.destroy();
}

/** Sends one request and reads its answer to the end. */
function send(
  address: string,
  { method, path, headers, body }: Ask,
  agent: Agent,
): Promise<{ status: number; headers: object }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(
      new URL(path, address),
      { method, agent, headers: { ...headers, ...length } },
      (answer) => {
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers }),
        );
        answer.resume();
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

type Answer = { status: number; atMs: number; headers: object };

/** What came back, and when. */
class Tally {
  readonly #beginsMs: number;
  readonly #endsMs: number;
  readonly #durationsMs: number[] = [];
  readonly #errors: Record<string, number> = {};
  readonly #answered: Ask[] = [];
  #statements = 0;
  #saying = 0;
  #lastMs = 0;

  constructor({ warmUpSeconds, seconds }: Pick<Course, 'warmUpSeconds' | 'seconds'>) {
    this.#beginsMs = performance.now() + warmUpSeconds * 1000;
    this.#endsMs = this.#beginsMs + seconds * 1000;
    this.#lastMs = this.#beginsMs;
  }

  note(ask: Ask, { status, atMs, headers }: Answer): void {
    const nowMs = performance.now();
    if (status < 200 || status > 399) this.#count(String(status));
    else this.#answered.push(ask);
    if (nowMs < this.#beginsMs || nowMs > this.#endsMs) return;
    this.#durationsMs.push(nowMs - atMs);
    this.#lastMs = nowMs;
    const said = statementsOf(headers);
    if (said === undefined) return;
    this.#statements += said;
    this.#saying += 1;
  }

  fail(error: unknown): void {
    this.#count(error instanceof Error ? error.message : String(error));
  }

  #count(what: string): void {
    this.#errors[what] = (this.#errors[what] ?? 0) + 1;
  }

  end(): Measured {
    return {
      ...sumUp(this.#durationsMs, this.#lastMs - this.#beginsMs),
      statements: this.#saying > 0 ? this.#statements / this.#saying : undefined,
      errors: this.#errors,
      answered: this.#answered,
    };
  }
}

/** The number in `Server-Timing: statements;desc="4"`. */
function statementsOf(headers: object): number | undefined {
  const timing = Object.entries(headers).find(([name]) => name.toLowerCase() === 'server-timing');
  const found = /statements;desc="(\d+)"/.exec(String(timing?.[1] ?? ''));
  return found ? Number(found[1]) : undefined;
}
