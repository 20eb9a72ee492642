import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { Subgraphs } from '../../../../gateway/engine/engine.ts'
import { loadEngine } from '../../../../gateway/engine/load-engine.ts'
import { loadSupergraph } from '../../../../gateway/supergraph/load-supergraph.ts'
import type { Engine } from './engine.ts'

/** Our engine and its subgraph client behind the least of an HTTP server: no steps, no GraphQL server, no log line. */
export const bare: Engine = {
  name: 'bare',
  command: ({ supergraphFile, port }) => ({
    args: [fileURLToPath(new URL('bare-main.ts', import.meta.url)), supergraphFile, String(port)],
  }),
}

export const silent = pino({ level: 'silent' })

export const readSupergraph = (file: string) => loadSupergraph({ sdl: readFileSync(file, 'utf8'), addresses: {} })

/** The engine alone, in this process. Whoever opens it must stop it: its planner is a process. */
export const openBareEngine = (file: string, subgraphs: Subgraphs) =>
  loadEngine({ supergraph: readSupergraph(file), subgraphs, logger: silent })
