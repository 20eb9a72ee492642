import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingFor, fareOf, startTestAgency, walletOf } from './test-agency.ts'

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
  const pay = 'mutation ($input: PayFareInput!) { payFare(input: $input) { ... on FarePaid { payment { id } } } }'
  for (const clientId of ['partner-a', 'partner-b']) {
    const viewer = actingFor(2, { clientId })
    const [fare] = await agency.askEntities<{ payableWith: readonly { id: string }[] }>(
      viewer,
      '... on FareQuote { payableWith { id } }',
      [fareOf({ accepts: { 'weixin-pay': 1_060 } })],
    )
    const input = { paymentOptionId: fare?.payableWith[0]?.id, idempotencyKey: 'key' }
    expect(await agency.askData(viewer, pay, { input })).toMatchObject({ payFare: { payment: {} } })
  }
})
afterAll(() => agency.close())

const PAGE = 'pageInfo { startCursor endCursor }'
const HELD = `{ viewer { wallets { ${PAGE} edges { cursor node { id
  payments { ${PAGE} edges { cursor node { id wallet { id } } } }
  statement { ${PAGE} edges { cursor node { id payment { id } } } } } } } } }`

/** Every id and every cursor in an answer. */
function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const isId = typeof inner === 'string' && (name === 'id' || name.toLowerCase().endsWith('cursor'))
    return isId ? [inner] : idsIn(inner)
  })
}

describe('two partners of one resident', () => {
  test('are shown the same wallets, payments and statement without one id in common', async () => {
    const [ofA, ofB] = await Promise.all(
      ['partner-a', 'partner-b'].map((clientId) => agency.askData(actingFor(2, { clientId }), HELD)),
    )
    const [idsOfA, idsOfB] = [idsIn(ofA), idsIn(ofB)]
    // Wallets: 3 ids, 3 cursors, 2 ends of the page; payments: 2 ids, 2 wallets, 2 cursors, 2 ends of the one page that
    // has any; lines: 5 ids, 2 payments, 5 cursors, 6 ends.
    expect(idsOfA).toHaveLength(34)
    expect(idsOfB).toHaveLength(34)
    expect(idsOfA.filter((id) => idsOfB.includes(id))).toEqual([])
    expect(JSON.stringify(ofA)).not.toContain(walletOf(2, 1))
  })

  test('cannot go on from each other’s cursors', async () => {
    const LINES = `query ($after: String) { viewer { wallets(first: 1) { nodes {
      statement(first: 1, after: $after) { nodes { kind } pageInfo { endCursor } } } } } }`
    type Lines = {
      viewer: { wallets: { nodes: [{ statement: { nodes: { kind: string }[]; pageInfo: { endCursor: string } } }] } }
    }
    const first = (await agency.askData<Lines>(actingFor(2), LINES)).viewer.wallets.nodes[0].statement
    const after = first.pageInfo.endCursor
    const second = (await agency.askData<Lines>(actingFor(2), LINES, { after })).viewer.wallets.nodes[0].statement
    expect([first.nodes, second.nodes]).toEqual([[{ kind: 'FARE' }], [{ kind: 'FARE' }]])
    const refused = await agency.ask(actingFor(2, { clientId: 'partner-b' }), LINES, { after })
    expect(refused.errors?.map((error) => error.extensions.code)).toEqual(['CURSOR_INVALID'])
  })

  test('cannot ask with each other’s ids', async () => {
    const ASK = `query ($wallet: ID!, $payment: ID!) { wallet(id: $wallet) { id } payment(id: $payment) { id } }`
    type Held = {
      viewer: { wallets: { edges: { node: { id: string; payments: { edges: { node: { id: string } }[] } } }[] } }
    }
    const { viewer } = await agency.askData<Held>(actingFor(2), HELD)
    const held = viewer.wallets.edges[0]?.node
    const ids = { wallet: held?.id, payment: held?.payments.edges[0]?.node.id }
    expect(await agency.askData(actingFor(2), ASK, ids)).toEqual({
      wallet: { id: ids.wallet },
      payment: { id: ids.payment },
    })
    const other = actingFor(2, { clientId: 'partner-b' })
    expect(await agency.askData(other, ASK, ids)).toEqual({ wallet: null, payment: null })
    const refs = [
      { __typename: 'Wallet', id: ids.wallet },
      { __typename: 'Payment', id: ids.payment },
    ]
    expect(await agency.askEntities(other, '__typename', refs)).toEqual([null, null])
  })
})
