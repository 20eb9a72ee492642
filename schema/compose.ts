import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CompositionSuccess } from '@apollo/composition'
import { composeServices } from '@apollo/composition'
import type { ASTNode, GraphQLError } from 'graphql'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { accessDirectives, federationDirectives } from '../kit/policy/read-class.ts'
import type { Contract } from './contracts.ts'
import { loadContracts } from './contracts.ts'
import { checkFederationVersion } from './federation-version.ts'
import type { Finding, Severity } from './findings.ts'
import { findingAt, isRefused } from './findings.ts'
import { CONSENT_AGENCY_SCHEMA, PARTNER_FILE, POLICY_FILE, SUPERGRAPH_FILE } from './generated-files.ts'
import { describeDifference } from './line-difference.ts'
import { policyTableOf, readTransferRules } from './policy-tables.ts'
import { resolverTypesOf } from './resolver-types.ts'
import { projectRoot } from './root.ts'
import type { RosterEntry } from './roster.ts'
import { roster as projectRoster } from './roster.ts'
import { readVocabulary, VOCABULARY_FILE } from './vocabulary.ts'

/** What the contracts make together. */
export interface Composition {
  readonly contracts: readonly Contract[]
  readonly findings: readonly Finding[]
  /** Generated files: path from the root → text. Empty where an error refuses. */
  readonly files: ReadonlyMap<string, string>
}

export interface ProjectOptions {
  /** The folder that the roster's paths start from. */
  readonly root?: string
  readonly roster?: readonly RosterEntry[]
}

/** Reads the contracts, composes them and generates what follows from them; writes nothing. */
export async function composeProject(options: ProjectOptions = {}): Promise<Composition> {
  const { root = projectRoot, roster = projectRoster } = options
  const loaded = loadContracts({ root, roster })
  const findings = [...loaded.findings, ...loaded.contracts.flatMap(checkFederationVersion)]
  if (isRefused(findings)) return { contracts: loaded.contracts, findings, files: new Map() }
  const graph = composeContracts(loaded.contracts)
  const files = new Map<string, string>()
  if ('supergraph' in graph) {
    files.set(SUPERGRAPH_FILE, graph.supergraph).set(PARTNER_FILE, graph.partner)
    for (const contract of loaded.contracts.filter(({ agency }) => agency.main)) {
      files.set(...(await resolverTypesFile(root, contract)))
      files.set(join(dirname(contract.agency.schema), POLICY_FILE), policyTableOf(contract, readTransferRules()))
    }
    if (loaded.contracts.some(({ agency }) => agency.schema === CONSENT_AGENCY_SCHEMA)) {
      files.set(join(dirname(CONSENT_AGENCY_SCHEMA), basename(VOCABULARY_FILE)), readVocabulary().text)
    }
  }
  return { contracts: loaded.contracts, findings: graph.findings, files }
}

/** Composes contracts that are already in memory. */
export function composeContracts(
  contracts: readonly Contract[],
): { findings: Finding[] } | { findings: Finding[]; supergraph: string; partner: string } {
  const result = composeServices(
    contracts.map(({ agency, document }) => ({ name: agency.name, url: agency.url, typeDefs: document })),
  )
  if (result.errors) return { findings: result.errors.map((error) => findingOfError(error, contracts)) }
  return {
    findings: result.hints.flatMap(findingsOfHint),
    supergraph: `${header('What the gateway executes')}${result.supergraphSdl.trimEnd()}\n`,
    partner: partnerSchema(result),
  }
}

/** Writes what changed. @returns the paths written */
export function saveComposition(composition: Composition, root: string = projectRoot): string[] {
  const changed = [...composition.files].filter(([path, text]) => currentText(join(root, path)) !== text)
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return changed.map(([path]) => path)
}

/**
 * Compares the generated files on disk with what would be generated now.
 * @returns a readable difference a file that is out of date; empty where all are current
 * @throws where the contracts do not compose
 */
export async function findStale(options: ProjectOptions = {}): Promise<string[]> {
  const composition = await composeProject(options)
  const refusal = composition.findings.find(({ severity }) => severity === 'error')
  if (refusal) throw new Error(`${refusal.file}:${refusal.line}: ${refusal.message} (${refusal.code})`)
  return staleFiles(composition, options.root).map(({ difference }) => difference)
}

/** The same for a composition at hand. */
export function staleFiles(
  composition: Composition,
  root: string = projectRoot,
): { path: string; difference: string }[] {
  return [...composition.files].flatMap(([path, wanted]) => {
    const got = currentText(join(root, path))
    return got === wanted ? [] : [{ path, difference: describeDifference({ path, got, wanted }) }]
  })
}

function currentText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function header(what: string): string {
  return `# ${what}. Generated from subgraphs/*/schema.graphql by \`npm run compose\`; never edited by hand.\n\n`
}

function partnerSchema(result: CompositionSuccess): string {
  const schema = lexicographicSortSchema(result.schema.toAPISchema().toGraphQLJSSchema())
  return `${header('What a partner sees')}${printSchema(schema)}\n`
}

async function resolverTypesFile(root: string, contract: Contract): Promise<[string, string]> {
  const folder = dirname(contract.agency.schema)
  const records = currentText(join(root, folder, 'records.ts')) ?? ''
  return [join(folder, 'schema.types.ts'), await resolverTypesOf({ typeDefs: contract.text, records })]
}

function findingOfError(error: GraphQLError, contracts: readonly Contract[]): Finding {
  const what = {
    code: String(error.extensions.code ?? 'COMPOSITION'),
    severity: 'error' as const,
    message: error.message,
    fix: 'Make the contracts agree; the last good supergraph stays in place until they do.',
  }
  const node = error.nodes?.find(({ loc }) => loc)
  if (node) return findingAt(node, what)
  // Composition prefixes what concerns one agency with its name in brackets when it knows no place.
  const agency = contracts.find(({ agency: { name } }) => error.message.startsWith(`[${name}]`))?.agency
  return { ...what, file: agency?.schema ?? 'schema/roster.ts', line: 1, column: 1 }
}

/** Apollo's own levels: WARN 60, INFO 40, DEBUG 20. What it warns of is refused here; what it merely notes is not said. */
const HINT_SEVERITIES: Readonly<Record<string, Severity>> = { WARN: 'error', INFO: 'warning' }

/** Composition only notes that it has mixed the arguments of these; what is asked of callers then nobody has written. */
const ACCESS_DIRECTIVES = [...federationDirectives, ...accessDirectives].map((name) => `@${name}`)

function severityOf({ definition, message }: CompositionSuccess['hints'][number]): Severity | undefined {
  const isMixed = /DIRECTIVE_ARGUMENTS$|^DIRECTIVE_COMPOSITION/.test(definition.code)
  const words = message.match(/@\w+/g) ?? []
  if (isMixed && words.some((word) => ACCESS_DIRECTIVES.includes(word))) return 'error'
  return HINT_SEVERITIES[definition.level.name]
}

function findingsOfHint(hint: CompositionSuccess['hints'][number]): Finding[] {
  const severity = severityOf(hint)
  if (!severity) return []
  const what = {
    code: hint.definition.code,
    severity,
    message: hint.message,
    fix: 'Write the same in every agency that declares it.',
  }
  const node: ASTNode | undefined = hint.nodes?.find(({ loc }) => loc)
  return [node ? findingAt(node, what) : { ...what, file: 'schema/roster.ts', line: 1, column: 1 }]
}
