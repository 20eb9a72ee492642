import type { Walk } from './timetable.ts'

/** Nobody is sent on foot through other stops for longer than this; a single published walk may be longer. */
const CHAIN_SECONDS = 20 * 60

/**
 * Adds walks that lead through another stop, so that between two rides one walk is enough (RAPTOR asks for footpaths
 * closed under chaining). Walks across a boundary are never chained: one passage is one leg of its own.
 */
export function closeWalks(published: readonly Walk[]): Walk[] {
  const walks = new Map(published.map((walk) => [keyOf(walk), walk]))
  const plain = published.filter((walk) => walk.transfer.controlPointId === null && walk.from !== walk.to)
  const fromStop = Map.groupBy(plain, (walk) => walk.from)
  for (let frontier = plain; frontier.length; ) {
    const longer = frontier.flatMap((walk) => (fromStop.get(walk.to) ?? []).map((next) => chain(walk, next)))
    frontier = longer.filter((walk) => {
      const known = walks.get(keyOf(walk))
      const isBetter = walk.from !== walk.to && walk.seconds < (known?.seconds ?? CHAIN_SECONDS + 1)
      if (isBetter) walks.set(keyOf(walk), walk)
      return isBetter
    })
  }
  return [...walks.values()]
}

function keyOf(walk: Walk): string {
  return `${walk.from} ${walk.to} ${walk.transfer.controlPointId ?? ''}`
}

function chain(first: Walk, second: Walk): Walk {
  const seconds = first.seconds + second.seconds
  const notes = new Set([first.transfer.basisNote, second.transfer.basisNote])
  const transfer = { ...first.transfer, toStopId: second.transfer.toStopId, seconds, basisNote: [...notes].join(' ') }
  return { from: first.from, to: second.to, seconds, transfer }
}
