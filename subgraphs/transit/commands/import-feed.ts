import { createHash } from 'node:crypto'
import type { ParsedFeed } from '../feed-data.ts'
import { describeProblem } from '../feed-data.ts'
import type { Store } from '../store.ts'

/** Where a command may print; a test gives its own. */
export type Print = (line: string) => void

/**
 * Prints every problem and, where none is an error and not only checking, saves the feed as a whole.
 * @returns the exit code: 0 where all is well, 1 where the feed has errors and nothing was saved
 */
export async function importFeed(
  parsed: ParsedFeed,
  options: { openStore: (() => Promise<Store>) | undefined; print: Print },
): Promise<0 | 1> {
  const { feed, problems } = parsed
  for (const problem of problems) options.print(describeProblem(problem))
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const size = `${feed.stops.length} stops, ${feed.trips.length} trips, ${feed.fareLegRules.length} fare rules`
  if (errors) {
    options.print(`refused: ${errors} errors in feed ${feed.id}; nothing was saved`)
    return 1
  }
  if (!options.openStore) {
    options.print(`checked: feed ${feed.id} version ${feed.version}, ${size}; nothing was saved`)
    return 0
  }
  const store = await options.openStore()
  await store.saveFeed(feed, { digest: digestOf(feed), origin: 'IMPORT' })
  options.print(`saved: feed ${feed.id} version ${feed.version}, ${size}`)
  return 0
}

function digestOf(feed: object): string {
  return createHash('sha256').update(JSON.stringify(feed)).digest('hex')
}
