import { expect, test } from 'vitest'
import { loadReferenceData } from '../reference-data.ts'
import { watchControlPoint } from './watch-control-point.ts'

const data = loadReferenceData()
const at = (text: string) => Date.parse(`${text}+08:00`)

/** A clock that stands at each of these instants for one look, and then everybody leaves. */
function watchAt(id: string, instants: readonly string[]) {
  const leaving = new AbortController()
  let look = 0
  const pause = async () => {
    look++
    if (look === instants.length) leaving.abort()
  }
  return watchControlPoint(id, { data, now: () => at(instants[look] ?? ''), signal: leaving.signal }, pause)
}

async function statesOf(id: string, instants: readonly string[]): Promise<string[]> {
  const updates = await Array.fromAsync(watchAt(id, instants))
  return updates.map(({ at: instant, opening }) => `${new Date(instant).toISOString()} ${opening.state}`)
}

test('who watches is told the state at once and then only when it changes', async () => {
  const evening = ['22:29:58', '22:29:59', '22:30:00', '22:30:01'].map((time) => `2026-11-23T${time}`)
  expect(await statesOf('lok-ma-chau-spur-line', [...evening, '2026-11-24T06:30:00', '2026-11-24T06:30:01'])).toEqual([
    '2026-11-23T14:29:58.000Z OPEN',
    '2026-11-23T14:30:00.000Z CLOSED',
    '2026-11-23T22:30:00.000Z OPEN',
  ])
})

test('a point that never closes is told of once', async () => {
  expect(
    await statesOf('huanggang', ['2026-11-23T23:59:59', '2026-11-24T00:00:00', '2026-11-24T04:00:00']),
  ).toHaveLength(1)
})

test('a point that nobody knows cannot be watched', () => {
  expect(() => watchAt('atlantis', ['2026-11-23T08:00:00'])).toThrow(
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'CONTROL_POINT_UNKNOWN' }) }),
  )
})

test('who leaves is let go at once, in the middle of a pause', async () => {
  const leaving = new AbortController()
  const updates = watchControlPoint('lo-wu', { data, now: () => at('2026-11-23T08:00:00'), signal: leaving.signal })
  await updates.next()
  const next = updates.next()
  leaving.abort()
  expect(await next).toEqual({ done: true, value: undefined })
})
