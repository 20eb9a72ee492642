import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Rooms whose tests leave nothing behind in their modules: their files share a worker and what it has loaded. */
const together = [
  'kit/**/*.test.ts',
  'schema/rules/**/*.test.ts',
  'gateway/{access,delivery,engine,evidence,limits,metrics,standing,steps,subgraph-client,supergraph,tokens}/**/*.test.ts',
  'schema/*.test.ts',
  'subgraphs/*/!(commands)/**/*.test.ts',
  'test/conformance/federation/**/*.test.ts',
]
const never = ['**/node_modules/**', '.gba/**']

// Each worker, and each process that a test starts, finds the packages compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node')

export default defineConfig({
  resolve: {
    // Our files resolve graphql to its ESM build and Apollo's to the CommonJS one; two copies break instanceof checks.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    pool: 'forks',
    // The embedded database lives for seconds here: compiling its WebAssembly a second time, for speed, does not pay.
    execArgv: ['--liftoff-only'],
    // Tests wait for processes and timers as much as they compute, so three at a time keep two cores busy.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'together', include: together, exclude: never, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['**/*.test.ts'], exclude: [...never, ...together] } },
    ],
  },
})
