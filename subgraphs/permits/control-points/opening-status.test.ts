import { describe, expect, test } from 'vitest'
import type { ControlPoint, OpeningException } from '../records.ts'
import { loadReferenceData } from '../reference-data.ts'
import { openingStatus } from './opening-status.ts'

const points = loadReferenceData().controlPoints
const at = (text: string) => Date.parse(`${text}+08:00`)

function point(id: string): ControlPoint {
  const found = points.get(id)
  if (!found) throw new Error(`no control point ${id}`)
  return found
}

function stateOf(id: string, text: string): string {
  return openingStatus(point(id), at(text)).state
}

describe('hours of the day', () => {
  test.each([
    ['2026-11-23T06:29:59', 'CLOSED'],
    ['2026-11-23T06:30:00', 'OPEN'],
    ['2026-11-23T22:29:59', 'OPEN'],
    ['2026-11-23T22:30:00', 'CLOSED'],
  ])('Futian opens on the minute and is closed on the closing minute: %s %s', (when, state) => {
    expect(stateOf('lok-ma-chau-spur-line', when)).toBe(state)
  })

  test('the whole answer names the hours of the day and where they come from', () => {
    expect(openingStatus(point('lok-ma-chau-spur-line'), at('2026-11-23T05:00:00'))).toEqual({
      state: 'CLOSED',
      opens: at('2026-11-23T06:30:00'),
      closes: at('2026-11-23T22:30:00'),
      source: expect.objectContaining({ asOf: '2023-02-06' }),
    })
  })

  test('24:00 is midnight: Lo Wu is closed from the first second of the next day', () => {
    expect(stateOf('lo-wu', '2026-11-23T23:59:59')).toBe('OPEN')
    expect(stateOf('lo-wu', '2026-11-24T00:00:00')).toBe('CLOSED')
  })

  test('25:00 belongs to the day before: the Border Gate closes at one in the morning', () => {
    expect(openingStatus(point('border-gate'), at('2026-11-24T00:59:59'))).toMatchObject({
      state: 'OPEN',
      opens: at('2026-11-23T06:00:00'),
      closes: at('2026-11-24T01:00:00'),
    })
    expect(stateOf('border-gate', '2026-11-24T01:00:00')).toBe('CLOSED')
    expect(stateOf('border-gate', '2026-11-24T06:00:00')).toBe('OPEN')
  })

  test('a point that never closes is open at every hour', () => {
    for (const hour of ['00:00:00', '03:30:00', '12:00:00', '23:59:59']) {
      expect(stateOf('huanggang', `2026-11-23T${hour}`)).toBe('OPEN')
    }
  })

  test('an offset other than the region’s makes no difference', () => {
    expect(openingStatus(point('lok-ma-chau-spur-line'), Date.parse('2026-11-22T22:30:00Z')).state).toBe('OPEN')
  })
})

describe('days that differ', () => {
  test('on New Year’s Eve 2025 Lo Wu stays open until two, and only then', () => {
    expect(stateOf('lo-wu', '2026-01-01T01:59:59')).toBe('OPEN')
    expect(stateOf('lo-wu', '2026-01-01T02:00:00')).toBe('CLOSED')
    expect(stateOf('lo-wu', '2026-01-02T01:59:59')).toBe('CLOSED')
  })

  test('Shenzhen Bay works through that night into its ordinary day', () => {
    for (const when of ['2025-12-31T06:30:00', '2026-01-01T03:00:00', '2026-01-01T06:29:59', '2026-01-01T06:30:00']) {
      expect(stateOf('shenzhen-bay', when)).toBe('OPEN')
    }
    expect(stateOf('shenzhen-bay', '2026-01-02T03:00:00')).toBe('CLOSED')
  })

  test('a day on which a point does not open at all says so without hours', () => {
    const closure: OpeningException = {
      date: '2026-11-23',
      opens: null,
      closes: null,
      reason: { en: 'Typhoon', zhHant: '颱風', zhHans: '台风' },
      source: { title: 'A notice', asOf: '2026-11-22', verification: 'PRIMARY' as const },
    }
    const closed = { ...point('lo-wu'), exceptions: [closure] }
    expect(openingStatus(closed, at('2026-11-23T12:00:00'))).toEqual({
      state: 'CLOSED',
      opens: null,
      closes: null,
      source: closure.source,
    })
  })
})

describe('what is not open is not guessed', () => {
  test('Sha Tau Kok is suspended', () => {
    expect(openingStatus(point('sha-tau-kok'), at('2026-11-23T12:00:00'))).toEqual({
      state: 'SUSPENDED',
      opens: null,
      closes: null,
      source: expect.objectContaining({ url: expect.stringContaining('info.gov.hk') }),
    })
  })

  test('a day before the first dated hours is unknown, and so is a point that runs by sailing', () => {
    const unknown = { state: 'UNKNOWN', opens: null, closes: null, source: null }
    expect(openingStatus(point('lo-wu'), at('2023-02-05T12:00:00'))).toEqual(unknown)
    expect(openingStatus(point('hong-kong-macau-ferry'), at('2026-11-23T12:00:00'))).toEqual(unknown)
  })

  test('service suspended on a day stays open for the night that began before it', () => {
    const source = { title: 'A notice', asOf: '2026-11-22', verification: 'PRIMARY' as const }
    const stopping = {
      ...point('border-gate'),
      suspensions: [{ validFrom: '2026-11-24', validTo: '2026-11-24', source }],
    }
    expect(openingStatus(stopping, at('2026-11-24T00:30:00')).state).toBe('OPEN')
    expect(openingStatus(stopping, at('2026-11-24T12:00:00')).state).toBe('SUSPENDED')
    expect(openingStatus(stopping, at('2026-11-25T00:30:00')).state).toBe('CLOSED')
  })
})
