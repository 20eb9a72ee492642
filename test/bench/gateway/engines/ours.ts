import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine } from './engine.ts'

const main = fileURLToPath(new URL('../../../../gateway/main.ts', import.meta.url))

/** Lists without a page size count as ten long, so the deep query is priced at a multiple of its real size. */
const limits = ['--limit-cost', '200000']

/** Our gateway as it is started for any supergraph: no token and no viewer step, everything else in place. */
export const ours: Engine = openOurs({ name: 'ours', flags: ['--no-auth'] })

export function openOurs(options: { name: string; flags: readonly string[]; env?: Record<string, string> }): Engine {
  const { name, flags, env = {} } = options
  return {
    name,
    command: ({ supergraphFile, port, folder }) => ({
      args: [main, '--supergraph', supergraphFile, '--port', String(port), ...limits, ...flags],
      env: { KEYS_DIR: keysFolderIn(folder), ...env },
    }),
  }
}

/** Where a gateway that knows its callers keeps its keys; it makes what is missing. */
export function keysFolderIn(folder: string): string {
  return join(folder, 'keys')
}
