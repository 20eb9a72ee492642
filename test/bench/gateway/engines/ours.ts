import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Engine } from './engine.ts'

const root = new URL('../../../../', import.meta.url)
const main = fileURLToPath(new URL('gateway/main.ts', root))

/** What `npm run gateway` gives to Node beside the file; docs/performance.md says what each flag is worth. */
const nodeFlags = scriptFlags(readFileSync(new URL('package.json', root), 'utf8'))

/** Budgets that are counted as ever, and that no benchmark uses up. */
export const ampleBudgets: Readonly<Record<string, string>> = {
  BUDGET_ANONYMOUS_PER_MINUTE: '1000000000',
  BUDGET_CLIENT_PER_MINUTE: '1000000000',
  RATE_CLIENT_PER_MINUTE: '1000000000',
  RATE_RESIDENT_PER_MINUTE: '1000000000',
}

/** Our gateway as it is started for any supergraph: no token and no viewer step, everything else in place. */
export const ours: Engine = openOurs({ name: 'ours', flags: ['--no-auth'] })

export function openOurs(options: { name: string; flags: readonly string[]; env?: Record<string, string> }): Engine {
  const { name, flags, env = {} } = options
  return {
    name,
    command: ({ supergraphFile, port, folder }) => ({
      args: [...nodeFlags, main, '--supergraph', supergraphFile, '--port', String(port), ...flags],
      env: { KEYS_DIR: keysFolderIn(folder), ...env },
    }),
  }
}

function scriptFlags(packageJson: string): string[] {
  const { scripts } = z.object({ scripts: z.object({ gateway: z.string() }) }).parse(JSON.parse(packageJson))
  return scripts.gateway.split(' ').filter((word) => word.startsWith('--'))
}

/** Where a gateway that knows its callers keeps its keys; it makes what is missing. */
export function keysFolderIn(folder: string): string {
  return join(folder, 'keys')
}
