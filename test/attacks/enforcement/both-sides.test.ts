import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningGateway } from '../../../gateway/main.ts'
import { accessCodes } from '../../../kit/policy/decide-access.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import { openBareGateway } from './bare-gateway.ts'
import { entries, forgotten } from './entry-fields.ts'

/** Whole, and with the agencies' tables taken out; before each a gateway of its own and one that enforces nothing. */
let whole: TestHouse
let open: TestHouse
let beforeWhole: RunningGateway
let beforeOpen: RunningGateway

beforeAll(async () => {
  whole = await openTestHouse()
  open = await openTestHouse({ agencyPolicy: null })
  beforeWhole = await openBareGateway(whole)
  beforeOpen = await openBareGateway(open)
}, 120_000)
afterAll(async () => {
  await Promise.all([beforeWhole?.close(), beforeOpen?.close()])
  await Promise.all([whole?.close(), open?.close()])
})

/** Of a resident who has agreed to nothing, by a client that has filed nothing, with no scope; and of nobody. */
const callers = {
  'a client that may read nothing': { clientId: 'sandbox-mainland-partner', scope: 'openid' },
  'a client with every scope and no consent': {
    clientId: 'sandbox-mainland-partner',
    scope: 'profile permits wallets journeys payments verification account',
  },
}
/** No rule is asked of a pseudonym but that there is a resident. */
const guarded = Object.entries(entries).filter(([coordinate]) => coordinate !== 'Resident.id')
/** A stream that is open says nothing until something happens. */
const answering = guarded.filter(([coordinate]) => !coordinate.startsWith('Subscription.'))

interface Told {
  readonly text: string
  readonly codes: readonly unknown[]
  readonly subgraphs: readonly unknown[]
}

async function ask(url: string, query: string, token?: string): Promise<Told> {
  const text = await admitted(() => post(url, query, token))
  const [answer = '{}'] = text.match(/\{.*\}/s) ?? []
  const { errors = [] } = JSON.parse(answer) as { errors?: { extensions: Record<string, unknown> }[] }
  const told = errors.map(({ extensions }) => extensions)
  return { text, codes: told.map(({ code }) => code), subgraphs: told.map(({ subgraph }) => subgraph) }
}

/** Three gateways on one machine that is busy with other tests may be too many: what is shed is asked again. */
async function admitted(send: () => Promise<string>): Promise<string> {
  const text = await send()
  if (!text.includes('"code":"OVERLOADED"')) return text
  await new Promise((resolve) => setTimeout(resolve, 200))
  return admitted(send)
}

/** An answer, or the first event of a stream. */
async function post(url: string, query: string, token = ''): Promise<string> {
  const isStream = query.startsWith('subscription')
  const gone = new AbortController()
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: isStream ? 'text/event-stream' : 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query }),
    signal: gone.signal,
  })
  if (!isStream) return response.text()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes).toString()
    if (text.includes('data: {')) break
  }
  gone.abort()
  return text
}

const isRefused = ({ text, codes }: Told) =>
  codes.length > 0 && codes.every((code) => accessCodes.some((known) => known === code)) && !/"at":[^n]/.test(text)

test('each classed field at which a caller can come in is attacked', () => {
  expect(forgotten()).toEqual([])
})

describe.each(Object.entries(callers))('%s', (_caller, wishes) => {
  const refusedAt = async (house: TestHouse, url: string, query: string) => {
    const told = await ask(url, query, await house.tokenFor('hk-resident', wishes))
    expect(isRefused(told), told.text).toBe(true)
    return told
  }

  test.each(guarded)('is refused %s by its agency where the gateway enforces nothing', async (_coordinate, query) => {
    const { subgraphs } = await refusedAt(whole, beforeWhole.url, query)
    expect(subgraphs.every((name) => typeof name === 'string')).toBe(true)
  })

  test.each(guarded)('is refused %s by the gateway where the agencies enforce nothing', async (_coordinate, query) => {
    const { subgraphs } = await refusedAt(open, `${open.gatewayUrl}/graphql`, query)
    expect(subgraphs.every((name) => name === undefined)).toBe(true)
  })

  test.each(answering)(
    'is not refused %s where neither does, so that these tests see who refuses',
    async (_, query) => {
      const told = await ask(beforeOpen.url, query, await open.tokenFor('hk-resident', wishes))
      expect(isRefused(told), told.text).toBe(false)
    },
  )
})

test('nobody without a token is given anything by either side alone', async () => {
  for (const query of Object.values(entries)) {
    for (const url of [beforeWhole.url, `${open.gatewayUrl}/graphql`]) {
      expect((await ask(url, query)).text).not.toMatch(/"at":[^n]/)
    }
  }
})
