import { workNight } from '../../../src/loyalty/nightly/work-night.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';

/** Works a night off as the worker does, and is killed at a failpoint. */
const [url = '', at = '', failpoint = ''] = process.argv.slice(2);
armFailpoints(failpoint);
const db = connect({ url, connectionsMax: 1, statementSeconds: 60 });
await workNight(db, new Date(at));
await db.destroy();
