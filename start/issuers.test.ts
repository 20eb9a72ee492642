import { expect, test } from 'vitest'
import { issuersAt } from './issuers.ts'

test('a sandbox on other ports takes tokens under its own address and under the usual name', () => {
  const { TOKEN_ISSUERS = '' } = issuersAt('http://127.0.0.1:5001', {})
  expect(JSON.parse(TOKEN_ISSUERS)).toEqual([
    { issuer: 'http://127.0.0.1:5001', audience: 'gba-graph' },
    { issuer: 'http://127.0.0.1:4001', audience: 'gba-graph' },
  ])
})

test.each([
  ['the sandbox listens where it usually does', 'http://127.0.0.1:4001', {}],
  ['the operator names the issuer', 'http://127.0.0.1:5001', { TOKEN_ISSUER: 'https://id.example' }],
  ['the operator names several', 'http://127.0.0.1:5001', { TOKEN_ISSUERS: '[]' }],
  ['the operator brings the keys', 'http://127.0.0.1:5001', { TOKEN_JWKS_FILE: 'keys.json' }],
  ['it is production', 'http://127.0.0.1:5001', { NODE_ENV: 'production' }],
])('nothing is added where %s', (_case, origin, env) => {
  expect(issuersAt(origin, env)).toEqual({})
})
