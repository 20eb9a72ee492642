import { once } from 'node:events'
import { decodeJwt, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { BODY_MAC_HEADER } from '../../kit/body-mac.ts'
import type { Seal } from '../../kit/subgraph/testing/seal.ts'
import { macOf, sealedHeaders } from '../../kit/subgraph/testing/seal.ts'
import type { startHarbour } from '../../kit/subgraph/testing/start-harbour.ts'
import { sealOperation } from '../../kit/subgraph/testing/subscriber.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous, STATEMENT_HEADER } from '../../kit/viewer-statement.ts'
import { allowedViewer } from '../support/allowed-viewer.ts'
import { sendBytes } from '../support/send-bytes.ts'
import type { Agencies } from './agency-door/start-agencies.ts'
import { CHAN, LEE, startAgencies } from './agency-door/start-agencies.ts'

type Harbour = Awaited<ReturnType<typeof startHarbour>>
/** @returns what the agency gave, as text */
type Attack = (harbour: Harbour, seal: Seal) => Promise<string>

/** Nobody needs anything to read it but to pass the door. */
const TREASURE = 'Wong'
const QUERY = '{ ships { captain { name } } }'
const BODY = JSON.stringify({ query: QUERY })
const viewer: Viewer = { ...anonymous, subject: 'ada', clientId: 'app' }

const post = ({ running }: Harbour, headers: Record<string, string | string[]>, body = BODY, path = '/graphql') =>
  sendBytes(new URL(path, running.url), { method: 'POST', headers, body })
const sealed = (seal: Seal, body = BODY) => sealedHeaders(seal, body)
const without = (headers: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))

/** Each would be given the treasure if what it attacks were not there. */
const attacks: Readonly<Record<string, Attack>> = {
  'without a statement': (harbour) => post(harbour, { 'content-type': 'application/json' }),
  'with the statement in the address': (harbour, { statement }) =>
    post(harbour, { 'content-type': 'application/json' }, BODY, `/graphql?${STATEMENT_HEADER}=${statement}`),
  "with another agency's statement": async (harbour) =>
    post(harbour, sealed({ ...(await harbour.sealFor(viewer, { agency: 'lighthouse' })) })),
  'with a statement that has expired': async (harbour, seal) => {
    harbour.clock.now += 36_000
    return await post(harbour, sealed(seal)).finally(() => {
      harbour.clock.now -= 36_000
    })
  },
  'with a statement from the future': async (harbour) => {
    harbour.clock.now += 60_000
    const seal = await harbour.sealFor(viewer)
    harbour.clock.now -= 60_000
    return post(harbour, sealed(seal))
  },
  'with a statement signed by another key': async (harbour) =>
    post(harbour, sealed(await harbour.sealFor(viewer, { key: 'issuer' }))),
  'with a statement that nobody signed': (harbour, seal) => {
    const statement = new UnsecuredJWT(decodeJwt(seal.statement)).encode()
    return post(harbour, sealed({ ...seal, statement }))
  },
  'with a statement whose subject was changed': (harbour, seal) => {
    const [head, , signature] = seal.statement.split('.')
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(seal.statement), subject: 'bea' })).toString('base64url')
    return post(harbour, sealed({ ...seal, statement: `${head}.${claims}.${signature}` }))
  },
  'with two statements': (harbour, seal) =>
    post(harbour, { ...sealed(seal), [STATEMENT_HEADER]: [seal.statement, seal.statement] }),
  'with a statement and no MAC': (harbour, seal) => post(harbour, without(sealed(seal), BODY_MAC_HEADER)),
  'with the MAC of another body': (harbour, seal) => post(harbour, sealed(seal, '{"query":"{ me }"}')),
  'with a blank more than the MAC was made of': (harbour, seal) => post(harbour, sealed(seal), `${BODY} `),
  'with the MAC of another statement of the same viewer': async (harbour, seal) => {
    const other = await harbour.sealFor(viewer)
    return post(harbour, { ...sealed(seal), [BODY_MAC_HEADER]: macOf(other, BODY) })
  },
  "with a MAC by another agency's secret": async (harbour, seal) => {
    const { mac } = await harbour.sealFor(viewer, { agency: 'lighthouse' })
    return post(harbour, sealed({ ...seal, mac }))
  },
  'with two MACs': (harbour, seal) => {
    const mac = macOf(seal, BODY)
    return post(harbour, { ...sealed(seal), [BODY_MAC_HEADER]: [mac, mac] })
  },
  'with a MAC cut short': (harbour, seal) =>
    post(harbour, { ...sealed(seal), [BODY_MAC_HEADER]: macOf(seal, BODY).slice(0, 20) }),
  'as text of GraphQL instead of JSON': (harbour, seal) =>
    post(harbour, { ...sealed(seal, QUERY), 'content-type': 'application/graphql' }, QUERY),
  'by GET': ({ running }, seal) =>
    sendBytes(new URL(`?query=${encodeURIComponent(QUERY)}`, running.url), {
      method: 'GET',
      headers: sealed(seal, ''),
    }),
  'for entities, without a statement': (harbour) => {
    const query =
      '{ _entities(representations: [{ __typename: "Ship", id: "s1" }]) { ... on Ship { captain { name } } } }'
    return post(harbour, { 'content-type': 'application/json' }, JSON.stringify({ query }))
  },
  'for events, with the MAC of another subscription': (harbour, seal) =>
    post(harbour, { ...sealed(seal, '{}'), accept: 'text/event-stream' }),
  'by WebSocket, without a statement': (harbour) => askSocket(harbour, {}, { query: QUERY }),
  'by WebSocket, without a MAC': (harbour, seal) => askSocket(harbour, sealed(seal), { query: QUERY }),
  'by WebSocket, with the MAC of another operation': (harbour, seal) =>
    askSocket(harbour, sealed(seal), { ...sealOperation(seal, { query: '{ me }' }), query: QUERY }),
  'by WebSocket, with variables that the MAC was not made of': (harbour, seal) =>
    askSocket(harbour, sealed(seal), { ...sealOperation(seal, { query: QUERY }), variables: { a: 1 } }),
}

describe('around the gateway', () => {
  let harbour: Harbour
  beforeAll(async () => {
    harbour = await openHarbour()
  })
  afterAll(() => harbour.running.close())

  test('the gateway itself is answered', async () => {
    const seal = await harbour.sealFor(viewer)
    expect(await post(harbour, sealed(seal))).toContain(TREASURE)
    expect(await askSocket(harbour, sealed(seal), sealOperation(seal, { query: QUERY }))).toContain(TREASURE)
  })

  test.each(Object.entries(attacks))('nothing is given %s', async (_name, attack) => {
    expect(await attack(harbour, await harbour.sealFor(viewer))).not.toContain(TREASURE)
  })

  test.each([
    [{}, 'VIEWER_STATEMENT_MISSING'],
    [{ [STATEMENT_HEADER]: 'a.b.c' }, 'VIEWER_STATEMENT_INVALID'],
  ])('the refusal says which part is missing or wrong: %o', async (headers, code) => {
    expect(await post(harbour, { 'content-type': 'application/json', ...headers })).toContain(`"code":"${code}"`)
  })

  test.each([
    [undefined, 'BODY_MAC_MISSING'],
    ['no MAC', 'BODY_MAC_INVALID'],
  ])('the refusal says what of the MAC is wrong: %s', async (mac, code) => {
    const headers = without(sealed(await harbour.sealFor(viewer)), BODY_MAC_HEADER)
    expect(await post(harbour, mac ? { ...headers, [BODY_MAC_HEADER]: mac } : headers)).toContain(`"code":"${code}"`)
  })

  test('a body that breaks off is no request', async () => {
    const headers = { ...sealed(await harbour.sealFor(viewer)), 'content-length': String(BODY.length) }
    const cut = sendBytes(new URL(harbour.running.url), { method: 'POST', headers, body: BODY.slice(0, -5) })
    expect(await cut).not.toContain(TREASURE)
  })
})

test('with the door taken out every one of these attacks succeeds', async () => {
  vi.resetModules()
  vi.doMock('../../kit/subgraph/guard-routes.ts', () => ({ guardRoutes: () => () => viewer }))
  vi.doMock('../../kit/subgraph/door.ts', async (original) => ({
    ...(await original<typeof import('../../kit/subgraph/door.ts')>()),
    openDoor: async () => ({ admit: async () => ({ id: '', viewer }), checkBody: () => undefined }),
  }))
  const harbour = await openHarbour()
  const seal = await harbour.sealFor(viewer)
  const held: string[] = []
  for (const [name, attack] of Object.entries(attacks)) {
    if (!(await attack(harbour, seal)).includes(TREASURE)) held.push(name)
  }
  await harbour.running.close()
  for (const module of ['../../kit/subgraph/guard-routes.ts', '../../kit/subgraph/door.ts']) vi.doUnmock(module)
  vi.resetModules()
  expect(held).toEqual([])
})

describe('of the four agencies', () => {
  let agencies: Agencies
  beforeAll(async () => {
    agencies = await startAgencies()
  })
  afterAll(() => agencies.close())
  const names = ['identity', 'permits', 'wallets', 'transit'] as const
  const CONTRACT = { query: '{ _service { sdl } }' }

  test.each(names)('%s gives not even its contract to a stranger', async (name) => {
    const [other = ''] = names.filter((one) => one !== name)
    const own = await agencies.sealFor(name, anonymous)
    const foreign = await agencies.sealFor(other, anonymous)
    expect(await agencies.ask(name, own, CONTRACT)).toContain('extend schema')
    const seals = [undefined, foreign, { ...own, mac: foreign.mac }, { ...foreign, mac: own.mac }]
    for (const seal of seals) expect(await agencies.ask(name, seal, CONTRACT)).not.toContain('extend schema')
  })

  const personal = [
    ['identity', 'name { zhHant }', 'zhHant'],
    ['permits', 'travelPermits(first: 5) { nodes { kind } }', 'HMTP'],
    ['wallets', 'wallets(first: 5) { nodes { currency } }', 'HKD'],
  ] as const

  describe.each(personal)('%s', (name, selection, treasure) => {
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Resident { ${selection} } } }`
    const ask = async (asking: Viewer, reference: string) => {
      const refs = [{ __typename: 'Resident', reference }]
      return agencies.ask(name, await agencies.sealFor(name, asking), { query, variables: { refs } })
    }

    test('gives the resident what he has agreed to', async () => {
      expect(await ask(allowedViewer({ subject: CHAN }), CHAN)).toContain(treasure)
    })

    test.each([
      ['the representation of another resident', allowedViewer({ subject: LEE }), CHAN],
      [
        'no consent in the statement',
        allowedViewer({ subject: CHAN, standing: { home: 'HONG_KONG', consents: [] } }),
        CHAN,
      ],
      ['no standing in the statement', allowedViewer({ subject: CHAN, standing: null }), CHAN],
      ['no registration in the statement', allowedViewer({ subject: CHAN, registration: null }), CHAN],
      ['another purpose than was agreed to', { ...allowedViewer({ subject: CHAN }), purpose: 'account-opening' }, CHAN],
      ['no scope', allowedViewer({ subject: CHAN, scopes: [] }), CHAN],
      ['nobody', anonymous, CHAN],
    ])('gives nothing for %s', async (_what, asking, reference) => {
      expect(await ask(asking, reference)).not.toContain(treasure)
    })
  })
})

async function openHarbour() {
  const module = await import('../../kit/subgraph/testing/start-harbour.ts')
  return module.startHarbour()
}

/** One operation on a socket of its own. @returns what the agency says first, also where it refuses the socket */
async function askSocket({ running }: Harbour, headers: Record<string, string>, payload: object): Promise<string> {
  const socket = new WebSocket(running.url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
  socket.on('error', () => {})
  const messages: string[] = []
  const over = Promise.race([
    once(socket, 'unexpected-response').then(([, response]) => Array.fromAsync(response)),
    once(socket, 'close'),
  ])
  socket.on('open', () => socket.send('{"type":"connection_init"}'))
  socket.on('message', (data) => {
    messages.push(String(data))
    if (messages.length === 1) socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
    else socket.close()
  })
  const refusal = await over
  socket.terminate()
  return [...messages, String(refusal)].join('\n')
}
