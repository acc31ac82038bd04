import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';

type Count = { statements: number };

const counts = new AsyncLocalStorage<Count>();

/** Runs a request and keeps count of the statements that it answers with; the count is live. */
export function countingStatements<Result>(work: (count: Count) => Result): Result {
  const count = { statements: 0 };
  return counts.run(count, () => work(count));
}

/**
 * Counts each statement that came back, for the request it belongs to: an ORM
 * in disguise (one statement a row) shows at once. `begin` and `commit` are not
 * counted. Use with `db.withPlugin(new StatementCounter())`.
 */
export class StatementCounter implements KyselyPlugin {
  transformQuery(query: PluginTransformQueryArgs): RootOperationNode {
    return query.node;
  }

  transformResult(answer: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const count = counts.getStore();
    if (count) count.statements += 1;
    return Promise.resolve(answer.result);
  }
}
