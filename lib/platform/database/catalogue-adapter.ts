import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { Client, type PoolConfig, type QueryResult } from 'pg';

/** Object id of PostgreSQL's one-byte type `"char"`, and of `text`. */
const CHAR = 18;
const TEXT = 25;
const MARK = 'char:';

/**
 * Prisma's adapter with one more type. The schema engine reads PostgreSQL's catalogue, which speaks in `"char"`;
 * the adapter (7.10) refuses that type. The connection below presents such columns as text under a marked name,
 * and the result is given back with the right name and type.
 */
export class CatalogueAdapter extends PrismaPg {
  constructor(databaseUrl: string) {
    super(engineConnection(databaseUrl));
  }

  override async connect() {
    return withCharacters(await super.connect());
  }

  override async connectToShadowDb() {
    return withCharacters(await super.connectToShadowDb());
  }
}

function withCharacters<A extends SqlDriverAdapter>(adapter: A): A {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
    const result = await queryRaw(query);
    const isMarked = result.columnNames.map((name) => name.startsWith(MARK));
    return {
      ...result,
      columnNames: result.columnNames.map((name, index) =>
        isMarked[index] ? name.slice(MARK.length) : name,
      ),
      columnTypes: result.columnTypes.map((type, index) =>
        isMarked[index] ? ColumnTypeEnum.Character : type,
      ),
    };
  };
  // The adapter cuts scripts at every semicolon, those inside functions too; PostgreSQL takes a script whole.
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  return adapter;
}

class CatalogueClient extends Client {
  // The driver's `query` has a dozen overloads; results reach the caller by a promise or, from a pool, by a callback.
  override query = ((...input: unknown[]) => {
    const callback = input.at(-1);
    if (typeof callback === 'function') {
      input[input.length - 1] = (error: Error | null, result?: QueryResult) =>
        callback(error, result && markCharacters(result));
    }
    const answer: unknown = Client.prototype.query.apply(this, input as Parameters<Client['query']>);
    return answer instanceof Promise ? answer.then(markCharacters) : answer;
  }) as unknown as Client['query'];
}

function markCharacters(result: QueryResult): QueryResult {
  for (const field of result.fields ?? []) {
    if (field.dataTypeID !== CHAR) continue;
    field.dataTypeID = TEXT;
    field.name = MARK + field.name;
  }
  return result;
}

/**
 * Spelled out instead of as an address: the adapter opens its shadow database by adding `database` to these options,
 * and a connection string would win over that.
 */
function engineConnection(connectionString: string): PoolConfig {
  const { host, port, user, password, database, ssl } = new Client({ connectionString });
  const options: PoolConfig & { Client: typeof Client } = {
    host,
    port,
    user,
    password: password ?? '',
    database,
    ssl,
    Client: CatalogueClient,
    // The engine never closes its pools; this lets their connections go by themselves.
    idleTimeoutMillis: 1,
  };
  return options;
}
