import { afterEach, expect, test, vi } from 'vitest'
import { ConfigError } from '../kit/config.ts'
import { limitDefaults, readGatewayConfig } from './config.ts'

const SUPERGRAPH_FILE = import.meta.filename

afterEach(() => vi.unstubAllEnvs())

function problemsOf(env: Record<string, string>): string {
  try {
    readGatewayConfig({ SUPERGRAPH_FILE, ...env })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no problems'
}

test('an empty environment is a sandbox on port 4000 with every limit set', () => {
  const config = readGatewayConfig({ SUPERGRAPH_FILE })
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, production: false, subgraphUrls: {} })
  expect(config.limits).toEqual({
    bytes: 262_144,
    tokens: 2_000,
    depth: 12,
    aliases: 30,
    rootFields: 10,
    directives: 50,
    selections: 2_000,
    cost: 250_000,
    deadlineMs: 8_000,
  })
  expect(config.planning).toEqual({ budgetMs: 250, memoryMb: 512, queueLimit: 50, cacheBytes: 67_108_864 })
  expect(config.subgraph).toEqual({
    readTimeoutMs: 2_000,
    mutationTimeoutMs: 5_000,
    maxBytes: 8_388_608,
    inFlight: 64,
    queued: 1_000,
    subscriptions: {},
  })
  expect(config.streams).toEqual({
    connections: 1_000,
    socketsPerSubject: 5,
    eventStreamsPerSubject: 20,
    subscriptionsPerSocket: 20,
    bufferedBytes: 262_144,
    initTimeoutMs: 5_000,
    maxAgeMs: 21_600_000,
  })
  expect(config).toMatchObject({ engine: 'ours', auth: true, workers: 0, metrics: undefined, stateFolder: undefined })
  expect(config).toMatchObject({ allowedOrigins: [], overrideLabels: [], allowSimpleGet: false })
  expect(config.issuers).toMatchObject([{ issuer: 'http://127.0.0.1:4001', audience: 'gba-graph', key: 'issuer' }])
})

test('every problem is named at once, and no value is printed', () => {
  const problems = problemsOf({
    PORT: 'eighty',
    LIMIT_DEPTH: '0',
    DEADLINE_MS: '1.5',
    SUBGRAPH_URLS: '{"transit":"secret-place"}',
    APOLLO_TELEMETRY_DISABLED: '0',
    APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK: 'true',
  })
  for (const name of ['PORT', 'LIMIT_DEPTH', 'DEADLINE_MS', 'SUBGRAPH_URLS', 'APOLLO_TELEMETRY_DISABLED']) {
    expect(problems).toContain(`${name}: wanted`)
  }
  expect(problems).toContain('APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK switches a guard')
  expect(problems).not.toContain('secret-place')
  expect(problems).not.toContain('eighty')
})

test('a switch in the process itself is found although another environment was handed over', () => {
  expect(problemsOf({})).toBe('no problems')
  vi.stubEnv('APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK', 'false')
  expect(problemsOf({})).toContain('APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK switches a guard')
})

test('telemetry that is asked for refuses the start; 1 and unset do not', () => {
  vi.stubEnv('APOLLO_TELEMETRY_DISABLED', 'false')
  expect(problemsOf({})).toContain('APOLLO_TELEMETRY_DISABLED: wanted 1')
  vi.stubEnv('APOLLO_TELEMETRY_DISABLED', '1')
  expect(problemsOf({})).toBe('no problems')
})

test('a supergraph that is not there is named with what to do', () => {
  expect(problemsOf({ SUPERGRAPH_FILE: '/nowhere.graphql' })).toBe(
    'supergraph /nowhere.graphql cannot be read (ENOENT); run npm run compose or name another by SUPERGRAPH_FILE',
  )
})

test.each(['127.0.0.1', '127.8.0.3', '::1', 'localhost', 'LOCALHOST'])(
  'on %s, which is this machine, callers may go without a token',
  (HOST) => {
    expect(readGatewayConfig({ SUPERGRAPH_FILE, NO_AUTH: '1', HOST }).auth).toBe(false)
  },
)

test.each(['0.0.0.0', '::', '10.0.0.7', '127.1', '127.0.0.1.evil.test', 'localhost.evil.test', '2001:db8::1', ''])(
  'on "%s" nobody goes without a token',
  (HOST) => {
    const problems = problemsOf({ NO_AUTH: '1', HOST })
    // An empty variable is one that is not set, and the default is this machine.
    if (HOST === '') expect(problems).toBe('no problems')
    else expect(problems).toContain('NO_AUTH serves callers on this machine alone')
  },
)

test('production has authentication and our engine', () => {
  const problems = problemsOf({ NODE_ENV: 'production', NO_AUTH: '1', ENGINE: 'reference' })
  expect(problems).toContain('NO_AUTH cannot run with NODE_ENV=production')
  expect(problems).toContain('ENGINE=reference is for comparing, not for production')
  expect(problemsOf({ NODE_ENV: 'production' })).toBe('no problems')
  expect(readGatewayConfig({ SUPERGRAPH_FILE, ENGINE: 'reference' }).engine).toBe('reference')
})

test('a misspelt switch does not pass for off, nor an unknown engine for ours', () => {
  expect(problemsOf({ NO_AUTH: 'yes' })).toContain('NO_AUTH: wanted 1 or 0')
  expect(problemsOf({ UNPROTECTED: '1' })).toContain('UNPROTECTED means nothing without NO_AUTH')
  expect(readGatewayConfig({ SUPERGRAPH_FILE, NO_AUTH: '1', UNPROTECTED: '1' }).unprotected).toBe(true)
  expect(problemsOf({ ENGINE: 'apollo' })).toContain('ENGINE: wanted ours or reference')
  expect(problemsOf({ GATEWAY_WORKERS: '1.5' })).toContain('GATEWAY_WORKERS: wanted a whole number')
})

test('the supergraph comes from one source', () => {
  const SUPERGRAPH_URL = 'https://registry.test/supergraph'
  expect(readGatewayConfig({ SUPERGRAPH_URL }).supergraph).toEqual({ location: SUPERGRAPH_URL, pollMs: 10_000 })
  expect(readGatewayConfig({ SUPERGRAPH_FILE }).supergraph.location).toBe(SUPERGRAPH_FILE)
  expect(problemsOf({ SUPERGRAPH_URL })).toContain('are both set; unset one')
  expect(problemsOf({ SUPERGRAPH_URL: 'file:///etc/passwd', SUPERGRAPH_FILE: '' })).toContain('SUPERGRAPH_URL: wanted')
})

test('where a last good copy may be, a file that is not there is no reason not to start', () => {
  expect(problemsOf({ SUPERGRAPH_FILE: '/nowhere.graphql', STATE_DIR: '.gba/state' })).toBe('no problems')
})

test('origins are exact: no path, no pattern, no trailing slash', () => {
  const ALLOWED_ORIGINS = 'https://app.example, http://localhost:5173'
  expect(readGatewayConfig({ SUPERGRAPH_FILE, ALLOWED_ORIGINS }).allowedOrigins).toEqual([
    'https://app.example',
    'http://localhost:5173',
  ])
  for (const wrong of [
    '*',
    'null',
    'app.example',
    'https://app.example/',
    'https://App.example',
    'https://*.example/x',
  ])
    expect(problemsOf({ ALLOWED_ORIGINS: wrong })).toContain('ALLOWED_ORIGINS: wanted origins')
})

test('metrics may have a port of their own', () => {
  const { metrics } = readGatewayConfig({ SUPERGRAPH_FILE, METRICS_PORT: '9464' })
  expect(metrics).toEqual({ host: '127.0.0.1', port: 9_464 })
})

test('every limit has a flag with its default', () => {
  expect(limitDefaults).toMatchObject({ LIMIT_DEPTH: 12, LIMIT_COST: 250_000 })
  expect(Object.keys(limitDefaults).every((name) => name.startsWith('LIMIT_'))).toBe(true)
})

test('budgets, rates and the shared state are told by number, by agency and by address', () => {
  const env = { SUBGRAPH_COST_LIMITS: '{"transit":9}', LIMIT_SUBGRAPH_COST: '70', SHARED_STATE_URL: 'rediss://state:1' }
  const { subgraphCosts, sharedStateUrl, clients } = readGatewayConfig({ ...env, RATE_RESIDENT_PER_MINUTE: '8' })
  expect(subgraphCosts).toEqual({ default: 70, byName: { transit: 9 } })
  expect([sharedStateUrl, clients.residentPerMinute]).toEqual(['rediss://state:1', 8])
  expect(() => readGatewayConfig({ SHARED_STATE_URL: 'http://state' })).toThrow('wanted redis://host:port')
  expect(() => readGatewayConfig({ SUBGRAPH_COST_LIMITS: '{"transit":0}' })).toThrow('wanted JSON such as')
})

test('several issuers come in one variable, instead of the single ones', () => {
  const list = [{ issuer: 'https://hk.test', jwksUri: 'https://hk.test/jwks' }, { issuer: 'https://mo.test' }]
  const { issuers } = readGatewayConfig({ TOKEN_ISSUERS: JSON.stringify(list) })
  expect(issuers.map(({ issuer, audience }) => [issuer, audience])).toEqual([
    ['https://hk.test', 'gba-graph'],
    ['https://mo.test', 'gba-graph'],
  ])
  const both = { TOKEN_ISSUERS: JSON.stringify(list), TOKEN_JWKS_FILE: '/keys.json' }
  expect(() => readGatewayConfig(both)).toThrow('TOKEN_JWKS_FILE is for one issuer')
  expect(() => readGatewayConfig({ TOKEN_ISSUERS: '[{"issuer":"nobody"}]' })).toThrow('TOKEN_ISSUERS: wanted JSON')
})

test('the graph’s own addresses are URLs', () => {
  const PUBLIC_URLS = 'https://graph.test/graphql, https://graph.example/graphql'
  expect(readGatewayConfig({ PUBLIC_URLS }).endpoints).toEqual([
    'https://graph.test/graphql',
    'https://graph.example/graphql',
  ])
  expect(() => readGatewayConfig({ PUBLIC_URLS: 'graph.test' })).toThrow('PUBLIC_URLS: wanted addresses')
})
