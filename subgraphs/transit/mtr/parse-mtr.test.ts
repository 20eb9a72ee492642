import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { describeProblem } from '../feed-data.ts'
import { parseMtr } from './parse-mtr.ts'

const folder = mkdtempSync(join(tmpdir(), 'mtr-'))
afterAll(() => rmSync(folder, { recursive: true }))
const options = { feedId: 'mtr', effectiveFrom: '2026-06-28', asOf: '2026-07-01' }

const PLAIN = [
  '\uFEFFLine Code,Direction,Station Code,Station ID,Chinese Name,English Name,Sequence',
  'TWL,UT,CEN,1,中環,Central,1',
  'TWL,UT,ADM,2,金鐘,Admiralty,2',
  ',,,,,,',
  'ISL,DT,ADM,2,金鐘,Admiralty,1',
  'KTL,UT,WHA,84,黃埔,Whampo,1',
].join('\r\n')
const QUOTED = [
  '"Line_Code","Direction","Station_Code","Station_ID","Chinese_Name","English_Name","Sequence"',
  '"TWL","UT","CEN","1","中環","Central","1.00"',
  '"TWL","UT","ADM","2","金鐘","Admiralty","2.00"',
  '"ISL","DT","ADM","2","金鐘","Admiralty","1.00"',
  '"KTL","UT","WHA","84","黃埔","Whampo","1.00"',
].join('\n')
const FARES_HEADER =
  '"SRC_STATION_NAME","SRC_STATION_ID","DEST_STATION_NAME","DEST_STATION_ID","OCT_ADT_FARE","OCT_STD_FARE","OCT_JOYYOU_SIXTY_FARE","SINGLE_ADT_FARE","OCT_CON_CHILD_FARE","OCT_CON_ELDERLY_FARE","OCT_CON_PWD_FARE","SINGLE_CON_CHILD_FARE","SINGLE_CON_ELDERLY_FARE"'
const FARE = '"Central",1,"Admiralty",2,4.90,3.20,2.00,5.00,3.20,2.00,2.00,3.50,3.50'

function parse(files: { stations: string; fares: string }) {
  const stationsPath = join(folder, 'mtr_lines_and_stations.csv')
  const faresPath = join(folder, 'mtr_lines_fares.csv')
  writeFileSync(stationsPath, files.stations)
  writeFileSync(faresPath, `${FARES_HEADER}\n${files.fares}`)
  return parseMtr({ ...options, stationsPath, faresPath })
}

test('both styles of the stations file give the same lines and stations', async () => {
  const plain = await parse({ stations: PLAIN, fares: FARE })
  const quoted = await parse({ stations: QUOTED, fares: FARE })
  expect(quoted.feed).toEqual(plain.feed)
  expect(plain.feed.stops.map((stop) => [stop.id, stop.name])).toEqual([
    ['hk:mtr:CEN', 'Central'],
    ['hk:mtr:ADM', 'Admiralty'],
    ['hk:mtr:WHA', 'Whampo'],
  ])
  expect(plain.feed.routes.map((route) => route.id)).toEqual(['hk:mtr:TWL', 'hk:mtr:ISL', 'hk:mtr:KTL'])
})

test('a misspelling of the source is kept as published and told', async () => {
  const { problems } = await parse({ stations: PLAIN, fares: FARE })
  expect(problems.map(describeProblem)).toEqual([
    'notice mtr_lines_and_stations.csv:6: the source writes Whampo, likely Whampoa; kept as published',
  ])
})

test('each pair of stations has a dated rule, and each passenger and medium a price in cents', async () => {
  const { feed } = await parse({ stations: QUOTED, fares: FARE })
  expect(feed.fareLegRules).toEqual([
    {
      networkId: 'hk:mtr',
      fromAreaId: 'hk:mtr:CEN',
      toAreaId: 'hk:mtr:ADM',
      timeframeGroupId: '',
      productId: feed.fareProducts[0]?.id,
      priority: 0,
      effectiveFrom: '2026-06-28',
      effectiveTo: null,
      sourceId: 'mtr-fares',
    },
  ])
  expect(feed.fareProducts.map((price) => [price.riderCategoryId, price.mediaId, price.amountMinor])).toEqual([
    ['adult', 'electronic', 490],
    ['student', 'electronic', 320],
    ['child', 'electronic', 320],
    ['senior', 'electronic', 200],
    ['adult', 'single-ticket', 500],
    ['child', 'single-ticket', 350],
    ['senior', 'single-ticket', 350],
  ])
  expect(feed.fareProducts.map((price) => price.medium)).toEqual([
    ...Array(4).fill('STORED_VALUE'),
    ...Array(3).fill('SINGLE_TICKET'),
  ])
  const named = feed.translations.filter((row) => row.fieldValue === feed.fareProducts[0]?.name)
  expect(named.map((row) => row.text)).toEqual(['港鐵，站到站', '港铁，站到站'])
  expect(feed.sources[0]).toMatchObject({ verification: 'PRIMARY' })
})

test.each([
  [
    QUOTED.replace('"2.00"', '"1.00"'),
    FARE,
    'error mtr_lines_and_stations.csv:3: got sequence TWL UT 1 a second time, wanted each once',
  ],
  [QUOTED.replace('"1.00"', '"one"'), FARE, 'error mtr_lines_and_stations.csv:2: sequence: got "one", wanted 1, 2, 3…'],
  [QUOTED, FARE.replace('4.90', 'free'), 'error mtr_lines_fares.csv:2: oct_adt_fare: got "free", wanted dollars'],
  [QUOTED, `${FARE}\n${FARE}`, 'error fares: got hk:mtr:CEN to hk:mtr:ADM more than once'],
  [
    QUOTED,
    FARE.replace(',2,4.90', ',70,4.90'),
    'notice mtr_lines_fares.csv:2: station id 70 is in no row of the stations file; its fares are left out',
  ],
])('what is wrong in a file is told with its line', async (stations, fares, problem) => {
  expect((await parse({ stations, fares })).problems.map(describeProblem)).toContain(problem)
})

test('a file without a needed column is refused by name', async () => {
  await expect(parse({ stations: 'Line Code,Direction\nTWL,UT', fares: FARE })).rejects.toThrow(
    'mtr_lines_and_stations.csv:1: got no column station_code, station_id, chinese_name, english_name, sequence',
  )
})

const official = fileURLToPath(new URL('../../../../shared/data/hk/', import.meta.url))
const officialFares = join(official, 'mtr_lines_fares.csv')

test.skipIf(!existsSync(officialFares))(
  "MTR's own files of July 2024 are read (skipped where they are not at hand)",
  async () => {
    const stationsPath = join(official, 'mtr_lines_and_stations.csv')
    const { feed, problems } = await parseMtr({ ...options, stationsPath, faresPath: officialFares })
    expect(problems.map(describeProblem)).toEqual([
      'notice mtr_lines_and_stations.csv:122: the source writes Whampo, likely Whampoa; kept as published',
      'notice mtr_lines_and_stations.csv:123: the source writes Whampo, likely Whampoa; kept as published',
      'notice mtr_lines_fares.csv:59: station id 70 is in no row of the stations file; its fares are left out',
    ])
    expect(feed.stops).toHaveLength(97)
    expect(feed.fareLegRules).toHaveLength(95 * 95)
  },
)
