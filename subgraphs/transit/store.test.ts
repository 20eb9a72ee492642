import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, openEmbeddedEngine } from '../../kit/database.ts'
import type { Feed } from './feed-data.ts'
import { parseFeed } from './gtfs/parse-feed.ts'
import { tablesOf } from './gtfs/test-feed.ts'
import { openLiveNetwork } from './live-network.ts'
import { OWN_FEED_ID, seedFeed } from './seed-feed.ts'
import type { Store, TransitTables } from './store.ts'
import { migrationsFolder, openStore } from './store.ts'

let engine: PGlite
let opened = 0
beforeAll(async () => {
  engine = await openEmbeddedEngine({})
})
afterAll(() => engine.close())

/** An empty store of its own for each test. */
async function emptyStore(): Promise<Store> {
  const source = { kind: 'embedded', engine } as const
  return openStore(
    await openDatabase<TransitTables>({ source, schema: `store_${opened++}`, migrationsFolder }),
    () => 0,
  )
}

async function feedOf(change: Readonly<Record<string, string | null>>, feedId = 'small'): Promise<Feed> {
  return (await parseFeed(tablesOf(change), { feedId, cityId: 'hong-kong' })).feed
}

test('a feed comes back from the store exactly as it was parsed, every field of every table', async () => {
  const store = await emptyStore()
  const feed = await feedOf({
    'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt1,06:00:00,25:00:00,300\n',
    'timeframes.txt': 'timeframe_group_id,start_time,end_time,service_id\nnight,00:00:00,06:00:00,weekday\n',
    'fare_leg_join_rules.txt': 'from_network_id,to_network_id,from_stop_id,to_stop_id\nnet,net,a,b\n',
  })
  for (const [table, rows] of Object.entries(feed))
    if (Array.isArray(rows)) expect([table, rows.length]).not.toEqual([table, 0])
  await store.saveFeed(feed, { digest: 'd', origin: 'IMPORT' })
  expect(await store.loadFeeds()).toEqual([feed])
})

test('a second import of the same feed takes the place of the first; other feeds stay', async () => {
  const store = await emptyStore()
  await store.saveFeed(await feedOf({}), { digest: '1', origin: 'IMPORT' })
  await store.saveFeed(await feedOf({}, 'other'), { digest: '1', origin: 'SEED' })
  const renamed = await feedOf({ 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\na,A2,1,2\nb,B2,1,2\nc,C2,1,2' })
  await store.saveFeed(renamed, { digest: '2', origin: 'IMPORT' })
  expect((await store.loadHeads()).map((head) => [head.id, head.digest])).toEqual([
    ['other', '1'],
    ['small', '2'],
  ])
  expect((await store.loadFeeds()).map((feed) => feed.stops[0]?.name)).toEqual(['Alpha', 'A2'])
})

test('an import that fails midway leaves the former feed whole', async () => {
  const store = await emptyStore()
  const good = await feedOf({})
  await store.saveFeed(good, { digest: '1', origin: 'IMPORT' })
  const [source] = good.sources
  if (!source) throw new Error('wanted a source')
  // The last table saved breaks its key: everything before it must go back as well.
  const broken = { ...good, version: '2', stops: [], sources: [source, source] }
  await expect(store.saveFeed(broken, { digest: '2', origin: 'IMPORT' })).rejects.toThrow(/duplicate key/)
  expect(await store.loadFeeds()).toEqual([good])
})

test("the project's feed is saved once, and never over one that an operator imported", async () => {
  const store = await emptyStore()
  expect(await seedFeed(store)).toBe('SAVED')
  expect(await seedFeed(store)).toBe('KEPT')
  const imported = await feedOf({}, OWN_FEED_ID)
  await store.saveFeed(imported, { digest: 'operator', origin: 'IMPORT' })
  expect(await seedFeed(store)).toBe('KEPT')
  expect(await store.loadFeeds()).toEqual([imported])
})

test("a newer release's feed takes the place of the one that came with an older release", async () => {
  const store = await emptyStore()
  await store.saveFeed(await feedOf({}, OWN_FEED_ID), { digest: 'older', origin: 'SEED' })
  expect(await seedFeed(store)).toBe('SAVED')
  expect((await store.loadHeads())[0]).toMatchObject({ id: OWN_FEED_ID, origin: 'SEED' })
  expect((await store.loadFeeds())[0]?.stops.map((stop) => stop.id)).toContain('hk:mtr:CEN')
})

test('a running agency takes over an imported feed, and keeps what it has where nothing changed', async () => {
  const store = await emptyStore()
  await store.saveFeed(await feedOf({}), { digest: '1', origin: 'IMPORT' })
  const live = await openLiveNetwork(store)
  const before = live.current()
  await live.refresh()
  expect(live.current()).toBe(before)
  await store.saveFeed(await feedOf({ 'translations.txt': null }), { digest: '2', origin: 'IMPORT' })
  await live.refresh()
  expect(before.network.stops.get('a')?.name.zhHant).toBe('甲')
  expect(live.current().network.stops.get('a')?.name.zhHant).toBe('Alpha')
})
