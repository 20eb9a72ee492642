import { parseArgs } from 'node:util'
import { ConfigError } from '../../../kit/config.ts'
import { isCity } from '../cities.ts'
import { parseFeed } from '../gtfs/parse-feed.ts'
import { FeedUnreadable, openTables } from '../gtfs/read-tables.ts'
import type { Print } from './import-feed.ts'
import { importFeed } from './import-feed.ts'
import { openOwnStore } from './open-own-store.ts'

const USAGE = 'wanted: import-gtfs <folder or zip> --feed <id> [--city <city of stops that name none>] [--check]'

/** Imports a GTFS feed, or only checks it. @returns the exit code */
export async function importGtfs(
  args: readonly string[],
  io: { env: Record<string, string | undefined>; print: Print },
): Promise<number> {
  const { path, feedId, cityId, isCheck } = readArguments(args)
  const parsed = await parseFeed(await openTables(path), { feedId, cityId })
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
      feed: { type: 'string' },
      city: { type: 'string', default: 'hong-kong' },
      check: { type: 'boolean', default: false },
    },
  })
  const [path] = positionals
  if (!path || !values.feed || positionals.length > 1) throw new ConfigError(USAGE)
  if (!isCity(values.city)) throw new ConfigError(`--city: got ${values.city}, wanted a city id such as hong-kong`)
  return { path, feedId: values.feed, cityId: values.city, isCheck: values.check }
}

/** What is wrong with the arguments, the configuration or the files is one line; anything else is a bug and shows. */
export async function runCommand(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run()
  } catch (error) {
    const isExpected = error instanceof ConfigError || error instanceof FeedUnreadable || error instanceof TypeError
    if (!isExpected) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}

if (import.meta.main)
  await runCommand(() => importGtfs(process.argv.slice(2), { env: process.env, print: console.log }))
