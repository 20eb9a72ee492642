import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { DatabaseConnection, PGliteDialectConfig } from 'kysely'
import { CompiledQuery, Kysely, PGliteDialect, PGliteDriver, PostgresDialect, sql } from 'kysely'
import type { Migration, MigrationProvider } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { openInMemory } from './cluster-image.ts'
import { ConfigError } from './config.ts'
import { lockFolder } from './folder-lock.ts'

/** PostgreSQL's type ids of the values that the two drivers would otherwise hand over differently. */
const INT8 = 20
const DATE = 1082
const NUMERIC = 1700

const CONNECT_TIMEOUT_MS = 10_000

/** Where an agency's tables live: a PostgreSQL server, or the engine inside this process. Same SQL on both. */
export type DatabaseSource =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly engine: PGlite }

/** A source with the duty to close it after its users. */
export interface OpenSource {
  readonly source: DatabaseSource
  close(): Promise<void>
}

/** The server that DATABASE_URL names, or an embedded engine, in memory unless DATA_DIR names a folder. */
export async function openSource(config: {
  readonly DATABASE_URL?: string | undefined
  readonly DATA_DIR?: string | undefined
}): Promise<OpenSource> {
  if (config.DATABASE_URL) return { source: { kind: 'server', url: config.DATABASE_URL }, close: async () => {} }
  if (config.DATA_DIR) checkWritable(config.DATA_DIR)
  const release = config.DATA_DIR ? lockFolder(config.DATA_DIR) : () => {}
  const engine = await openEmbeddedEngine({ folder: config.DATA_DIR })
  return { source: { kind: 'embedded', engine }, close: () => engine.close().finally(release) }
}

/** Starts the embedded engine, in memory or on a folder. */
export async function openEmbeddedEngine(options: { folder?: string | undefined }): Promise<PGlite> {
  const parsers = { [INT8]: safeInteger, [DATE]: (text: string) => text, [NUMERIC]: (text: string) => text }
  return options.folder ? PGlite.create({ dataDir: options.folder, parsers }) : openInMemory({ parsers })
}

function checkWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(
      `data folder ${folder} cannot be read and written (${reason}); set DATA_DIR to a folder this user owns, or leave it out`,
    )
  }
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`database integer ${text} is beyond 2^53`)
  return value
}

/**
 * Opens the agency's own Postgres schema, brought up to date by its migrations. Table names need no prefix in queries
 * made with Kysely, nor in migrations. Closing it leaves a shared embedded engine running.
 */
export async function openDatabase<T>(options: {
  source: DatabaseSource
  schema: string
  migrationsFolder: string
}): Promise<Kysely<T>> {
  const database = new Kysely<T>({ dialect: dialectOf(options.source, options.schema) })
  try {
    await migrate(database, options)
  } catch (error) {
    await database.destroy()
    throw readable(error, options.source)
  }
  return database.withSchema(options.schema)
}

function dialectOf(source: DatabaseSource, schema: string) {
  if (source.kind === 'embedded') return new SharedPGliteDialect({ pglite: source.engine })
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, safeInteger)
  types.setTypeParser(DATE, (text) => text)
  types.setTypeParser(NUMERIC, (text) => text)
  const pool = new pg.Pool({
    connectionString: source.url,
    types,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: `-c search_path=${schema}`,
  })
  // A connection that breaks while nobody uses it is dropped by the pool; unheard, its event would end the process.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}

async function migrate<T>(database: Kysely<T>, options: { schema: string; migrationsFolder: string }): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: sqlFiles(options),
    migrationTableSchema: options.schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** One migration a `.sql` file, in the order of their names. A statement ends with a semicolon at the end of a line. */
function sqlFiles(options: { schema: string; migrationsFolder: string }): MigrationProvider {
  return {
    async getMigrations() {
      const names = readdirSync(options.migrationsFolder).filter((name) => name.endsWith('.sql'))
      return Object.fromEntries(
        names.map((name) => [name, sqlMigration(join(options.migrationsFolder, name), options.schema)]),
      )
    },
  }
}

function sqlMigration(path: string, schema: string): Migration {
  return {
    async up(database) {
      await sql`set local search_path to ${sql.id(schema)}`.execute(database)
      const statements = readFileSync(path, 'utf8').split(/;\s*$/m)
      for (const statement of statements.filter((text) => text.trim())) {
        await database.executeQuery(CompiledQuery.raw(statement))
      }
    },
  }
}

function readable(error: unknown, source: DatabaseSource): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The driver gives its own timeout no code.
  const isSilent = error instanceof Error && /timeout/i.test(error.message)
  const refused = source.kind === 'server' && (isSilent || /^(ECONN|ENOTFOUND|EAI_|28|3D000|ETIMEDOUT)/.test(code))
  return refused
    ? new ConfigError(
        `the database does not answer as asked (${code || 'no answer'}); check DATABASE_URL and that the server runs`,
      )
    : error
}

/**
 * Kysely's own dialect hands one connection to everyone, so that a query made during somebody's transaction would run
 * inside it. Here a connection is lent to one borrower at a time, and closing leaves the engine to whoever opened it.
 */
class SharedPGliteDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig
  constructor(config: PGliteDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): PGliteDriver {
    return new SharedPGliteDriver(this.#config)
  }
}

class SharedPGliteDriver extends PGliteDriver {
  #queue: Promise<void> = Promise.resolve()
  #release = () => {}

  override async acquireConnection(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#queue
    this.#queue = before.then(() => promise)
    await before
    this.#release = resolve
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    this.#release()
  }

  override async destroy(): Promise<void> {}
}
