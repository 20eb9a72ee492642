import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Our files resolve graphql to its ESM build and Apollo's to the CommonJS one; two copies break instanceof checks.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.gba/**'],
    pool: 'forks',
    // Each house under test holds a database engine of some 400 MB; two at a time is what two cores can feed.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
