import { z } from 'zod'
import { readOpaqueId, writeOpaqueId } from '../opaque-id.ts'
import type { BoundaryCrossing } from '../records.ts'
import type { Crossing } from './schedule.ts'

/** The last millisecond that RFC 3339, with its four digits of a year, can say. */
export const LAST_INSTANT = Date.parse('9999-12-31T15:59:59.999Z')

const token = z.tuple([
  z.string(),
  z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']),
  z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']),
  z.int().min(0).max(LAST_INSTANT),
])

/** A crossing whose id says all of it, so that it can be found again without being kept anywhere. */
export function describeCrossing(crossing: Omit<BoundaryCrossing, 'id'>): BoundaryCrossing {
  const { controlPointId, from, to, at } = crossing
  return { id: writeOpaqueId([controlPointId, from, to, at]), ...crossing }
}

/** The crossing an id stands for; `null` where it is no id of ours or names a passage that the feeds do not know. */
export function findCrossing(known: readonly Crossing[], id: string): BoundaryCrossing | null {
  const parsed = token.safeParse(readOpaqueId(id))
  if (!parsed.success) return null
  const [controlPointId, from, to, at] = parsed.data
  const isKnown = known.some((one) => one.controlPointId === controlPointId && one.from === from && one.to === to)
  const crossing = describeCrossing({ controlPointId, from, to, at })
  return isKnown && crossing.id === id ? crossing : null
}
