import { afterEach, expect, test, vi } from 'vitest'
import { ConfigError } from '../kit/config.ts'
import { readGatewayConfig } from './config.ts'

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
    cost: 50_000,
    deadlineMs: 8_000,
  })
  expect(config.subgraph).toEqual({ readTimeoutMs: 2_000, mutationTimeoutMs: 5_000, maxBytes: 8_388_608 })
  expect(config.token).toEqual({ issuer: 'http://127.0.0.1:4001', audience: 'gba-graph', jwksFile: undefined })
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
    'supergraph /nowhere.graphql cannot be read (ENOENT); run npm run compose or set SUPERGRAPH_FILE',
  )
})
