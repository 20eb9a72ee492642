import { expect, test } from 'vitest'
import { readFlags } from './read-flags.ts'

test('flags are the variables they stand for, and what is not given stands for nothing', () => {
  expect(readFlags([])).toEqual({})
  const given = '--supergraph a.graphql --port 4001 --listen ::1 --workers 2 --engine reference --no-auth --unprotected'
  expect(readFlags(given.split(' '))).toEqual({
    SUPERGRAPH_FILE: 'a.graphql',
    SUPERGRAPH_URL: undefined,
    PORT: '4001',
    HOST: '::1',
    GATEWAY_WORKERS: '2',
    ENGINE: 'reference',
    NO_AUTH: '1',
    UNPROTECTED: '1',
  })
})

test('a supergraph at a URL is the source, whatever the environment names', () => {
  expect(readFlags(['--supergraph', 'https://registry.test/supergraph'])).toEqual({
    SUPERGRAPH_FILE: undefined,
    SUPERGRAPH_URL: 'https://registry.test/supergraph',
  })
})

test.each([
  ['--limit-depth', 'LIMIT_DEPTH'],
  ['--limit-root-fields', 'LIMIT_ROOT_FIELDS'],
  ['--limit-cost', 'LIMIT_COST'],
])('%s raises %s', (flag, variable) => {
  expect(readFlags([flag, '99'])).toEqual({ [variable]: '99' })
})
