import { saysSomething, standsIn, tablesChanged, valuesIn } from '../../support/every-form.ts';
import { type Ready, app, db, standIn } from './cast.ts';
import type { Request } from './damage.ts';

/**
 * Sends the requests of one form and collects what is wrong with the answers.
 * What is refused must change nothing; that is looked at before anything that
 * may be taken is sent, and at the end.
 */
export class Judge {
  readonly faults: string[] = [];
  private refused: string[] = [];
  private ready: Ready | undefined;
  private readonly prepare: () => Promise<Ready>;

  constructor(prepare: () => Promise<Ready>) {
    this.prepare = prepare;
  }

  /** The form as it is ready now; the one before was used up when it was taken. */
  async form(): Promise<Ready> {
    if (this.ready) return this.ready;
    this.ready = await this.prepare();
    await tablesChanged(db);
    return this.ready;
  }

  /** Sends one request, made for the form as it is ready now. */
  async send(make: (ready: Ready) => Request): Promise<{ isTaken: boolean }> {
    const request = make(await this.form());
    if (request.isMeant) await this.lookForChanges();
    const { path, body, headers } = request;
    const answer = await app.request(path, { method: 'POST', headers, body });
    this.faults.push(...faultsOf(request, answer, await answer.text()));
    if (answer.status >= 400) {
      this.refused.push(`${answer.status}${request.what}`);
      return { isTaken: false };
    }
    this.ready = undefined;
    this.refused = [];
    return { isTaken: true };
  }

  /** What was refused since the last look has changed nothing. */
  async lookForChanges(): Promise<void> {
    if (this.refused.length === 0) return;
    const changed = await tablesChanged(db);
    if (changed.length > 0) {
      this.faults.push(`changed ${changed.join(', ')}, though refused: ${this.refused.join('; ')}`);
    }
    this.refused = [];
  }
}

function faultsOf(request: Request, answer: Response, html: string): string[] {
  const { status } = answer;
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`${status}${request.what}: ${what}`);
  if (status >= 500) fault('we broke');
  if (status < 400 && !request.isMeant) fault('taken, though it is not meant');
  const location = answer.headers.get('location') ?? '/';
  const isToPay = location.startsWith(`${standIn.base}/pay/`);
  if (!isToPay && !/^\/(?![/\\])/.test(location)) fault(`leads away to ${location}`);
  if (location.startsWith('/sign-in?next')) fault('asks to sign in');
  if (status >= 400 && !saysSomething(html)) fault('says nothing');
  if (status !== 422 || !html.includes('</html>')) return faults;
  for (const { name, text, isInField } of request.typed) {
    const isKept = isInField ? isAmong(valuesIn(html, name), text) : standsIn(html, text);
    if (!isKept) fault(`lost what was typed as ${name}`);
  }
  return faults;
}

/** Mail addresses come back in small letters. */
const isAmong = (texts: readonly string[], text: string) =>
  texts.some((one) => one.toLowerCase() === text.toLowerCase());
