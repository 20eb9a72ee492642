import { expect, test } from 'vitest'
import type { Journey } from '../records.ts'
import { chooseJourneys } from './choose-journeys.ts'

const MINUTE = 60_000

/** A journey without legs: only its times and its number of changes count here. */
function journey(id: string, times: { leaves: number; takes: number; changes?: number }): Journey {
  const departure = times.leaves * MINUTE
  return { id, departure, arrival: departure + times.takes * MINUTE, transferCount: times.changes ?? 0, legs: [] }
}
const chosen = (journeys: readonly Journey[]) => chooseJourneys(journeys).map((one) => one.id)

test('of one way a departure is shown once in half an hour, of another way its own', () => {
  const every = [0, 29, 30, 45, 61].map((leaves) => journey(`direct-${leaves}`, { leaves, takes: 20 }))
  expect(chosen(every)).toEqual(['direct-0', 'direct-30', 'direct-61'])
  expect(chosen([...every, journey('change', { leaves: 1, takes: 20, changes: 1 })])).toContain('change')
})

test('the earlier arrival comes first, then fewer changes', () => {
  const late = journey('late', { leaves: 0, takes: 31 })
  const changing = journey('changing', { leaves: 0, takes: 30, changes: 2 })
  const direct = journey('direct', { leaves: 0, takes: 30, changes: 1 })
  expect(chosen([late, changing, direct])).toEqual(['direct', 'changing', 'late'])
})

test('half as long again and a quarter of an hour is still a choice, a minute more is none', () => {
  const quick = journey('quick', { leaves: 0, takes: 30 })
  expect(chosen([quick, journey('slow', { leaves: 0, takes: 60, changes: 1 })])).toEqual(['quick', 'slow'])
  expect(chosen([quick, journey('slow', { leaves: 0, takes: 61, changes: 1 })])).toEqual(['quick'])
})

test('nothing found is nothing chosen', () => {
  expect(chosen([])).toEqual([])
})
