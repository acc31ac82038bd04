import { failpoints } from './platform/failpoint.ts';

/** Lists the places at which a test may kill the program, for `FAILPOINTS`. */
process.stdout.write(`${failpoints.join('\n')}\n`);
