import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'

type Row = Record<string, string>
type Table = { columns: string[]; rows: Row[] }

const feedFolder = join(import.meta.dirname, 'feed')
const projectRoot = join(import.meta.dirname, '..', '..')
const officialData = join(projectRoot, '..', 'shared', 'data', 'hk')

const readCsv = (path: string): Row[] =>
  parse(readFileSync(path, 'utf8'), { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true })

function readTable(file: string): Table {
  const rows = readCsv(join(feedFolder, file))
  return { rows, columns: Object.keys(rows[0] ?? {}) }
}

const agencies = readTable('agency.txt')
const stops = readTable('stops.txt')
const routes = readTable('routes.txt')
const trips = readTable('trips.txt')
const stopTimes = readTable('stop_times.txt')
const frequencies = readTable('frequencies.txt')
const calendar = readTable('calendar.txt')
const calendarDates = readTable('calendar_dates.txt')
const transfers = readTable('transfers.txt')
const areas = readTable('areas.txt')
const stopAreas = readTable('stop_areas.txt')
const riders = readTable('rider_categories.txt')
const media = readTable('fare_media.txt')
const products = readTable('fare_products.txt')
const rules = readTable('fare_leg_rules.txt')
const timeframes = readTable('timeframes.txt')
const translations = readTable('translations.txt')
const acceptance = readTable('wallet_acceptance.csv')
const sources = readTable('gba_sources.csv')

/** A cell that must exist as a column; a misspelt name fails loudly instead of reading as empty. */
function cell(row: Row, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`no column ${column} in ${JSON.stringify(row)}`)
  return value
}

const values = (table: Table, column: string): Set<string> => new Set(table.rows.map((row) => cell(row, column)))

/** What the column points at and does not exist; blank cells point at nothing. */
function dangling(table: Table, column: string, known: Set<string>): string[] {
  return [...values(table, column)].filter((value) => value !== '' && !known.has(value))
}

function groupBy(rows: Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = cell(row, column)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function seconds(clock: string): number {
  const [hours = 0, minutes = 0, rest = 0] = clock.split(':').map(Number)
  return hours * 3600 + minutes * 60 + rest
}

/** Every stop a network's vehicles call at. */
function stationsOf(networkId: string): string[] {
  const routeIds = new Set(routes.rows.filter((route) => route.network_id === networkId).map((route) => route.route_id))
  const tripIds = new Set(trips.rows.filter((trip) => routeIds.has(trip.route_id)).map((trip) => trip.trip_id))
  const called = stopTimes.rows.filter((time) => tripIds.has(time.trip_id)).map((time) => cell(time, 'stop_id'))
  return [...new Set(called)].sort()
}

const adultElectronic = new Map(
  products.rows
    .filter(
      (product) => product.rider_category_id === 'adult' && ['electronic', ''].includes(product.fare_media_id ?? ''),
    )
    .map((product) => [cell(product, 'fare_product_id'), cell(product, 'amount')]),
)

/** "from>to" -> the adult electronic amounts the feed gives for that pair. */
function adultFares(networkId: string): Map<string, string[]> {
  const fares = new Map<string, string[]>()
  for (const rule of rules.rows) {
    if (rule.network_id !== networkId) continue
    const pair = `${cell(rule, 'from_area_id')}>${cell(rule, 'to_area_id')}`
    const amount = adultElectronic.get(cell(rule, 'fare_product_id'))
    if (amount !== undefined) fares.set(pair, [...(fares.get(pair) ?? []), amount])
  }
  return fares
}

const orderedPairs = (ids: string[]): [string, string][] =>
  ids.flatMap((from) => ids.filter((to) => to !== from).map((to): [string, string] => [from, to]))

describe('every reference in the feed leads somewhere', () => {
  const stopIds = values(stops, 'stop_id')
  const areaIds = values(areas, 'area_id')
  const tripIds = values(trips, 'trip_id')
  const serviceIds = values(calendar, 'service_id')
  const sourceIds = values(sources, 'source_id')

  it.each<[string, Table, string, Set<string>]>([
    ['a route names an operator', routes, 'agency_id', values(agencies, 'agency_id')],
    ['a trip names a route', trips, 'route_id', values(routes, 'route_id')],
    ['a trip names a service day', trips, 'service_id', serviceIds],
    ['a call names a trip', stopTimes, 'trip_id', tripIds],
    ['a call names a stop', stopTimes, 'stop_id', stopIds],
    ['a headway names a trip', frequencies, 'trip_id', tripIds],
    ['a holiday names a service day', calendarDates, 'service_id', serviceIds],
    ['a walk starts at a stop', transfers, 'from_stop_id', stopIds],
    ['a walk ends at a stop', transfers, 'to_stop_id', stopIds],
    ['an area holds known stops', stopAreas, 'stop_id', stopIds],
    ['a stop sits in a known area', stopAreas, 'area_id', areaIds],
    ['a fare names a network', rules, 'network_id', values(routes, 'network_id')],
    ['a fare starts in an area', rules, 'from_area_id', areaIds],
    ['a fare ends in an area', rules, 'to_area_id', areaIds],
    ['a fare names a product', rules, 'fare_product_id', values(products, 'fare_product_id')],
    ['a fare names a time of day', rules, 'from_timeframe_group_id', values(timeframes, 'timeframe_group_id')],
    ['a fare names a source we list', rules, 'gba_source', sourceIds],
    ['a product names a rider', products, 'rider_category_id', values(riders, 'rider_category_id')],
    ['a product names a medium', products, 'fare_media_id', values(media, 'fare_media_id')],
    ['a time of day names a service day', timeframes, 'service_id', serviceIds],
    ['an acceptance names an operator', acceptance, 'operator_id', values(agencies, 'agency_id')],
    ['an acceptance names a source we list', acceptance, 'source', sourceIds],
  ])('%s', (_promise, table, column, known) => {
    expect(dangling(table, column, known)).toEqual([])
  })

  it('no identifier is used twice', () => {
    for (const [table, column] of [
      [stops, 'stop_id'],
      [routes, 'route_id'],
      [trips, 'trip_id'],
      [areas, 'area_id'],
      [agencies, 'agency_id'],
      [calendar, 'service_id'],
    ] as const) {
      expect(values(table, column).size).toBe(table.rows.length)
    }
  })
})

describe('trips', () => {
  const callsByTrip = groupBy(stopTimes.rows, 'trip_id')

  it('a vehicle never leaves before it arrives, and always moves forward in time', () => {
    const broken = [...callsByTrip].filter(([, calls]) => {
      let clock = -1
      return calls.some((call, index) => {
        const arrives = seconds(cell(call, 'arrival_time'))
        const leaves = seconds(cell(call, 'departure_time'))
        const wrong = arrives <= clock || leaves < arrives || Number(call.stop_sequence) !== index + 1
        clock = leaves
        return wrong
      })
    })
    expect(broken.map(([tripId]) => tripId)).toEqual([])
  })

  it('every trip calls at two stops or more', () => {
    const lonely = trips.rows.filter((trip) => (callsByTrip.get(cell(trip, 'trip_id'))?.length ?? 0) < 2)
    expect(lonely).toEqual([])
  })

  it('every route can be ridden in both directions', () => {
    for (const [routeId, group] of groupBy(trips.rows, 'route_id')) {
      expect([routeId, [...new Set(group.map((trip) => trip.direction_id))].sort()]).toEqual([routeId, ['0', '1']])
    }
    expect(values(trips, 'route_id')).toEqual(values(routes, 'route_id'))
  })

  it('every trip says whether its times are published or estimated, and how they were made', () => {
    const silent = trips.rows.filter(
      (trip) => !/^(PUBLISHED|ESTIMATED)$/.test(cell(trip, 'gba_timetable_basis')) || !cell(trip, 'gba_basis_note'),
    )
    expect(silent).toEqual([])
  })

  it('headway bands of a trip follow each other without overlap', () => {
    for (const [tripId, bands] of groupBy(frequencies.rows, 'trip_id')) {
      let clock = 0
      for (const band of bands) {
        expect(seconds(cell(band, 'start_time')), tripId).toBeGreaterThanOrEqual(clock)
        expect(seconds(cell(band, 'end_time')), tripId).toBeGreaterThan(seconds(cell(band, 'start_time')))
        expect(Number(band.headway_secs), tripId).toBeGreaterThan(0)
        clock = seconds(cell(band, 'end_time'))
      }
    }
  })

  it('the last train to Lok Ma Chau arrives before the control point closes at 22:30', () => {
    const northbound = trips.rows.filter((trip) => trip.trip_headsign === 'Lok Ma Chau')
    expect(northbound.length).toBeGreaterThan(0)
    for (const trip of northbound) expect(lastArrival(cell(trip, 'trip_id'))).toBeLessThan(seconds('22:30:00'))
  })

  it('the last train to Lo Wu arrives before the control point closes at midnight', () => {
    const northbound = trips.rows.filter((trip) => trip.trip_headsign === 'Lo Wu')
    expect(northbound.length).toBeGreaterThan(0)
    for (const trip of northbound) expect(lastArrival(cell(trip, 'trip_id'))).toBeLessThan(seconds('24:00:00'))
  })

  function lastArrival(tripId: string): number {
    const runTime = seconds(callsByTrip.get(tripId)?.at(-1)?.arrival_time ?? '')
    const departures = frequencies.rows
      .filter((band) => band.trip_id === tripId)
      .map((band) => {
        const [start, end] = [seconds(cell(band, 'start_time')), seconds(cell(band, 'end_time'))]
        const headway = Number(band.headway_secs)
        return start + Math.floor((end - 1 - start) / headway) * headway
      })
    return Math.max(...departures) + runTime
  }
})

describe('calendars', () => {
  const kinds = ['weekday', 'saturday', 'sunday-holiday']

  it.each(['hk', 'cn', 'mo'])(
    'each day of 2026 and 2027 in %s is a weekday, a Saturday or a holiday, never two',
    (region) => {
      const wrong: string[] = []
      for (let day = Date.UTC(2026, 0, 1); day <= Date.UTC(2027, 11, 31); day += 86_400_000) {
        const running = kinds.filter((kind) => runs(`${region}:${kind}`, new Date(day)))
        if (running.length !== 1) wrong.push(`${new Date(day).toISOString()} ${running}`)
      }
      expect(wrong).toEqual([])
    },
  )

  it.each([
    ['hk', '2026-02-17', 'sunday-holiday'],
    ['hk', '2026-04-07', 'sunday-holiday'],
    ['hk', '2027-12-27', 'sunday-holiday'],
    ['cn', '2026-10-07', 'sunday-holiday'],
    ['cn', '2026-10-10', 'weekday'],
    ['mo', '2026-12-08', 'sunday-holiday'],
    ['hk', '2026-11-21', 'saturday'],
  ])('in %s %s runs as %s', (region, day, kind) => {
    expect(runs(`${region}:${kind}`, new Date(day))).toBe(true)
  })

  function runs(serviceId: string, day: Date): boolean {
    const date = day.toISOString().slice(0, 10).replaceAll('-', '')
    const exception = calendarDates.rows.find((row) => row.service_id === serviceId && row.date === date)
    if (exception) return exception.exception_type === '1'
    const weekday =
      ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][day.getUTCDay()] ?? ''
    const service = calendar.rows.find((row) => row.service_id === serviceId)
    return service !== undefined && cell(service, weekday) === '1'
  }
})

describe('run times a traveller would recognise', () => {
  it.each([
    ['hk:mtr:LMC', 'hk:mtr:ADM', 45, 50],
    ['hk:mtr:LOW', 'hk:mtr:ADM', 43, 50],
    ['hk:mtr:ADM', 'hk:mtr:CEN', 1, 3],
    ['sz:metro:futian-checkpoint', 'sz:metro:civic-center', 5, 8],
    ['xrl:west-kowloon', 'xrl:futian', 14, 14],
    ['xrl:west-kowloon', 'xrl:shenzhen-north', 23, 23],
    ['xrl:west-kowloon', 'xrl:guangzhou-south', 48, 60],
    ['hzmb:hong-kong-port-macao-hall', 'hzmb:macao-port', 35, 45],
    ['hk:starferry:central', 'hk:starferry:tsim-sha-tsui', 8, 10],
  ])('%s to %s takes between %i and %i minutes', (from, to, least, most) => {
    const minutes = rideMinutes(from, to)
    expect(minutes.length).toBeGreaterThan(0)
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(least)
    expect(Math.max(...minutes)).toBeLessThanOrEqual(most)
  })

  function rideMinutes(from: string, to: string): number[] {
    return [...groupBy(stopTimes.rows, 'trip_id').values()].flatMap((calls) => {
      const start = calls.findIndex((call) => call.stop_id === from)
      const end = calls.findIndex((call) => call.stop_id === to)
      if (start < 0 || end <= start) return []
      return [(seconds(calls[end]?.arrival_time ?? '') - seconds(calls[start]?.departure_time ?? '')) / 60]
    })
  }
})

describe('names', () => {
  const spoken = new Set(translations.rows.map((row) => `${row.table_name} ${row.record_id} ${row.language}`))

  it('every stop has English, traditional and simplified Chinese names', () => {
    const missing = stops.rows.flatMap((stop) =>
      ['zh-Hant', 'zh-Hans']
        .filter((language) => !spoken.has(`stops ${stop.stop_id} ${language}`))
        .map(() => stop.stop_id),
    )
    expect(missing).toEqual([])
    expect(stops.rows.filter((stop) => !stop.stop_name)).toEqual([])
  })

  it('every stop in Macao has a Portuguese name', () => {
    const inMacao = stops.rows.filter((stop) => stop.gba_city_id === 'macao')
    expect(inMacao.length).toBeGreaterThan(0)
    expect(inMacao.filter((stop) => !spoken.has(`stops ${stop.stop_id} pt`))).toEqual([])
  })

  it('every operator and route has traditional and simplified Chinese names', () => {
    for (const language of ['zh-Hant', 'zh-Hans']) {
      expect(agencies.rows.filter((row) => !spoken.has(`agency ${row.agency_id} ${language}`))).toEqual([])
      expect(routes.rows.filter((row) => !spoken.has(`routes ${row.route_id} ${language}`))).toEqual([])
    }
  })

  it('every sign on a vehicle and every fare product has traditional and simplified Chinese names', () => {
    const ofValue = new Set(translations.rows.map((row) => `${row.table_name} ${row.field_value} ${row.language}`))
    for (const language of ['zh-Hant', 'zh-Hans']) {
      const signs = [...values(trips, 'trip_headsign')]
      const names = [...values(products, 'fare_product_name')]
      expect(signs.filter((sign) => !ofValue.has(`trips ${sign} ${language}`))).toEqual([])
      expect(names.filter((name) => !ofValue.has(`fare_products ${name} ${language}`))).toEqual([])
    }
  })

  it('no translation is blank or names an unknown record', () => {
    const known = new Set([
      ...values(stops, 'stop_id'),
      ...values(agencies, 'agency_id'),
      ...values(routes, 'route_id'),
    ])
    expect(dangling(translations, 'record_id', known)).toEqual([])
    const texts = new Set([...values(trips, 'trip_headsign'), ...values(products, 'fare_product_name')])
    expect(dangling(translations, 'field_value', texts)).toEqual([])
    expect(translations.rows.filter((row) => Boolean(row.record_id) === Boolean(row.field_value))).toEqual([])
    expect(translations.rows.filter((row) => !row.translation)).toEqual([])
  })
})

describe('fares', () => {
  it.each([
    ['MTR', 'hk:mtr'],
    ['Shenzhen Metro', 'sz:metro'],
    ['Macao LRT', 'mo:lrt'],
    ['high-speed rail', 'cr:xrl'],
  ])(
    'every pair of %s stations has exactly one adult fare by card or by any medium, the same both ways',
    (_name, networkId) => {
      const fares = adultFares(networkId)
      const stations = stationsOf(networkId)
      expect(stations.length).toBeGreaterThan(1)
      const wrong = orderedPairs(stations).filter(([from, to]) => {
        const there = fares.get(`${from}>${to}`) ?? []
        return there.length !== 1 || there[0] !== fares.get(`${to}>${from}`)?.[0]
      })
      expect(wrong).toEqual([])
      expect(fares.size).toBe(stations.length * (stations.length - 1))
    },
  )

  it('every ride the vehicles offer has an adult fare by card or by any medium', () => {
    const priced = new Map([...values(routes, 'network_id')].map((id) => [id, adultFares(id)]))
    const networkOfRoute = new Map(routes.rows.map((route) => [route.route_id, cell(route, 'network_id')]))
    const networkOfTrip = new Map(trips.rows.map((trip) => [trip.trip_id, networkOfRoute.get(trip.route_id) ?? '']))
    const unpriced = new Set<string>()
    for (const [tripId, calls] of groupBy(stopTimes.rows, 'trip_id')) {
      const fares = priced.get(networkOfTrip.get(tripId) ?? '')
      for (const ride of ridesOf(calls)) if (!fares?.has(ride) && !fares?.has('>')) unpriced.add(ride)
    }
    expect([...unpriced]).toEqual([])
  })

  /** GTFS: 1 in pickup_type or drop_off_type means passengers may not get on, or off, there. */
  function ridesOf(calls: Row[]): string[] {
    return calls.flatMap((from, index) => {
      if (from.pickup_type === '1') return []
      const exits = calls.slice(index + 1).filter((to) => to.drop_off_type !== '1')
      return exits.map((to) => `${from.stop_id}>${to.stop_id}`)
    })
  }

  it('no amount is finer than a cent, and none is negative', () => {
    expect(products.rows.filter((product) => !/^\d+(\.\d{1,2})?$/.test(cell(product, 'amount')))).toEqual([])
  })

  it('a price is asked in the currency of the place', () => {
    expect([...values(products, 'currency')].sort()).toEqual(['CNY', 'HKD', 'MOP'])
  })

  it('a product has one price for each rider and medium', () => {
    const keys = products.rows.map((row) => `${row.fare_product_id} ${row.rider_category_id} ${row.fare_media_id}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('every fare rule says since when it holds and where it comes from', () => {
    const silent = rules.rows.filter(
      (rule) => !/^\d{4}-\d\d-\d\d$/.test(cell(rule, 'gba_effective_from')) || !cell(rule, 'gba_source'),
    )
    expect(silent).toEqual([])
  })

  it('the Star Ferry costs more on Saturdays, Sundays and holidays', () => {
    expect(adultElectronic.get('hk:starferry:upper-weekday')).toBe('5.00')
    expect(adultElectronic.get('hk:starferry:upper-weekend')).toBe('6.50')
  })
})

describe('sources', () => {
  it('each says how far it was verified', () => {
    const wanted = ['PRIMARY', 'SECONDARY', 'UNVERIFIED']
    expect(sources.rows.filter((row) => !wanted.includes(cell(row, 'verification')))).toEqual([])
    const own = sources.rows.filter((row) => /own (knowledge|estimate)|public knowledge/i.test(cell(row, 'title')))
    expect(own.length).toBeGreaterThan(3)
    expect(own.filter((row) => row.verification !== 'UNVERIFIED')).toEqual([])
  })

  it('SOURCES.md has the same table', () => {
    const text = readFileSync(join(feedFolder, 'SOURCES.md'), 'utf8')
    const columns = ['title', 'url', 'as_of', 'licence', 'verification', 'note']
    const wanted = sources.rows.map((row) => {
      const values = columns.map((column) => cell(row, column) || '-')
      return `| \`${row.source_id}\` | ${values.join(' | ')} |`
    })
    const head = '| id | what | where | date | licence | verification | note |\n|---|---|---|---|---|---|---|\n'
    const table = text.split(head)[1]?.split('\n\n')[0]
    expect(table?.split('\n')).toEqual(wanted)
  })

  it('each has a title, a day and, where it can be read, a web address', () => {
    for (const source of sources.rows) {
      expect(cell(source, 'title'), source.source_id).not.toBe('')
      expect(cell(source, 'as_of'), source.source_id).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(source.url === '' || URL.canParse(cell(source, 'url')), source.source_id).toBe(true)
    }
  })
})

describe('wallet acceptance', () => {
  it('every row says since when, on what tariff and by which source', () => {
    const silent = acceptance.rows.filter(
      (row) =>
        !/^\d{4}-\d\d-\d\d$/.test(cell(row, 'valid_from')) ||
        !/^(OCTOPUS_EQUIV|ADULT_ONLY|FLAT_NO_DISCOUNT)$/.test(cell(row, 'fare_basis')) ||
        !cell(row, 'source'),
    )
    expect(silent).toEqual([])
  })

  it('a flat tariff names its amount and currency, and only a flat one does', () => {
    for (const row of acceptance.rows) {
      const flat = row.fare_basis === 'FLAT_NO_DISCOUNT'
      expect([Boolean(row.flat_amount_minor), Boolean(row.flat_currency)]).toEqual([flat, flat])
    }
  })

  it('what we only know ourselves is marked unverified', () => {
    const own = acceptance.rows.filter((row) => row.source === 'own-knowledge')
    expect(own.filter((row) => !cell(row, 'note').includes('unverified'))).toEqual([])
  })

  it('a row whose note says unverified says so in its verification as well, and no other does', () => {
    for (const row of acceptance.rows) {
      const isNoted = cell(row, 'note').includes('unverified')
      expect([row.operator_id, row.provider_id, cell(row, 'verification')]).toEqual([
        row.operator_id,
        row.provider_id,
        isNoted ? 'UNVERIFIED' : '',
      ])
    }
  })
})

describe('walks', () => {
  const key = (from: string, to: string, point: string) => `${from}>${to} ${point}`
  const known = new Set(
    transfers.rows.map((walk) =>
      key(cell(walk, 'from_stop_id'), cell(walk, 'to_stop_id'), cell(walk, 'gba_control_point_id')),
    ),
  )
  const crossings = transfers.rows.filter((walk) => walk.gba_control_point_id)

  it('every walk can be walked back, through the same control point', () => {
    const oneWay = transfers.rows.filter(
      (walk) =>
        !known.has(key(cell(walk, 'to_stop_id'), cell(walk, 'from_stop_id'), cell(walk, 'gba_control_point_id'))),
    )
    expect(oneWay).toEqual([])
  })

  it('a walk changes jurisdiction exactly when it names a control point', () => {
    const wrong = transfers.rows.filter(
      (walk) => (walk.gba_from_jurisdiction !== walk.gba_to_jurisdiction) !== Boolean(walk.gba_control_point_id),
    )
    expect(wrong).toEqual([])
  })

  it.each([
    ['hk:mtr:LMC', 'sz:metro:futian-checkpoint', 'lok-ma-chau-spur-line'],
    ['hk:mtr:LOW', 'sz:metro:luohu', 'lo-wu'],
    ['hk:mtr:AUS', 'xrl:west-kowloon', 'west-kowloon'],
    ['hk:bus:hzmb-port', 'hzmb:hong-kong-port-macao-hall', 'hzmb-hong-kong-macao'],
    ['hk:bus:hzmb-port', 'hzmb:hong-kong-port-zhuhai-hall', 'hzmb-hong-kong-zhuhai'],
  ])('the boundary between %s and %s is crossed at %s', (from, to, point) => {
    expect(known.has(key(from, to, point))).toBe(true)
    expect(known.has(key(to, from, point))).toBe(true)
  })

  it('the time of a boundary walk is marked as an estimate and explained', () => {
    expect(crossings.filter((walk) => !cell(walk, 'gba_basis_note').startsWith('ESTIMATED'))).toEqual([])
  })

  it('every walk says how its time was made', () => {
    expect(transfers.rows.filter((walk) => !walk.gba_basis_note || !(Number(walk.min_transfer_time) > 0))).toEqual([])
  })
})

const officialFares = join(officialData, 'mtr_lines_fares.csv')
const officialStations = join(officialData, 'mtr_lines_and_stations.csv')
const official = existsSync(officialFares) && existsSync(officialStations)

describe.skipIf(!official)('beside the official MTR fare table (skipped where that file is absent)', () => {
  it('every MTR fare of every rider is the official one', () => {
    const code = stationCodes()
    const theirs = new Map(
      readCsv(officialFares).map((row) => [
        `hk:mtr:${code.get(cell(row, 'SRC_STATION_ID'))}>hk:mtr:${code.get(cell(row, 'DEST_STATION_ID'))}`,
        row,
      ]),
    )
    const priceLists = groupBy(products.rows, 'fare_product_id')
    const wrong = rules.rows
      .filter((rule) => rule.network_id === 'hk:mtr')
      .filter((rule) => {
        const row = theirs.get(`${rule.from_area_id}>${rule.to_area_id}`)
        const prices = priceLists.get(cell(rule, 'fare_product_id')) ?? []
        return !row || prices.length !== 7 || prices.some((price) => Number(price.amount) !== officialPrice(row, price))
      })
    expect(wrong).toEqual([])
  })

  /** Airport Express platforms have ids of their own for the same station codes; the fare table has none of them. */
  function stationCodes(): Map<string, string> {
    const rows = readCsv(officialStations).filter((row) => row['Line Code'] !== 'AEL')
    return new Map(rows.map((row) => [cell(row, 'Station ID'), cell(row, 'Station Code')]))
  }

  function officialPrice(row: Row, price: Row): number {
    const rider = { adult: 'ADT', student: 'STD', child: 'CON_CHILD', senior: 'CON_ELDERLY' }[
      cell(price, 'rider_category_id')
    ]
    return Number(cell(row, `${price.fare_media_id === 'electronic' ? 'OCT' : 'SINGLE'}_${rider}_FARE`))
  }
})
