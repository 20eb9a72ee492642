import { expect, test } from 'vitest'
import { parseContract } from './contracts.ts'
import { checkFederationVersion } from './federation-version.ts'
import { agencyOf } from './testing/graph-of.ts'

const said = (text: string) =>
  checkFederationVersion(parseContract({ agency: agencyOf('a'), text })).map(({ code, message, line }) => ({
    code,
    message,
    line,
  }))
const linked = (version: string) =>
  `extend schema\n  @link(url: "https://specs.apollo.dev/federation/${version}")\ntype Query { a: ID }`

test.each(['v2.0', 'v2.12', 'v2.14'])('Federation %s is composed here', (version) => {
  expect(said(linked(version))).toEqual([])
})

test.each(['v2.15', 'v2.100', 'v3.0'])('Federation %s is refused, for the composer does not know it', (version) => {
  const message = `got Federation ${version}, wanted at most v2.14`
  expect(said(linked(version))).toEqual([{ code: 'FEDERATION_VERSION_TOO_NEW', message, line: 2 }])
})

test('a contract without a link is refused: it would be read as Federation 1', () => {
  expect(said('type Query { a: ID }')).toMatchObject([{ code: 'FEDERATION_LINK_MISSING', line: 1 }])
})

test('a link to something else is no Federation link', () => {
  expect(said('extend schema @link(url: "https://specs.apollo.dev/link/v1.0")')).toMatchObject([
    { code: 'FEDERATION_LINK_MISSING' },
  ])
})
