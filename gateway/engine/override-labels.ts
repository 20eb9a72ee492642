import { createHash, randomInt } from 'node:crypto'
import type { Viewer } from '../../kit/viewer-statement.ts'

/** Which labels of `@override(label:)` are on for a caller, sorted: part of what a plan is kept under. */
export type ActiveLabels = (viewer: Viewer) => readonly string[]

/**
 * A label `percent(n)` is on for n of 100 callers, and for each of them always or never, so that nobody's data come from
 * one agency now and from another a moment later. Other labels are on where the operator names them.
 */
export function openLabels(labels: readonly string[], switchedOn: ReadonlySet<string>): ActiveLabels {
  const shares = new Map(labels.flatMap((label) => shareOf(label)))
  if (labels.length === 0) return () => []
  return (viewer) => {
    const share = shareOfCaller(viewer)
    return labels.filter((label) => {
      const wanted = shares.get(label)
      return wanted === undefined ? switchedOn.has(label) : share < wanted
    })
  }
}

/** `percent(12.5)` as the Federation specification writes it. */
function shareOf(label: string): [string, number][] {
  const percent = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/.exec(label)?.[1]
  return percent === undefined ? [] : [[label, Number(percent)]]
}

/** Between 0 and 100, the same for a caller each time. Who is nobody in particular is drawn anew. */
function shareOfCaller({ subject, clientId }: Viewer): number {
  if (subject === null && clientId === null) return randomInt(10_000) / 100
  const digest = createHash('sha256')
    .update(JSON.stringify([subject, clientId]))
    .digest()
  return (digest.readUInt32BE() / 2 ** 32) * 100
}
