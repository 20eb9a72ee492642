import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { describeProblem } from '../feed-data.ts'
import { parseFeed } from './parse-feed.ts'
import { openTables } from './read-tables.ts'
import { smallFeed, tablesOf } from './test-feed.ts'

const folder = mkdtempSync(join(tmpdir(), 'gtfs-'))
for (const [name, text] of Object.entries(smallFeed)) writeFileSync(join(folder, name), text)
afterAll(() => rmSync(folder, { recursive: true }))

const options = { feedId: 'small', cityId: 'hong-kong' }
const parse = (changes: Readonly<Record<string, string | null>>) => parseFeed(tablesOf(changes), options)
const problemsOf = async (changes: Readonly<Record<string, string | null>>) =>
  (await parse(changes)).problems.map(describeProblem)

test('a good feed is read whole, with times past midnight, dates, money in cents and no problem', async () => {
  const { feed, problems } = await parse({})
  expect(problems).toEqual([])
  expect(feed.stopTimes.map((call) => [call.stopId, call.arrival])).toEqual([
    ['a', 23 * 3600 + 50 * 60],
    ['b', 24 * 3600 + 10 * 60 + 30],
  ])
  expect(feed.stops[1]).toEqual({
    id: 'b',
    name: 'Beta, East',
    latitude: 22.31,
    longitude: 114.11,
    cityId: 'hong-kong',
  })
  expect(feed.calendars).toEqual([
    { serviceId: 'weekday', weekdays: '1111100', startDate: '2026-01-01', endDate: '2026-12-31' },
  ])
  expect(feed.calendarDates).toEqual([
    { serviceId: 'weekday', date: '2026-12-25', runs: false },
    { serviceId: 'weekday', date: '2026-12-26', runs: true },
  ])
  expect(feed.fareProducts[0]?.amountMinor).toBe(1060)
  expect(feed.transfers[0]).toMatchObject({ controlPointId: 'lo-wu', fromJurisdiction: 'HONG_KONG', seconds: 1500 })
  expect(feed.fareProducts[0]?.medium).toBe('STORED_VALUE')
  expect(feed.sources).toEqual([
    {
      id: 'src',
      title: 'Tariff',
      url: 'https://example.org/tariff',
      asOf: '2026-01-01',
      verification: 'SECONDARY',
      note: 'As announced, check',
    },
  ])
  expect(feed.walletAcceptances[0]).toMatchObject({
    basis: 'CARD_EQUIVALENT',
    validFrom: '2020-01-01',
    verification: 'UNVERIFIED',
    note: 'unverified: start',
  })
  expect(feed.translations.at(-1)).toEqual({
    tableName: 'trips',
    recordId: '',
    fieldValue: 'Beta',
    language: 'zh-Hant',
    text: '乙',
  })
  expect([feed.coveredFrom, feed.coveredTo]).toEqual(['2026-01-01', '2026-12-31'])
})

test('the same feed is read from a folder and from a zip', async () => {
  const zip = join(folder, 'feed.zip')
  execFileSync('zip', ['-qj', zip, ...Object.keys(smallFeed).map((name) => join(folder, name))])
  const fromFolder = await parseFeed(await openTables(folder), options)
  const fromZip = await parseFeed(await openTables(zip), options)
  expect(fromFolder.feed.stops).toHaveLength(3)
  expect(fromZip).toEqual(fromFolder)
})

test('a source that does not say how far it was verified counts as unverified, and a product without medium as any', async () => {
  const { feed, problems } = await parse({
    'gba_sources.csv': 'source_id,title,as_of\nsrc,Tariff,2026-01-01',
    'fare_products.txt': 'fare_product_id,amount,currency\np,10.6,HKD',
  })
  expect(problems).toEqual([])
  expect(feed.sources[0]).toMatchObject({ verification: 'UNVERIFIED', note: null })
  expect(feed.fareProducts[0]).toMatchObject({ medium: 'ANY', mediaId: '' })
})

test('an operator with more wallets than the contract allows in a list is refused', async () => {
  const rows = Array.from({ length: 101 }, (_, n) => `metro,p${n},2020-01-01,,OCTOPUS_EQUIV,,,src,,`)
  const header =
    'operator_id,provider_id,valid_from,valid_to,fare_basis,flat_amount_minor,flat_currency,source,verification,note'
  const csv = (count: number) => [header, ...rows.slice(0, count)].join('\n')
  expect(await problemsOf({ 'wallet_acceptance.csv': csv(100) })).toEqual([])
  expect(await problemsOf({ 'wallet_acceptance.csv': csv(101) })).toEqual([
    'error wallet_acceptance.csv:102: got more than 100 rows of metro, wanted at most that many',
  ])
})

test('a byte order mark, CRLF, blank lines and padded cells change nothing', async () => {
  const text = `\uFEFF${(smallFeed['stops.txt'] ?? '').replaceAll('\n', '\r\n').replace('22.30,', ' 22.30 ,')}\r\n\r\n,,,,\r\n`
  expect(await parse({ 'stops.txt': text })).toEqual(await parse({}))
})

test('a feed without any optional file is read: no fares, no walks, no translations', async () => {
  const required = ['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt', 'calendar.txt']
  const without = Object.keys(smallFeed).filter((name) => !required.includes(name))
  const { feed, problems } = await parse(Object.fromEntries(without.map((name) => [name, null])))
  expect(problems).toEqual([])
  expect([feed.fareLegRules, feed.transfers, feed.translations]).toEqual([[], [], []])
})

test('times left out between two timepoints are shared evenly', async () => {
  const stopTimes =
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00:00,8:00:00,a,1\nt1,,,b,2\nt1,8:10:00,8:10:00,c,3'
  const { feed, problems } = await parse({ 'stop_times.txt': stopTimes })
  expect(problems).toEqual([])
  expect(feed.stopTimes[1]).toMatchObject({ stopId: 'b', arrival: 29_100, departure: 29_100 })
})

test.each([
  ['routes.txt', null, 'error routes.txt: the file is missing'],
  [
    'stops.txt',
    'stop_id,stop_name\na,Alpha',
    'error stops.txt:1: got columns stop_id, stop_name; wanted also stop_lat, stop_lon',
  ],
  [
    'trips.txt',
    'route_id,service_id,trip_id\nr1,weekday,t1\nr9,weekday,t2',
    'error trips.txt:3: route_id: got "r9", which routes.txt does not define',
  ],
  [
    'trips.txt',
    'route_id,service_id,trip_id\nr1,weekday,t1\nr1,weekday,t1',
    'error trips.txt:3: got t1 a second time, wanted each id once',
  ],
  [
    'stop_times.txt',
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1\nt1,08:61:00,08:61:00,b,2',
    'error stop_times.txt:3: arrival_time: got "08:61:00", wanted a time HH:MM:SS',
  ],
  [
    'stop_times.txt',
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1\nt1,07:59:00,07:59:00,b,2',
    'error stop_times.txt:3: time goes back within trip t1',
  ],
  [
    'stop_times.txt',
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1',
    'error stop_times.txt: trip t1 has fewer than two stops',
  ],
  [
    'calendar_dates.txt',
    'service_id,date,exception_type\nweekday,20260230,1',
    'error calendar_dates.txt:2: date: got "20260230", wanted a date YYYYMMDD',
  ],
  [
    'fare_products.txt',
    'fare_product_id,rider_category_id,fare_media_id,amount,currency\np,adult,electronic,10.605,HKD',
    'error fare_products.txt:2: amount: got "10.605", wanted a decimal with at most two decimals',
  ],
  [
    'fare_products.txt',
    'fare_product_id,rider_category_id,fare_media_id,amount,currency\np,adult,electronic,10.60,USD',
    'error fare_products.txt:2: currency: got "USD", wanted one of HKD, CNY, MOP',
  ],
  [
    'transfers.txt',
    'from_stop_id,to_stop_id,transfer_type,min_transfer_time,gba_control_point_id\nb,c,2,60,lo-wu',
    'error transfers.txt:2: gba_from_jurisdiction: got "", wanted one of HONG_KONG, MACAO, MAINLAND',
  ],
  [
    'fare_media.txt',
    'fare_media_id,fare_media_name,fare_media_type\nelectronic,Card,7',
    'error fare_media.txt:2: fare_media_type: got "7", wanted one of 0, 1, 2, 3, 4',
  ],
  [
    'gba_sources.csv',
    'source_id,title,url,as_of,verification\nsrc,Tariff,,2026-01-01,SURE',
    'error gba_sources.csv:2: verification: got "SURE", wanted one of PRIMARY, SECONDARY, UNVERIFIED',
  ],
  [
    'translations.txt',
    'table_name,field_name,language,translation,record_id\nstops,stop_name,pt,Alfa,z',
    'error translations.txt:2: record_id: got "z", which stops.txt does not define',
  ],
])('what is wrong in %s is told with its line', async (file, text, problem) => {
  expect(await problemsOf({ [file]: text })).toContain(problem)
})

test('a file that is no CSV is told with its line', async () => {
  await expect(parse({ 'stops.txt': 'stop_id,stop_name\na,"never closed' })).rejects.toThrow(/^stops\.txt:1: /)
})

test('fares of the older kind are told of, and the feed is still good', async () => {
  expect(await problemsOf({ 'fare_attributes.txt': 'fare_id\nf' })).toEqual([
    'notice fare_attributes.txt: Fares v1 is not read; rides of this feed have no fares here',
  ])
})
