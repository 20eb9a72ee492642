import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, it } from 'vitest'
import type { AccessEntry } from './access-entry.ts'
import { canonicalEntry, commitTo, entryLeaf, parseEntry } from './access-entry.ts'
import { emptyRoot, hashToText } from './merkle-hash.ts'
import { openTreeHeadSigner, openTreeHeadVerifier } from './tree-head.ts'

const entry: AccessEntry = {
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  at: 1_763_857_800_000,
  clientId: 'partner-a',
  subjectCommitment: hashToText(emptyRoot),
  categories: ['profile'],
  purpose: 'cross-boundary-travel',
  consentIds: ['c-1'],
  routes: [],
  operationHash: hashToText(emptyRoot),
  schemaVersion: 'v1',
  sources: [{ subgraph: 'identity', categories: ['profile'] }],
  requestId: 'bbbbbbbb-0000-4000-8000-000000000002',
}

it('an entry has one spelling, in whatever order its members come', () => {
  const shuffled = Object.fromEntries(Object.entries(entry).reverse())
  expect(parseEntry(shuffled)).toEqual(entry)
  expect(canonicalEntry(shuffled as AccessEntry)).toBe(canonicalEntry(entry))
  expect(entryLeaf({ ...entry, purpose: null })).not.toEqual(entryLeaf(entry))
})

it.each([
  ['a name', { clientId: 'Chan Siu Ming' }],
  ['a name in Chinese', { purpose: '陳小明' }],
  ['the number of a document', { consentIds: ['A123456(3)'] }],
  ['an address', { routes: ['1 Queen’s Road Central'] }],
  ['a resident’s reference beside his commitment', { subject: 'aaaaaaaa-0000-4000-8000-000000000001' }],
])('an entry has no room for %s', (_what, change) => {
  expect(parseEntry({ ...entry, ...change })).toBeUndefined()
})

it('the same resident is committed to differently each time, and the salt opens it', () => {
  const subject = 'aaaaaaaa-0000-4000-8000-000000000001'
  const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  expect(commitTo({ subject, salt: one })).toBe(commitTo({ subject, salt: one }))
  expect(commitTo({ subject, salt: one })).not.toBe(commitTo({ subject, salt: other }))
})

it('a tree head is believed under the log’s key, and no other token of that key for one', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  const verify = await openTreeHeadVerifier(await exportJWK(publicKey))
  const head = { logId: 'log', size: 0, root: emptyRoot, at: 7 }
  const jws = await (await openTreeHeadSigner(await exportJWK(privateKey)))(head)
  expect(await verify(jws)).toEqual(head)
  const claims = { iss: 'log', size: 0, root: hashToText(emptyRoot), at: 7 }
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).sign(privateKey)
  expect(await verify(token)).toBeUndefined()
  expect(await verify(`${jws.slice(0, -1)}${jws.endsWith('B') ? 'C' : 'B'}`)).toBeUndefined()
})
