import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentNode } from 'graphql'
import { GraphQLError, parse, Source } from 'graphql'
import type { Finding } from './findings.ts'
import type { RosterEntry } from './roster.ts'

/** An agency's contract, read and parsed. */
export interface Contract {
  readonly agency: RosterEntry
  readonly text: string
  readonly document: DocumentNode
}

/** Reads every contract of the roster; what is missing or does not parse is a finding, not a throw. */
export function loadContracts(options: { root: string; roster: readonly RosterEntry[] }): {
  contracts: readonly Contract[]
  findings: readonly Finding[]
} {
  const loaded = options.roster.map((agency) => loadContract(options.root, agency))
  return {
    contracts: loaded.filter((each) => 'document' in each),
    findings: loaded.filter((each) => 'code' in each),
  }
}

function loadContract(root: string, agency: RosterEntry): Contract | Finding {
  const place = { file: agency.schema, line: 1, column: 1, severity: 'error' as const }
  const path = join(root, agency.schema)
  if (!existsSync(path)) {
    return {
      ...place,
      code: 'CONTRACT_MISSING',
      message: `got no file, wanted the contract of ${agency.name}`,
      fix: 'Write the file, or mend `schema` of its entry in schema/roster.ts.',
    }
  }
  const text = readFileSync(path, 'utf8')
  try {
    return parseContract({ agency, text })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const fix = 'Mend the syntax at this place.'
    return { ...place, ...error.locations?.[0], code: 'SYNTAX', message: error.message, fix }
  }
}

/** @throws {GraphQLError} where the text is no GraphQL */
export function parseContract(options: { agency: RosterEntry; text: string }): Contract {
  return { ...options, document: parse(new Source(options.text, options.agency.schema)) }
}
