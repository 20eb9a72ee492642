import type { FeedTables, ParsedFeed, TranslationRow } from '../feed-data.ts'
import { emptyTables } from '../feed-data.ts'
import { FeedReader } from './feed-reader.ts'
import { readFares } from './parse-fares.ts'
import { readSchedule } from './parse-schedule.ts'
import type { ReadTable } from './read-tables.ts'

/**
 * Parses a whole GTFS feed, Schedule and Fares v2. Every problem is on the list with its `file:line`; a feed with an
 * error on the list must not be saved.
 * @param options.feedId under which the feed is kept; a later import with the same id replaces it
 * @param options.cityId the city of stops that do not name theirs (our column `gba_city_id`)
 */
export async function parseFeed(
  readTable: ReadTable,
  options: { feedId: string; cityId: string },
): Promise<ParsedFeed> {
  const reader = new FeedReader(readTable)
  const info = await readInfo(reader)
  const basisNote = `From the feed of ${info.publisher || options.feedId}, version ${info.version || 'not named'}.`
  const { services, ...schedule } = await readSchedule(reader, { cityId: options.cityId, basisNote })
  const fares = await readFares(reader, schedule, services.ids)
  const translations = await readTranslations(reader, schedule)
  await noticeUnread(reader, readTable)
  const covered = coveredDays(schedule)
  const feed = {
    ...emptyTables,
    ...schedule,
    ...fares,
    translations,
    id: options.feedId,
    version: info.version || 'not named',
    coveredFrom: info.from ?? covered.from,
    coveredTo: info.to ?? covered.to,
  }
  return { feed, problems: reader.problems }
}

async function readInfo(reader: FeedReader) {
  const [info] = await reader.rows('feed_info.txt', { columns: [], isOptional: true }, (cells) => ({
    publisher: cells.text('feed_publisher_name'),
    version: cells.text('feed_version'),
    from: cells.optionalDate('feed_start_date'),
    to: cells.optionalDate('feed_end_date'),
  }))
  return info ?? { publisher: '', version: '', from: null, to: null }
}

/** Which field of which table carries the name that we show. */
const translated: Readonly<Record<string, string>> = {
  agency: 'agency_name',
  stops: 'stop_name',
  routes: 'route_long_name',
  trips: 'trip_headsign',
  fare_products: 'fare_product_name',
}

async function readTranslations(
  reader: FeedReader,
  schedule: Pick<FeedTables, 'agencies' | 'stops' | 'routes'>,
): Promise<TranslationRow[]> {
  const ids: Readonly<Record<string, ReadonlySet<string>>> = {
    agency: new Set(schedule.agencies.map((row) => row.id)),
    stops: new Set(schedule.stops.map((row) => row.id)),
    routes: new Set(schedule.routes.map((row) => row.id)),
  }
  const needs = { columns: ['table_name', 'field_name', 'language', 'translation'], isOptional: true }
  return reader.rows('translations.txt', needs, (cells) => {
    const tableName = cells.text('table_name')
    const recordId = cells.text('record_id')
    const fieldValue = recordId ? '' : cells.text('field_value')
    if (translated[tableName] !== cells.text('field_name') || !(recordId || fieldValue)) return undefined
    if (recordId && ids[tableName]?.has(recordId) === false) {
      cells.refuse(`record_id: got ${JSON.stringify(recordId)}, which ${tableName}.txt does not define`)
    }
    const [language, text] = [cells.required('language'), cells.required('translation')]
    return { tableName, recordId, fieldValue, language, text }
  })
}

async function noticeUnread(reader: FeedReader, readTable: ReadTable): Promise<void> {
  if (await readTable('fare_attributes.txt')) {
    reader.notice('fare_attributes.txt', 'Fares v1 is not read; rides of this feed have no fares here')
  }
}

function coveredDays(schedule: Pick<FeedTables, 'calendars' | 'calendarDates'>) {
  const days = [
    ...schedule.calendars.flatMap((row) => [row.startDate, row.endDate]),
    ...schedule.calendarDates.filter((row) => row.runs).map((row) => row.date),
  ].toSorted()
  return { from: days.at(0) ?? null, to: days.at(-1) ?? null }
}
