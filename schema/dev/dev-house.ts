import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { agencyPort } from '../agency-port.ts'
import type { Composition } from '../compose.ts'
import { composeProject, saveComposition } from '../compose.ts'
import { SUPERGRAPH_FILE } from '../generated-files.ts'
import type { RosterEntry } from '../roster.ts'
import { watchFolders } from './changes.ts'
import type { Part } from './processes.ts'
import { openProcesses, StartError } from './processes.ts'

const GATEWAY = 'gateway'
const KIT = 'kit'

export interface DevOptions {
  readonly root: string
  readonly roster: readonly RosterEntry[]
  /** The agencies to run here; the others are asked at their URL. */
  readonly mine: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly gatewayPort: number
  /** Told of everything that happens; `findings` where contracts were refused. */
  readonly tell: (event: DevEvent) => void
}

export type DevEvent =
  | { readonly kind: 'up'; readonly parts: readonly Part[]; readonly elsewhere: ReadonlyMap<string, string> }
  | { readonly kind: 'restarted'; readonly names: readonly string[]; readonly tookMs: number }
  | { readonly kind: 'refused'; readonly composition: Composition }
  | { readonly kind: 'failed'; readonly error: StartError }
  | { readonly kind: 'crashed'; readonly name: string; readonly how: string }

/**
 * Runs a process for the gateway and for each of my agencies, and follows what is saved: a contract is composed again
 * and the agency restarted, and the gateway with it where the supergraph changed (a new process: a second or two in
 * which it does not answer). Contracts that do not compose change nothing.
 * @throws {StartError} where a part does not come up at the start, or there is no supergraph to start with
 */
export async function startDevHouse(options: DevOptions): Promise<{ close(): Promise<void> }> {
  const onCrash = (name: string, how: string) => options.tell({ kind: 'crashed', name, how })
  const processes = openProcesses({ ...options, onCrash })
  const agencies = agencyParts(options)
  const gateway = gatewayPart(options, agencies)
  const isComposed = await recompose(options)
  if (!isComposed && !existsSync(join(options.root, SUPERGRAPH_FILE))) {
    throw new StartError(
      'refused',
      `got contracts that do not compose, and no earlier ${SUPERGRAPH_FILE} to start with`,
    )
  }
  try {
    await Promise.all(agencies.map((part) => processes.restart(part)))
    await processes.restart(gateway)
  } catch (error) {
    await processes.stopAll()
    throw error
  }
  const watcher = watchFolders({
    root: options.root,
    folders: [...options.roster.map(({ schema }) => dirname(schema)), GATEWAY, KIT],
    onSave: (paths) => follow(paths, { ...options, processes, agencies, gateway }),
  })
  options.tell({ kind: 'up', parts: [gateway, ...agencies], elsewhere: urlsElsewhere(options) })
  return {
    close: async () => {
      watcher.close()
      await processes.stopAll()
    },
  }
}

async function follow(
  paths: readonly string[],
  house: DevOptions & { processes: ReturnType<typeof openProcesses>; agencies: readonly Part[]; gateway: Part },
): Promise<void> {
  const { agencies, gateway, processes, tell } = house
  const written = paths.some((path) => /\/(?:schema\.graphql|records\.ts)$/.test(path)) ? await recompose(house) : []
  if (!written) return
  const touches = (folder: string) => paths.some((path) => path.startsWith(`${folder}/`))
  const kit = touches(KIT)
  const changed = agencies.filter(({ module }) => kit || touches(dirname(module)))
  const startMs = performance.now()
  try {
    const renewed = kit || touches(GATEWAY) || written.includes(SUPERGRAPH_FILE) ? [...changed, gateway] : changed
    await Promise.all(renewed.map((part) => processes.restart(part)))
    const names = renewed.map(({ name }) => name)
    if (names.length > 0) tell({ kind: 'restarted', names, tookMs: performance.now() - startMs })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    tell({ kind: 'failed', error })
  }
}

/** @returns the generated files that changed; undefined where the contracts do not compose and the old files stay */
async function recompose(options: DevOptions): Promise<string[] | undefined> {
  const composition = await composeProject(options)
  if (composition.files.size > 0) return saveComposition(composition, options.root)
  options.tell({ kind: 'refused', composition })
  return undefined
}

function agencyParts(options: DevOptions): Part[] {
  return options.roster.flatMap((entry) => {
    if (!entry.main || !options.mine.includes(entry.name)) return []
    const url = new URL(entry.url)
    url.port = String(agencyPort(entry, options.env))
    const env: Record<string, string> = { PORT: url.port }
    // Two processes cannot share one embedded database folder.
    if (options.env.DATA_DIR) env.DATA_DIR = join(options.env.DATA_DIR, entry.name)
    return [{ name: entry.name, module: entry.main, url: url.href, env }]
  })
}

function gatewayPart(options: DevOptions, agencies: readonly Part[]): Part {
  const urls = Object.fromEntries([...urlsElsewhere(options), ...agencies.map(({ name, url }) => [name, url] as const)])
  const env = {
    PORT: String(options.gatewayPort),
    SUPERGRAPH_FILE: join(options.root, SUPERGRAPH_FILE),
    SUBGRAPH_URLS: JSON.stringify(urls),
  }
  return { name: GATEWAY, module: 'gateway/main.ts', url: `http://127.0.0.1:${options.gatewayPort}/graphql`, env }
}

/** Agencies that run elsewhere: where SUBGRAPH_URLS says, or else the roster. */
function urlsElsewhere(options: DevOptions): Map<string, string> {
  const given = JSON.parse(options.env.SUBGRAPH_URLS ?? '{}') as Record<string, string>
  return new Map(
    options.roster
      .filter(({ name, main }) => !main || !options.mine.includes(name))
      .map(({ name, url }) => [name, given[name] ?? url]),
  )
}
