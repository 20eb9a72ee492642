import { z } from 'zod'
import { readOpaqueId, writeOpaqueId } from '../opaque-id.ts'
import type { FareQuestion } from '../records.ts'

const token = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.iso.date(),
  z.int().min(0).max(86_399),
  z.enum(['ADULT', 'CHILD', 'STUDENT', 'SENIOR']),
])

/** The id of a fare: its question, so that it can be worked out again and need not be kept. */
export function identifyFare(question: FareQuestion): string {
  const { networkId, fromStopId, toStopId, date, secondOfDay, passenger } = question
  const parts = [networkId, fromStopId, toStopId, date, secondOfDay, passenger]
  return writeOpaqueId(parts)
}

/** The question an id stands for; `undefined` for anything that we did not write. */
export function parseFareId(id: string): FareQuestion | undefined {
  const parsed = token.safeParse(readOpaqueId(id))
  if (!parsed.success) return undefined
  const [networkId, fromStopId, toStopId, date, secondOfDay, passenger] = parsed.data
  const question = { networkId, fromStopId, toStopId, date, secondOfDay, passenger }
  return identifyFare(question) === id ? question : undefined
}
