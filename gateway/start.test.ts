import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startGateway } from './main.ts'
import type { SmallHouse } from './testing/small-house.ts'
import { composeSmallHouse, startSmallHouse } from './testing/small-house.ts'

const sandbox = {
  operation: 'query Flagship { me }',
  variables: { from: 'here' },
  personas: async () => [{ slug: 'hk-resident', name: 'Chan Siu Ming', token: 'token-1' }],
}

let folder: string
let open: SmallHouse
let production: SmallHouse
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-start-'))
  ;[open, production] = await Promise.all([
    startSmallHouse({ sandbox }),
    startSmallHouse({ env: { NODE_ENV: 'production' } }),
  ])
})
afterAll(async () => {
  await Promise.all([open.close(), production.close()])
  rmSync(folder, { recursive: true })
})

function start(options: {
  env?: Record<string, string>
  sdl?: string
  urls?: Record<string, string>
  sandbox?: typeof sandbox
}) {
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, options.sdl ?? composeSmallHouse())
  const env = { PORT: '0', SUPERGRAPH_FILE: file, KEYS_DIR: join(folder, 'keys'), ...options.env }
  return startGateway({
    env,
    subgraphUrls: options.urls ?? {},
    now: Date.now,
    logger: pino({ level: 'silent' }),
    ...(options.sandbox ? { sandbox: options.sandbox } : {}),
  })
}

test('after the start the vendor gets no telemetry', () => {
  expect(process.env.APOLLO_TELEMETRY_DISABLED).toBe('1')
})

test('telemetry that is asked for, or a guard that is switched off, refuses the start', async () => {
  await expect(start({ env: { APOLLO_TELEMETRY_DISABLED: 'no' } })).rejects.toThrow(
    'APOLLO_TELEMETRY_DISABLED: wanted 1',
  )
  await expect(start({ env: { APOLLO_DISABLE_SECURITY_X: 'true' } })).rejects.toThrow(
    'APOLLO_DISABLE_SECURITY_X switches',
  )
})

test('a sandbox is refused in production, and so are missing keys', async () => {
  const env = { NODE_ENV: 'production', KEYS_DIR: join(folder, 'none') }
  await expect(start({ env, sandbox })).rejects.toThrow('a sandbox cannot run with NODE_ENV=production')
  await expect(start({ env })).rejects.toThrow('production makes no keys')
})

test.each([
  ['no GraphQL', 'type {', 'the supergraph is no GraphQL schema'],
  ['no supergraph', 'type Query { a: Int }', 'the schema is no supergraph'],
])('a schema that is %s is refused', async (_name, sdl, message) => {
  await expect(start({ sdl })).rejects.toThrow(message)
})

test.each([
  [
    'a security feature',
    (sdl: string) =>
      sdl.replace('schema\n', 'schema\n  @link(url: "https://specs.apollo.dev/cacheTag/v0.1", for: SECURITY)\n'),
    '@link to cacheTag',
  ],
  [
    'a feature that nobody here knows',
    (sdl: string) =>
      sdl.replace('schema\n', 'schema\n  @link(url: "https://specs.apollo.dev/connect/v0.2", for: EXECUTION)\n'),
    '@link to connect',
  ],
])('a supergraph with %s, which the gateway would not enforce, is refused', async (_name, change, problem) => {
  const sdl = change(composeSmallHouse())
  expect(sdl).not.toBe(composeSmallHouse())
  await expect(start({ sdl })).rejects.toThrow(`the supergraph asks for ${problem}`)
})

test('an address for an agency the supergraph does not list is refused', async () => {
  await expect(start({ urls: { nobody: 'http://127.0.0.1:1/graphql' } })).rejects.toThrow('SUBGRAPH_URLS names nobody')
})

test('in the sandbox a browser gets GraphiQL from the house alone, under a policy that allows nothing inline', async () => {
  const base = new URL(open.gateway.url).origin
  const response = await fetch(`${base}/`, { headers: { accept: 'text/html' } })
  const page = await response.text()
  expect(page).toContain('<title>GBA Graph</title>')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';/)
  expect(policy).not.toContain('unsafe')
  expect(page).toContain(`content="${/nonce-([^']+)/.exec(policy)?.[1]}"`)
  expect(page).not.toMatch(/https?:\/\/|<style|<script>|style="| on[a-z]+="/)
  const files = [...page.matchAll(/(?:src|href)="(\/graphiql\/[^"]+)"/g)].map(([, path]) => String(path))
  expect(files).toHaveLength(6)
  for (const path of files) {
    const file = await fetch(base + path)
    expect([path, file.status]).toEqual([path, 200])
    expect(file.headers.get('content-type')).toMatch(path.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
  }
})

test('the page starts with the operation, its variables and the personas, on this machine only', async () => {
  const boot = new URL('/graphiql/boot.json', open.gateway.url)
  const response = await fetch(boot)
  expect(await response.json()).toEqual({
    operation: sandbox.operation,
    variables: sandbox.variables,
    personas: await sandbox.personas(),
  })
  expect(await statusWithHost(boot, 'evil.test')).toBe(404)
  expect(await statusWithHost(boot, `localhost:${boot.port}`)).toBe(200)
  expect(await statusWithHost(boot, 'localhost.evil.test')).toBe(404)
})

/** fetch does not let anybody set the Host header. */
async function statusWithHost(url: URL, host: string): Promise<number | undefined> {
  const { get } = await import('node:http')
  return new Promise((resolve) => get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)))
}

test('without a sandbox there is no page, no boot file and no bundle', async () => {
  const base = new URL(production.gateway.url).origin
  for (const path of ['/', '/graphiql/boot.json', '/graphiql/graphiql.js']) {
    expect((await fetch(base + path, { headers: { accept: 'text/html' } })).status).toBe(404)
  }
})

test('production tells nothing of its schema: no introspection, no suggestions, no stack', async () => {
  expect((await open.ask('{ __schema { queryType { name } } }')).data).toEqual({
    __schema: { queryType: { name: 'Query' } },
  })
  const asked = await production.ask('{ __schema { queryType { name } } }')
  expect([asked.data, asked.errors?.[0]?.extensions.code]).toEqual([undefined, 'GRAPHQL_VALIDATION_FAILED'])
  expect((await open.ask('{ bookz { id } }')).text).toContain('Did you mean')
  expect((await production.ask('{ bookz { id } }')).text).not.toContain('Did you mean')
  expect((await production.ask('{ __typename me }')).data).toEqual({ __typename: 'Query', me: 'anonymous' })
})

test('the engine is loaded with telemetry off: no request leaves for the vendor', async () => {
  const spy = vi.spyOn(globalThis, 'fetch')
  const gateway = await start({})
  await gateway.close()
  expect(spy).not.toHaveBeenCalled()
  spy.mockRestore()
})
