import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Engine } from './engine.ts'

const folder = fileURLToPath(new URL('../../rivals/', import.meta.url))
const bin = `${folder}node_modules/@graphql-hive/gateway/dist/bin.js`

/** Hive Gateway with the Rust planner, by what it shares of the requests in flight. */
export const hives: readonly Engine[] = [
  openHive('hive-no-dedupe', 'none'),
  openHive('hive', 'subgraph'),
  openHive('hive-inbound', 'inbound'),
]

/** @throws where the rivals are not installed, with what to do */
export function checkRivals(): void {
  if (existsSync(bin)) return
  throw new Error('the rivals are not installed; run npm ci --prefix test/bench/rivals, then start the benchmark again')
}

function openHive(name: string, shared: string): Engine {
  return {
    name,
    command: ({ supergraphFile, port }) => ({
      args: [bin, 'supergraph', supergraphFile, '-c', `${folder}hive-gateway.config.mjs`, '--port', String(port)],
      env: { NODE_ENV: 'production', HOST: '127.0.0.1', SHARED: shared },
      cwd: folder,
    }),
  }
}
