import { z } from 'zod'
import { portVariable, readConfig } from '../kit/config.ts'
import type { RosterEntry } from './roster.ts'

/** Where an agency listens: the roster's port unless `<NAME>_PORT` says otherwise. @throws {ConfigError} */
export function agencyPort(entry: RosterEntry, env: Readonly<Record<string, string | undefined>>): number {
  const variable = `${entry.name.toUpperCase().replaceAll('-', '_')}_PORT`
  const shape = z.object({ [variable]: portVariable.default(Number(new URL(entry.url).port)) })
  return Number(readConfig(shape, env)[variable])
}
