import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, print, visit } from 'graphql'
import type { RunningGateway } from '../../../gateway/main.ts'
import { startGateway } from '../../../gateway/main.ts'
import { loadSupergraph } from '../../../gateway/supergraph/load-supergraph.ts'
import { openLogger } from '../../../kit/logger.ts'
import type { TestHouse } from '../../support/test-house.ts'

const supergraph = new URL('../../../schema/supergraph.graphql', import.meta.url)
const CLASSES = new Set([
  ...['personalData', 'purpose', 'residency', 'assurance', 'readableBy'],
  ...['requiresScopes', 'policy', 'authenticated'],
])

/**
 * Another gateway before the same agencies, with its keys and all its steps, that has nothing to enforce: its supergraph
 * is the same without a word of who may read what.
 */
export async function openBareGateway({ keysFolder, agencyUrls }: TestHouse): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'gba-bare-'))
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, withoutClasses(readFileSync(supergraph, 'utf8')))
  const gateway = await startGateway({
    env: {
      ...{ KEYS_DIR: keysFolder, PORT: '0', NODE_ENV: 'test', SUPERGRAPH_FILE: file },
      ...{ EVIDENCE_DIR: join(folder, 'evidence'), SUBGRAPH_URLS: JSON.stringify(Object.fromEntries(agencyUrls)) },
      TOKEN_ISSUER: 'http://127.0.0.1:4001',
    },
    now: Date.now,
    logger: openLogger({ name: 'bare', level: 'silent' }),
  })
  const close = () => gateway.close().finally(() => rmSync(folder, { recursive: true }))
  return { ...gateway, close }
}

function withoutClasses(sdl: string): string {
  const bare = visit(parse(sdl), {
    Directive: ({ name }) => (CLASSES.has(name.value) ? null : undefined),
  })
  const text = print(bare)
  const { policies } = loadSupergraph({ sdl: text, addresses: {} })
  if (policies.size > 0) throw new Error(`got ${policies.size} policies, wanted a gateway without any`)
  return text
}
