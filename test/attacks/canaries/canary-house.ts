import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Place } from '../../support/started-house.ts'
import { openPlace } from '../../support/started-house.ts'
import type { Order, Up } from './run-house.ts'

const START_TIMEOUT_MS = 90_000

export interface CanaryHouse extends Up {
  readonly keysFolder: string
  /** Everything it has written to its standard streams until now. */
  said(): Promise<string>
  /** Everything in the files it has made, keys aside. */
  files(): string
  obey(order: Order): Promise<void>
  close(): Promise<void>
}

/** A house of its own process that logs all there is to log, on the database of that URL. */
export async function startCanaryHouse(databaseUrl: string): Promise<CanaryHouse> {
  const place = await openPlace({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'trace' })
  const env = { ...place.env, STATE_DIR: join(place.folder, 'state'), EVIDENCE_DIR: join(place.folder, 'evidence') }
  const child = fork(fileURLToPath(new URL('./run-house.ts', import.meta.url)), { env, silent: true })
  let said = ''
  let readings = 0
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  const failed = ended.then(() => Promise.reject(new Error(`the house ended:\n${said.slice(-2_000)}`)))
  failed.catch(() => {})
  const next = () => Promise.race([once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }), failed])
  const obey = async (order: Order) => {
    const done = next()
    child.send(order)
    await done
  }
  try {
    const [up] = (await next()) as [Up]
    return {
      ...up,
      keysFolder: join(place.folder, 'keys'),
      said: async () => {
        // What was written before the mark has come through the pipe before it.
        const mark = `read ${++readings} times`
        await obey({ do: 'plant', text: mark })
        while (!said.includes(mark)) await sleep(5)
        return said
      },
      files: () => readFiles(place),
      obey,
      close: async () => {
        await obey({ do: 'close' }).catch(() => child.kill('SIGKILL'))
        await ended
        place.remove()
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    place.remove()
    throw error
  }
}

function readFiles({ folder }: Place): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => join(entry.parentPath, entry.name))
  return files
    .filter((path) => !path.startsWith(join(folder, 'keys')))
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}
