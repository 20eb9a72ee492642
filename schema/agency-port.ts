import { z } from 'zod'
import { portVariable, readConfig } from '../kit/config.ts'
import type { RosterEntry } from './roster.ts'

/** The variable that moves an agency to another port, for example `WALLETS_PORT`. */
export function portVariableOf(entry: RosterEntry): string {
  return `${entry.name.toUpperCase().replaceAll('-', '_')}_PORT`
}

/** Where an agency listens: the roster's port unless its variable says otherwise. @throws {ConfigError} */
export function agencyPort(entry: RosterEntry, env: Readonly<Record<string, string | undefined>>): number {
  const variable = portVariableOf(entry)
  const shape = z.object({ [variable]: portVariable.default(Number(new URL(entry.url).port)) })
  return Number(readConfig(shape, env)[variable])
}
