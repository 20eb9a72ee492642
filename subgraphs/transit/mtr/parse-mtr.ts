import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { FeedProblem, ParsedFeed, RouteRow, StopRow, TranslationRow } from '../feed-data.ts'
import { emptyTables } from '../feed-data.ts'
import type { Cells } from '../gtfs/cells.ts'
import { readMtrFares } from './parse-mtr-fares.ts'
import { readMtrRows } from './read-mtr-rows.ts'

export interface MtrOptions {
  readonly stationsPath: string
  readonly faresPath: string
  readonly feedId: string
  /** The day from which the fares are in force; the files do not say it. */
  readonly effectiveFrom: string
  /** When the files were fetched. */
  readonly asOf: string
}

export interface MtrStation {
  readonly id: number
  readonly code: string
  readonly line: string
  readonly stop: StopRow
  readonly nameZhHant: string
}

const STATION_COLUMNS = [
  'line_code',
  'direction',
  'station_code',
  'station_id',
  'chinese_name',
  'english_name',
  'sequence',
]

/** Known mistakes of the source, reported and kept: we show what MTR publishes until MTR mends it. */
const knownMistakes = z
  .object({ mistakes: z.array(z.object({ published: z.string(), likely: z.string(), seenOn: z.iso.date() })) })
  .parse(JSON.parse(readFileSync(new URL('./known-mistakes.json', import.meta.url), 'utf8'))).mistakes

/**
 * Reads `mtr_lines_and_stations.csv` and `mtr_lines_fares.csv` (https://opendata.mtr.com.hk) into the model that GTFS
 * is read into: operator, lines, stations without positions, and the fares of every pair of stations.
 * @throws {FeedUnreadable}
 */
export async function parseMtr(options: MtrOptions): Promise<ParsedFeed> {
  const problems: FeedProblem[] = []
  const rows = await readMtrRows(options.stationsPath, STATION_COLUMNS, problems)
  const stations = rows.map(readStation)
  checkSequence(rows)
  for (const [index, station] of stations.entries()) noticeMistake(station, rows[index], problems)
  const stops = distinct(stations.map((station) => station.stop))
  const fares = await readMtrFares(options, stations, problems)
  const feed = {
    ...emptyTables,
    id: options.feedId,
    version: options.effectiveFrom,
    coveredFrom: null,
    coveredTo: null,
    agencies: [{ id: 'hk:mtr', name: 'MTR Corporation', cityId: 'hong-kong' }],
    stops,
    routes: distinct(stations.map((station) => routeOf(station.line))),
    ...fares,
    translations: [...namesInChinese(stations), ...fares.translations],
  }
  return { feed, problems }
}

function namesInChinese(stations: readonly MtrStation[]): TranslationRow[] {
  const names = new Map(stations.toReversed().map(({ stop, nameZhHant }) => [stop.id, nameZhHant]))
  return [...names].map(([recordId, text]) => ({
    tableName: 'stops',
    recordId,
    fieldValue: '',
    language: 'zh-Hant',
    text,
  }))
}

function readStation(cells: Cells): MtrStation {
  const code = cells.required('station_code')
  const name = cells.required('english_name')
  return {
    id: cells.integer('station_id', { least: 1 }),
    code,
    line: cells.required('line_code'),
    stop: { id: `hk:mtr:${code}`, name, latitude: null, longitude: null, cityId: 'hong-kong' },
    nameZhHant: cells.required('chinese_name'),
  }
}

/** Sequences come as `1` or `1.00`; within a line and direction each must occur once. */
function checkSequence(rows: readonly Cells[]): void {
  const seen = new Set<string>()
  for (const cells of rows) {
    const sequence = /^([1-9]\d*)(?:\.0+)?$/.exec(cells.text('sequence'))?.[1]
    const place = `${cells.text('line_code')} ${cells.text('direction')} ${sequence}`
    if (sequence === undefined) cells.refuse(`sequence: got ${JSON.stringify(cells.text('sequence'))}, wanted 1, 2, 3…`)
    else if (seen.has(place)) cells.refuse(`got sequence ${place} a second time, wanted each once`)
    seen.add(place)
  }
}

function noticeMistake(station: MtrStation, cells: Cells | undefined, problems: FeedProblem[]): void {
  const known = knownMistakes.find((mistake) => mistake.published === station.stop.name)
  if (!known || !cells) return
  const message = `the source writes ${known.published}, likely ${known.likely}; kept as published`
  problems.push({ severity: 'notice', place: cells.place, message })
}

function routeOf(line: string): RouteRow {
  const isExpress = line === 'AEL'
  return {
    id: `hk:mtr:${line}`,
    agencyId: 'hk:mtr',
    shortName: line,
    longName: line,
    routeType: isExpress ? 2 : 1,
    networkId: isExpress ? 'hk:mtr:ael' : 'hk:mtr',
  }
}

function distinct<R extends { readonly id: string }>(rows: readonly R[]): R[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
