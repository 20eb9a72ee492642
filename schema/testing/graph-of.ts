import { readFileSync } from 'node:fs'
import { stripIgnoredCharacters } from 'graphql'
import { composeContracts } from '../compose.ts'
import type { Contract } from '../contracts.ts'
import { parseContract } from '../contracts.ts'
import type { RosterEntry } from '../roster.ts'
import type { Rule, RuleInput } from '../rules/rule.ts'
import { readSupergraph } from '../supergraph.ts'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@listSize", "@inaccessible", "@override"])\n`

/** What a contract that classes its fields begins with besides, in line 1 too. */
const ACCESS = stripIgnoredCharacters(`
  extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@context", "@fromContext", "@composeDirective", "@authenticated", "@requiresScopes", "@policy"])
  @link(url: "https://gba-graph.example/access/v1.0", import: ["@personalData", "@purpose", "@residency", "@assurance", "@readableBy"])
  @composeDirective(name: "@personalData") @composeDirective(name: "@purpose") @composeDirective(name: "@residency")
  @composeDirective(name: "@assurance") @composeDirective(name: "@readableBy")
  ${readFileSync(new URL('../directives.graphql', import.meta.url), 'utf8')}`)

/** Contracts that class their fields; as with `contractsOf`, a text's own lines begin at 2. */
export function classedContractsOf(texts: Readonly<Record<string, string>>): Contract[] {
  return Object.entries(texts).map(([name, text]) =>
    parseContract({ agency: agencyOf(name), text: `${ACCESS}\n${text}` }),
  )
}

export function agencyOf(name: string): RosterEntry {
  return { name, owner: name, schema: `subgraphs/${name}/schema.graphql`, url: `http://127.0.0.1/${name}` }
}

/** Contracts from texts, one an agency; line 1 is the link, so that a text's own lines begin at 2. */
export function contractsOf(texts: Readonly<Record<string, string>>): Contract[] {
  return Object.entries(texts).map(([name, text]) => parseContract({ agency: agencyOf(name), text: `${LINK}${text}` }))
}

/** Contracts that compose. @throws where they do not */
export function graphOf(texts: Readonly<Record<string, string>>): RuleInput {
  const contracts = contractsOf(texts)
  const graph = composeContracts(contracts)
  if (!('supergraph' in graph)) throw new Error(graph.findings.map(({ message }) => message).join('\n'))
  return { contracts, supergraph: readSupergraph(graph.supergraph) }
}

/** What a rule says, each as `agency:line message`. */
export function saysOf(rule: Rule, input: RuleInput): string[] {
  return rule.check(input).map(({ file, line, message }) => `${file.split('/')[1]}:${line} ${message}`)
}
