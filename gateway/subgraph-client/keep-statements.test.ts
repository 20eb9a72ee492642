import { UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous, statementIdOf } from '../../kit/viewer-statement.ts'
import { keepStatements } from './keep-statements.ts'

const resident: Viewer = { ...anonymous, subject: 'one', clientId: 'app', scopes: ['a', 'b'], purpose: 'travel' }

/** Counts signatures; each is the only one of its number. */
function openKeeper() {
  const clock = { now: 1_000_000 }
  let signed = 0
  const keep = keepStatements({
    sign: async () => new UnsecuredJWT().setJti(`statement ${++signed}`).encode(),
    loadMac: async (audience) => ({ of: (id, body) => `${audience} ${id} ${body}`, matches: () => false }),
    now: () => clock.now,
  })
  const sign = async (options: Parameters<typeof keep>[0]) => statementIdOf((await keep(options)).text)
  return { sign, keep, clock }
}

test('the same viewer and agency share a statement for five seconds and then get a new one', async () => {
  const { sign, clock } = openKeeper()
  const ask = () => sign({ viewer: { ...resident }, audience: 'transit' })
  expect(await ask()).toBe('statement 1')
  clock.now += 4_999
  expect(await ask()).toBe('statement 1')
  clock.now += 1
  expect(await ask()).toBe('statement 2')
})

test('whoever differs in anything never gets the statement of another', async () => {
  const { sign } = openKeeper()
  const others: [Viewer, string][] = [
    [resident, 'transit'],
    [resident, 'permits'],
    [anonymous, 'transit'],
    [{ ...resident, subject: 'two' }, 'transit'],
    [{ ...resident, subject: null }, 'transit'],
    [{ ...resident, clientId: 'app2' }, 'transit'],
    [{ ...resident, scopes: ['a'] }, 'transit'],
    [{ ...resident, scopes: ['a,b'] }, 'transit'],
    [{ ...resident, purpose: null }, 'transit'],
  ]
  const statements = await Promise.all(others.map(([viewer, audience]) => sign({ viewer, audience })))
  expect(new Set(statements).size).toBe(others.length)
})

test('a body is bound to the statement it is sent under, by the secret of its agency', async () => {
  const { keep } = openKeeper()
  const statement = await keep({ viewer: resident, audience: 'transit' })
  expect(statement.macOf('{}')).toBe('transit statement 1 {}')
})

test('an agency whose secret is missing is told nothing, and asked again later', async () => {
  const secrets = ['missing', 'there']
  const keep = keepStatements({
    sign: async () => new UnsecuredJWT().setJti('one').encode(),
    loadMac: async () => {
      if (secrets.shift() === 'missing') throw new Error('no secret')
      return { of: () => 'mac', matches: () => false }
    },
    now: () => 0,
  })
  const ask = async () => keep({ viewer: resident, audience: 'transit' })
  await expect(ask()).rejects.toThrow('no secret')
  expect((await ask()).macOf('')).toBe('mac')
})
