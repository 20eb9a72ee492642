import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueSandboxToken } from '../../../subgraphs/identity/issuer/issue-token.ts'
import { openPortal } from '../../attacks/consent/portal.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'

const MAINLAND = 'sandbox-mainland-partner'
const MACAO = 'sandbox-macao-partner'
const MAINLAND_HONG_KONG = 'gba-standard-contract-mainland-hong-kong'
const MAINLAND_MACAO = 'gba-standard-contract-mainland-macao'
const HONG_KONG_MACAO = 'hong-kong-macao'
const ALTERNATIVES = ['Resident.isOver18', 'Resident.holdsValidPermit']

const NAME = '{ viewer { name { en } } }'
const ANSWERS = `{ viewer {
  isOver18 { holds proof by { id } }
  holdsValidPermit(kind: HMTP) { holds proof by { id } }
} }`

/** Begins on a day on which nobody could send anything from the Mainland to Macao by a standard contract. */
let time = Date.parse('2024-09-01T10:00:00+08:00')
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse({ now: () => time })
}, 120_000)
afterAll(() => house.close())

interface Caller {
  readonly persona: string
  readonly clientId?: string
  readonly purpose?: string
}

async function ask(query: string, { persona, ...wishes }: Caller) {
  const { data, errors = [] } = await house.ask({ query, token: await house.tokenFor(persona, wishes) })
  return { data, errors: errors.map(({ path, extensions }) => ({ path, ...extensions })) }
}

async function agree(caller: Caller & { categories: readonly string[]; transfer?: boolean }): Promise<void> {
  const { persona, categories, clientId = 'sandbox-partner', purpose = 'cross-boundary-travel', transfer } = caller
  const portal = await openPortal(house, persona, () => time)
  await portal.grant(categories, { clientId, purpose, transfer: transfer ?? false })
}

const refusedName = (details: object) => ({
  data: { viewer: { name: null } },
  errors: [{ path: ['viewer', 'name'], ...details }],
})
const name = (en: string) => ({ data: { viewer: { name: { en } } }, errors: [] })

describe('an app in Macao asks for the name of somebody registered in the Mainland', () => {
  const caller = { persona: 'shenzhen-hukou', clientId: MACAO }
  const blocked = refusedName({ code: 'RESIDENCY_BLOCKED', rule: '@residency', alternatives: ALTERNATIVES })
  const unfiled = refusedName({
    code: 'ROUTE_NOT_FILED',
    rule: '@residency',
    needs: { route: MAINLAND_MACAO },
    alternatives: ALTERNATIVES,
  })
  const unasked = refusedName({
    code: 'CONSENT_REQUIRED',
    rule: '@personalData',
    needs: { category: 'profile', transfer: true },
  })

  test.each([
    ['2024-09-01', 'before there was a route', blocked],
    ['2024-09-09', 'the day before the notice', blocked],
    ['2024-09-10', 'once there was one, and before the app had filed', unfiled],
    ['2024-10-01', 'the day before its filing', unfiled],
    ['2024-10-02', 'once it had filed, and before the person agreed', unasked],
  ])('on %s, %s', async (day, _why, expected) => {
    time = Date.parse(`${day}T10:00:00+08:00`)
    expect(await ask(NAME, caller)).toEqual(expected)
  })

  test('and what the law of the Mainland wants is consent to the transfer, apart from that to the purpose', async () => {
    await agree({ ...caller, categories: ['profile'] })
    expect(await ask(NAME, caller)).toEqual(unasked)
    await agree({ ...caller, categories: ['profile'], transfer: true })
    expect(await ask(NAME, caller)).toEqual(name('Li Na'))
  })
})

describe('today', () => {
  beforeAll(() => {
    time = Date.now()
  })

  test.each([
    ['hk-resident', MAINLAND, MAINLAND_HONG_KONG],
    ['macao-resident', MAINLAND, MAINLAND_MACAO],
    ['foreign-visitor', MAINLAND, MAINLAND_HONG_KONG],
    ['hk-resident', MACAO, HONG_KONG_MACAO],
  ])('%s’s name stays at home: %s has filed no such transfer', async (persona, clientId, route) => {
    expect(await ask(NAME, { persona, clientId })).toEqual(
      refusedName({ code: 'ROUTE_NOT_FILED', rule: '@residency', needs: { route }, alternatives: ALTERNATIVES }),
    )
  })

  test('consent does not stand in for a filing', async () => {
    const caller = { persona: 'macao-resident', clientId: MAINLAND }
    await agree({ ...caller, categories: ['profile'], transfer: true })
    expect((await ask(NAME, caller)).errors).toMatchObject([{ code: 'ROUTE_NOT_FILED' }])
  })

  test('within one jurisdiction no route is needed, and consent is', async () => {
    const caller = { persona: 'shenzhen-hukou', clientId: MAINLAND }
    const needs = { category: 'profile', transfer: false }
    expect(await ask(NAME, caller)).toEqual(refusedName({ code: 'CONSENT_REQUIRED', rule: '@personalData', needs }))
    await agree({ ...caller, categories: ['profile'] })
    expect(await ask(NAME, caller)).toEqual(name('Li Na'))
  })

  test('out of Hong Kong one consent to the purpose will do, out of Macao the transfer must be named', async () => {
    const fromMacao = { persona: 'macao-resident', categories: ['profile'] }
    await agree(fromMacao)
    const needs = { category: 'profile', transfer: true }
    expect((await ask(NAME, fromMacao)).errors).toMatchObject([{ code: 'CONSENT_REQUIRED', needs }])
    await agree({ ...fromMacao, transfer: true })
    expect((await ask(NAME, fromMacao)).errors).toEqual([])
    await agree({ persona: 'hk-resident', categories: ['profile'] })
    expect(await ask(NAME, { persona: 'hk-resident' })).toEqual(name('Chan Siu Ming'))
  })

  test('an app that is registered nowhere has no place the data could go to', async () => {
    const token = await issueSandboxToken({
      env: { SANDBOX_CLIENT_ID: 'app-of-nobody' },
      keyring: { folder: house.keysFolder, createMissing: false },
      persona: 'hk-resident',
      now: () => time,
    })
    const { data, errors } = await house.ask({ query: NAME, token })
    expect(data).toEqual({ viewer: { name: null } })
    expect(errors).toMatchObject([{ extensions: { code: 'RESIDENCY_BLOCKED', alternatives: ALTERNATIVES } }])
  })

  test('what was agreed to for one purpose is not given for another', async () => {
    const caller = { persona: 'hk-resident', purpose: 'age-verification' }
    const purposes = ['cross-boundary-travel', 'fare-payment', 'account-opening', 'conformance']
    expect(await ask(NAME, caller)).toEqual(
      refusedName({ code: 'PURPOSE_MISMATCH', rule: '@purpose', needs: { purposes } }),
    )
    await agree({ persona: 'hk-non-chinese', categories: ['profile'] })
    const elsewhere = { persona: 'hk-non-chinese', purpose: 'fare-payment' }
    await agree({ ...elsewhere, categories: ['wallets'] })
    expect((await ask(NAME, elsewhere)).errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
  })
})

describe('a yes or no crosses where the record does not', () => {
  const caller = { persona: 'hk-resident', clientId: MAINLAND }

  test('only if the person agrees to that', async () => {
    expect((await ask(ANSWERS, caller)).errors).toMatchObject([
      { path: ['viewer', 'isOver18'], code: 'CONSENT_REQUIRED', needs: { category: 'verification', transfer: false } },
      { path: ['viewer', 'holdsValidPermit'], code: 'CONSENT_REQUIRED' },
    ])
  })

  test('and with a proof that the app checks by the agency’s public key, and nobody else can use', async () => {
    await agree({ ...caller, categories: ['verification'] })
    const { data, errors } = await ask(`{ viewer { id } ${ANSWERS.slice(1)}`, caller)
    expect(errors).toEqual([])
    const { viewer } = data as {
      viewer: { id: string } & Record<string, { holds: boolean; proof: string; by: { id: string } }>
    }
    for (const [field, agency] of [
      ['isOver18', 'identity'],
      ['holdsValidPermit', 'permits'],
    ] as const) {
      const { holds, proof, by } = viewer[field] ?? { holds: false, proof: '', by: { id: '' } }
      const keys = createRemoteJWKSet(new URL('/.well-known/attestation-keys.json', house.agencyUrls.get(agency)))
      const terms = { typ: 'attestation+jwt', algorithms: ['EdDSA'], issuer: by.id, subject: viewer.id }
      const { payload } = await jwtVerify(proof, keys, { ...terms, audience: MAINLAND })
      expect(payload).toMatchObject({ holds, statement: expect.stringContaining(field) })
      expect(holds).toBe(true)
      await expect(jwtVerify(proof, keys, { ...terms, audience: 'sandbox-partner' })).rejects.toThrow('"aud"')
      expect(Object.keys(payload).toSorted()).toEqual(['aud', 'exp', 'holds', 'iat', 'iss', 'statement', 'sub'])
    }
    expect((await ask(NAME, caller)).errors).toMatchObject([{ code: 'ROUTE_NOT_FILED' }])
  })
})
