// A program that does with the embedded server what `npm start` does: starts it, says where
// it is, and stops it in order at SIGTERM. SIGINT is only reported, so that a test can see
// who else would have obeyed it. Argument: the options of `startEmbedded` as JSON.
import { startEmbedded } from '../../../src/platform/postgres/embedded.ts';

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

const server = await startEmbedded(JSON.parse(process.argv[2] ?? '{}'));
process.on('SIGINT', () => say('interrupted'));
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
say(server);
setInterval(() => undefined, 60_000);
