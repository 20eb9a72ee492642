import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isCalendarDate } from '../../../kit/clock.ts'
import { ConfigError } from '../../../kit/config.ts'
import { parseMtr } from '../mtr/parse-mtr.ts'
import type { Print } from './import-feed.ts'
import { importFeed } from './import-feed.ts'
import { runCommand } from './import-gtfs.ts'
import { openOwnStore } from './open-own-store.ts'

const USAGE =
  'wanted: import-mtr <folder> --effective-from <YYYY-MM-DD> --as-of <YYYY-MM-DD> [--feed <id>] [--check]; ' +
  'the folder holds mtr_lines_and_stations.csv and mtr_lines_fares.csv'

/** Imports MTR's open data, or only checks it. @returns the exit code */
export async function importMtr(
  args: readonly string[],
  io: { env: Record<string, string | undefined>; print: Print },
): Promise<number> {
  const { isCheck, ...options } = readArguments(args)
  const parsed = await parseMtr(options)
  if (isCheck) return importFeed(parsed, { openStore: undefined, print: io.print })
  const opened = await openOwnStore(io.env)
  try {
    return await importFeed(parsed, { openStore: async () => opened.store, print: io.print })
  } finally {
    await opened.close()
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'effective-from': { type: 'string', default: '' },
      'as-of': { type: 'string', default: '' },
      feed: { type: 'string', default: 'mtr-open-data' },
      check: { type: 'boolean', default: false },
    },
  })
  const { 'effective-from': effectiveFrom, 'as-of': asOf } = values
  const [folder] = positionals
  if (!folder || !isCalendarDate(effectiveFrom) || !isCalendarDate(asOf)) throw new ConfigError(USAGE)
  return {
    stationsPath: join(folder, 'mtr_lines_and_stations.csv'),
    faresPath: join(folder, 'mtr_lines_fares.csv'),
    feedId: values.feed,
    effectiveFrom,
    asOf,
    isCheck: values.check,
  }
}

if (import.meta.main) await runCommand(() => importMtr(process.argv.slice(2), { env: process.env, print: console.log }))
