import { expect, test } from 'vitest'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { keepStatements } from './keep-statements.ts'

const resident: Viewer = { ...anonymous, subject: 'one', clientId: 'app', scopes: ['a', 'b'], purpose: 'travel' }

/** Counts signatures; each is the only one of its number. */
function openKeeper() {
  const clock = { now: 1_000_000 }
  let signed = 0
  const sign = keepStatements(
    async () => `statement ${++signed}`,
    () => clock.now,
  )
  return { sign, clock }
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
