import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyReceipt } from '../../../kit/evidence/access-receipt.ts'
import { openTreeHeadVerifier } from '../../../kit/evidence/tree-head.ts'
import { postSealed } from '../../../kit/subgraph/testing/seal.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import { personas } from '../issuer/issue-token.ts'
import { actingFor, NOW, startTestAgency } from '../test-agency.ts'

let agency: Awaited<ReturnType<typeof startTestAgency>>
beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency?.close())

const [alice = '', bob = ''] = personas.map(({ reference }) => reference)
const portal = (subject: string): Viewer => ({ ...actingFor(subject, 'resident-portal'), purpose: 'self-service' })

const record = (subject: string) => ({
  id: randomUUID(),
  at: NOW,
  clientId: 'sandbox-partner',
  subject,
  categories: ['wallets'],
  purpose: 'fare-payment',
  consentIds: ['c-1'],
  routes: [],
  operationHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  schemaVersion: 'v1',
  sources: [{ subgraph: 'wallets', categories: ['wallets'] }],
  requestId: randomUUID(),
})

async function hand(records: readonly object[], { sealed = true } = {}): Promise<{ status: number; body: unknown }> {
  const seal = sealed ? await agency.sealFor(anonymous) : undefined
  const response = await postSealed(new URL('/access-log', agency.url).href, seal, { records })
  return { status: response.status, body: await response.json() }
}

const query = `query ($first: Int, $after: String) { viewer { accessLog(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { clientName { en } categories sources { subgraph } receipt }
} } }`

describe('the access log behind the door', () => {
  it('takes records from a gateway, and from nobody else', async () => {
    expect(await hand([record(alice)], { sealed: false })).toMatchObject({ status: 401 })
    const records = [record(alice), record(alice), record(bob)]
    expect(await hand(records)).toEqual({ status: 200, body: { added: 3 } })
    expect(await hand(records)).toEqual({ status: 200, body: { added: 0 } })
  })

  it.each([
    ['a member that a record has not', { name: 'Chan Siu Ming' }],
    ['a sentence in the place of a word', { categories: ['read the name Chan Siu Ming'] }],
    ['a resident who is no reference', { subject: 'A123456(3)' }],
  ])('refuses %s: there is no room for personal data', async (_name, change) => {
    expect(await hand([{ ...record(alice), ...change }])).toMatchObject({ status: 400 })
  })
})

describe('a resident’s own log', () => {
  it('comes in pages, newest first, each entry with a receipt under the public key of the log', async () => {
    const { data } = await agency.ask(portal(alice), query, { first: 1 })
    const page = data as { viewer: { accessLog: { pageInfo: { endCursor: string }; nodes: { receipt: string }[] } } }
    expect(page).toMatchObject({
      viewer: {
        accessLog: {
          totalCount: 2,
          pageInfo: { hasNextPage: true },
          nodes: [
            { clientName: { en: expect.any(String) }, categories: ['wallets'], sources: [{ subgraph: 'wallets' }] },
          ],
        },
      },
    })
    const { endCursor } = page.viewer.accessLog.pageInfo
    const rest = await agency.ask(portal(alice), query, { first: 1, after: endCursor })
    expect(rest).toMatchObject({ data: { viewer: { accessLog: { pageInfo: { hasNextPage: false } } } } })
    const keys = (await (await fetch(new URL('/access-log/jwks.json', agency.url))).json()) as { keys: [object] }
    const receipt: unknown = JSON.parse(page.viewer.accessLog.nodes[0]?.receipt ?? '')
    expect(await verifyReceipt(receipt, await openTreeHeadVerifier(keys.keys[0]))).toMatchObject({ holds: true })
  })

  it('is nobody else’s, and no app’s', async () => {
    const other = await agency.ask(portal(bob), query, {})
    expect(other).toMatchObject({ data: { viewer: { accessLog: { totalCount: 1 } } } })
    const app = await agency.ask({ ...actingFor(alice), registration: null }, query, {})
    expect(app.data).toEqual({ viewer: { accessLog: null } })
    expect(app.errors?.map(({ extensions }) => extensions.code)).toEqual(['POLICY_REQUIRED'])
  })
})
