import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeProblem } from './feed-data.ts'
import { parseFeed } from './gtfs/parse-feed.ts'
import { openTables } from './gtfs/read-tables.ts'
import type { Store } from './store.ts'

/** Under which the project's own feed is kept. */
export const OWN_FEED_ID = 'gba'
export const ownFeedFolder = fileURLToPath(new URL('./feed/', import.meta.url))

/**
 * Saves the project's own feed where none of its id is kept, or an older one that came with the program; a feed that
 * an operator imported under this id is left alone.
 * @throws where the feed has errors, naming the first of them
 */
export async function seedFeed(store: Store, folder: string = ownFeedFolder): Promise<'SAVED' | 'KEPT'> {
  const digest = digestOf(folder)
  const kept = (await store.loadHeads()).find((head) => head.id === OWN_FEED_ID)
  if (kept && (kept.digest === digest || kept.origin === 'IMPORT')) return 'KEPT'
  const { feed, problems } = await parseFeed(await openTables(folder), { feedId: OWN_FEED_ID, cityId: 'hong-kong' })
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors[0])
    throw new Error(`the feed in ${folder} has ${errors.length} errors, first: ${describeProblem(errors[0])}`)
  await store.saveFeed(feed, { digest, origin: 'SEED' })
  return 'SAVED'
}

/** SHA-256 over the feed's data files, names included. */
export function digestOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted()) {
    if (/\.(txt|csv)$/.test(name)) hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}
