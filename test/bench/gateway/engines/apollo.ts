import { fileURLToPath } from 'node:url'
import type { Engine } from './engine.ts'

const env = { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' }

/** As its documentation starts it. */
export const apollo: Engine = openApollo('apollo', './apollo-main.ts')

/** With what can be done from outside: a faster subgraph client, a faster HTTP server, the answer as one buffer. */
export const apolloTuned: Engine = openApollo('apollo-tuned', './apollo-tuned-main.ts')

function openApollo(name: string, main: string): Engine {
  const file = fileURLToPath(new URL(main, import.meta.url))
  return { name, command: ({ supergraphFile, port }) => ({ args: [file, supergraphFile, String(port)], env }) }
}
