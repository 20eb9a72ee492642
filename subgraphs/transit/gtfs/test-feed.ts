import { Readable } from 'node:stream'
import type { Table } from './read-tables.ts'
import { readTable } from './read-tables.ts'

/** A small feed that has something of everything; a test replaces the files it is about. */
export const smallFeed: Readonly<Record<string, string>> = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nmetro,Metro,https://example.org,Asia/Hong_Kong\n',
  'stops.txt': [
    'stop_id,stop_name,stop_lat,stop_lon,gba_city_id',
    'a,Alpha,22.30,114.10,hong-kong',
    'b,"Beta, East",22.31,114.11,hong-kong',
    'c,Gamma,22.52,114.11,shenzhen',
  ].join('\n'),
  'routes.txt':
    'route_id,agency_id,route_short_name,route_long_name,route_type,network_id\nr1,metro,1,Line One,1,net\n',
  'trips.txt': 'route_id,service_id,trip_id,trip_headsign\nr1,weekday,t1,Beta\n',
  'stop_times.txt': [
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    't1,23:50:00,23:50:00,a,1',
    't1,24:10:30,24:10:30,b,2',
  ].join('\n'),
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweekday,1,1,1,1,1,0,0,20260101,20261231\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nweekday,20261225,2\nweekday,20261226,1\n',
  'transfers.txt':
    'from_stop_id,to_stop_id,transfer_type,min_transfer_time,gba_control_point_id,gba_from_jurisdiction,gba_to_jurisdiction,gba_basis_note\nb,c,2,1500,lo-wu,HONG_KONG,MAINLAND,Estimated.\n',
  'areas.txt': 'area_id\na\nb\n',
  'stop_areas.txt': 'area_id,stop_id\na,a\nb,b\n',
  'rider_categories.txt':
    'rider_category_id,rider_category_name,is_default_fare_category\nadult,Adult,1\nchild,Child,0\n',
  'fare_media.txt': 'fare_media_id,fare_media_name,fare_media_type\nelectronic,Card,2\n',
  'fare_products.txt':
    'fare_product_id,fare_product_name,rider_category_id,fare_media_id,amount,currency\np,Single,adult,electronic,10.6,HKD\n',
  'fare_leg_rules.txt':
    'network_id,from_area_id,to_area_id,fare_product_id,rule_priority,gba_effective_from,gba_effective_to,gba_source\nnet,a,b,p,,2026-01-01,,src\n',
  'gba_sources.csv':
    'source_id,title,url,as_of,verification,note\nsrc,Tariff,https://example.org/tariff,2026-01-01,SECONDARY,"As announced, check"\n',
  'wallet_acceptance.csv':
    'operator_id,provider_id,valid_from,valid_to,fare_basis,flat_amount_minor,flat_currency,source,verification,note\nmetro,octopus,2020-01-01,,OCTOPUS_EQUIV,,,src,UNVERIFIED,unverified: start\n',
  'translations.txt':
    'table_name,field_name,language,translation,record_id,field_value\nstops,stop_name,zh-Hant,甲,a,\nstops,stop_name,zh-Hans,甲,a,\ntrips,trip_headsign,zh-Hant,乙,,Beta\n',
}

/** Reads the small feed with some files replaced (or, by `null`, taken away). */
export function tablesOf(changes: Readonly<Record<string, string | null>>) {
  const files: Readonly<Record<string, string | null>> = { ...smallFeed, ...changes }
  return async (fileName: string): Promise<Table | undefined> => {
    const text = files[fileName]
    return text == null ? undefined : readTable(Readable.from([Buffer.from(text)]), fileName)
  }
}
