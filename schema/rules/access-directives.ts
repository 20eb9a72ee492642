import type { ConstDirectiveNode, DirectiveNode } from 'graphql'
import { isTypeDefinitionNode, isTypeExtensionNode, Kind, print, valueFromASTUntyped, visit } from 'graphql'
import { accessDirectives as carried, federationDirectives } from '../../kit/policy/read-class.ts'
import { ACCESS_URL, DIRECTIVES_FILE, readAccessDefinitions } from '../access-directives.ts'
import type { Contract } from '../contracts.ts'
import { directivesOf, textArgument } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

const FIX = `Copy the directives of ${DIRECTIVES_FILE} as they stand, link ${ACCESS_URL}, import each by its own name, and compose it.`

export const accessDirectives: Rule = {
  code: 'ACCESS_DIRECTIVE_DIFFERS',
  asks: `A contract that classes its fields copies the directives of ${DIRECTIVES_FILE} word for word, imports them by their own names, and composes them.`,
  why: 'A directive of the same name that means something else, goes under another name or does not reach the gateway would be a rule that nobody keeps.',
  check: ({ contracts }) => {
    const definitions = readAccessDefinitions()
    const wanted = new Map([...definitions].map(([name, node]) => [name, print(node)]))
    return contracts.flatMap((contract) => [
      ...checkDefinitions(contract, wanted),
      ...checkCarried(contract),
      ...linksOf(contract).flatMap(checkImports),
    ])
  },
}

function checkDefinitions({ document }: Contract, wanted: ReadonlyMap<string, string>): Finding[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.DIRECTIVE_DEFINITION) return []
    const text = wanted.get(node.name.value)
    return text === undefined || text === print(node)
      ? []
      : [refuse(node, `got another @${node.name.value} than in ${DIRECTIVES_FILE}, wanted the same text`)]
  })
}

/** Each of ours that is used is linked and composed. */
function checkCarried(contract: Contract): Finding[] {
  const used = firstUses(contract)
  const links = linksOf(contract)
  const composed = schemaDirectives(contract, 'composeDirective').map((node) => textArgument(node, 'name'))
  const imported = links.filter((link) => textArgument(link, 'url') === ACCESS_URL).flatMap(importsOf)
  return [...used].flatMap(([name, node]) => {
    if (!imported.some(({ there }) => there === `@${name}`))
      return [refuse(node, `got @${name} without its import from ${ACCESS_URL}, wanted it`)]
    if (!composed.includes(`@${name}`))
      return [refuse(node, `got @${name} without @composeDirective(name: "@${name}"), wanted it`)]
    return []
  })
}

function firstUses({ document }: Contract): ReadonlyMap<string, DirectiveNode> {
  const found = new Map<string, DirectiveNode>()
  const Directive = (node: DirectiveNode) => {
    const name = carried.find((one) => one === node.name.value)
    if (name && !found.has(name)) found.set(name, node)
  }
  for (const definition of document.definitions) {
    if (isTypeDefinitionNode(definition) || isTypeExtensionNode(definition)) visit(definition, { Directive })
  }
  return found
}

/** No directive of access goes under another name, be it ours or Federation's. */
function checkImports(link: ConstDirectiveNode): Finding[] {
  const guarded = new Set([...federationDirectives, ...carried].map((name) => `@${name}`))
  const renamed = importsOf(link).filter(({ here, there }) => guarded.has(there) && here !== there)
  const moved = textArgument(link, 'url') === ACCESS_URL && textArgument(link, 'as') !== undefined
  return [
    ...renamed.map(({ here, there }) => refuse(link, `got ${there} imported as ${here}, wanted it by its own name`)),
    ...(moved ? [refuse(link, `got ${ACCESS_URL} linked as another name, wanted it without \`as\``)] : []),
  ]
}

function importsOf(link: ConstDirectiveNode): { readonly here: string; readonly there: string }[] {
  const node = link.arguments?.find(({ name }) => name.value === 'import')?.value
  const value: unknown = node && valueFromASTUntyped(node)
  return [value].flat().flatMap((one) => {
    if (typeof one === 'string') return [{ here: one, there: one }]
    if (typeof one !== 'object' || one === null || !('name' in one)) return []
    const there = String(one.name)
    return [{ here: 'as' in one ? String(one.as) : there, there }]
  })
}

function linksOf(contract: Contract): readonly ConstDirectiveNode[] {
  return schemaDirectives(contract, 'link')
}

function schemaDirectives({ document }: Contract, name: string): readonly ConstDirectiveNode[] {
  return document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.SCHEMA_DEFINITION)
    .flatMap((node) => directivesOf(node, name))
}

function refuse(node: Parameters<typeof findingAt>[0], message: string): Finding {
  return findingAt(node, { code: accessDirectives.code, severity: 'error', message, fix: FIX })
}
