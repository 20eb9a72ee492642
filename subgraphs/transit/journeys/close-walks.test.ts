import { expect, test } from 'vitest'
import { closeWalks } from './close-walks.ts'
import type { Walk } from './timetable.ts'

const walk = (from: number, to: number, seconds: number, controlPointId: string | null = null): Walk => ({
  from,
  to,
  seconds,
  transfer: {
    fromStopId: String(from),
    toStopId: String(to),
    seconds,
    controlPointId,
    fromJurisdiction: controlPointId ? 'HONG_KONG' : null,
    toJurisdiction: controlPointId ? 'MAINLAND' : null,
    basisNote: `${from}-${to}`,
  },
})
const told = (walks: readonly Walk[]) => closeWalks(walks).map((one) => `${one.from}-${one.to} ${one.seconds}`)

test('two walks in a row are one, and their notes are both kept', () => {
  const closed = closeWalks([walk(0, 1, 300), walk(1, 2, 200)])
  expect(closed.at(-1)).toMatchObject({ from: 0, to: 2, seconds: 500, transfer: { fromStopId: '0', toStopId: '2' } })
  expect(closed.at(-1)?.transfer.basisNote).toBe('0-1 1-2')
})

test('no chain is longer than twenty minutes, though a published walk may be', () => {
  expect(told([walk(0, 1, 600), walk(1, 2, 600), walk(2, 3, 1)])).toEqual([
    '0-1 600',
    '1-2 600',
    '2-3 1',
    '0-2 1200',
    '1-3 601',
  ])
  expect(told([walk(0, 1, 1800)])).toEqual(['0-1 1800'])
})

test('a published walk is kept where it is quicker, and a quicker way round takes its place', () => {
  expect(told([walk(0, 1, 100), walk(1, 2, 100), walk(0, 2, 150)])).toContain('0-2 150')
  expect(told([walk(0, 1, 100), walk(1, 2, 100), walk(0, 2, 250)])).toContain('0-2 200')
})

test('a walk across a boundary is never part of a chain', () => {
  expect(told([walk(0, 1, 100), walk(1, 2, 100, 'lo-wu'), walk(2, 3, 100)])).toEqual(['0-1 100', '1-2 100', '2-3 100'])
})
