import type { ConstDirectiveNode } from 'graphql'
import { valueFromASTUntyped } from 'graphql'
import { ConfigError } from '../config.ts'
import type { AssuranceLevel, FieldPolicy, Sensitivity } from './field-policy.ts'
import { assuranceLevels, sensitivities } from './field-policy.ts'

/** Federation's own directives that say who may read a field. */
export const federationDirectives = ['authenticated', 'requiresScopes', 'policy'] as const
/** Ours, of `https://gba-graph.example/access/v1.0`; schema/directives.graphql describes them. */
export const accessDirectives = ['personalData', 'purpose', 'residency', 'assurance', 'readableBy'] as const
export type PolicyDirective = (typeof federationDirectives)[number] | (typeof accessDirectives)[number]

/** The names under which a directive may go in a document. */
export type NamesOf = (directive: PolicyDirective) => readonly string[]

/** As an agency writes them: imported under their own names, or not imported. */
export const plainNames: NamesOf = (directive) => {
  const isOurs = accessDirectives.some((name) => name === directive)
  return [directive, `${isOurs ? 'access' : 'federation'}__${directive}`]
}

/** What the directives at one place ask. */
export type Asked = Omit<FieldPolicy, 'coordinate'>

/** From each name that a directive may go under to the directive. */
export type DirectiveNames = ReadonlyMap<string, PolicyDirective>

export function directiveNames(namesOf: NamesOf): DirectiveNames {
  const directives = [...federationDirectives, ...accessDirectives]
  return new Map(directives.flatMap((one) => namesOf(one).map((name): [string, PolicyDirective] => [name, one])))
}

type Said = ReadonlyMap<PolicyDirective, Readonly<Record<string, unknown>>>

/**
 * @param reading.place e.g. `Resident.name`, for messages
 * @returns `undefined` where no directive at this place says anything of access
 * @throws {ConfigError} for a value that nobody could decide by
 */
export function readClass(
  directives: readonly ConstDirectiveNode[],
  reading: { readonly names: DirectiveNames; readonly place: string },
): Asked | undefined {
  const said = argumentsSaid(directives, reading)
  return said.size > 0 ? classOf(said, reading.place) : undefined
}

function argumentsSaid(
  directives: readonly ConstDirectiveNode[],
  { names, place }: { readonly names: DirectiveNames; readonly place: string },
): Said {
  const said = new Map<PolicyDirective, Readonly<Record<string, unknown>>>()
  for (const node of directives) {
    const directive = names.get(node.name.value)
    if (!directive) continue
    // Under two names perhaps; taking one of the two would leave the other unasked.
    if (said.has(directive)) throw unreadable(place, `wanted @${directive} once`)
    said.set(directive, argumentsOf(node))
  }
  return said
}

function classOf(said: Said, place: string): Asked {
  const scopes = said.get('requiresScopes')
  const policies = said.get('policy')
  const personal = said.get('personalData')
  const purpose = said.get('purpose')
  const residency = said.get('residency')
  const assurance = said.get('assurance')
  const readableBy = said.get('readableBy')
  return {
    authenticated: said.has('authenticated'),
    scopes: scopes ? alternatives(scopes.scopes, place) : null,
    policies: policies ? alternatives(policies.policies, place) : null,
    personalData: personal
      ? { category: text(personal.category, place), sensitivity: sensitivity(personal.sensitivity, place) }
      : null,
    purposes: purpose ? texts(purpose.anyOf, place) : null,
    residency: residency ? text(residency.jurisdiction, place) : null,
    assurance: assurance ? { level: level(assurance.level, place), boundToken: assurance.boundToken === true } : null,
    readableBy: readableBy ? texts(readableBy.subgraphs, place) : null,
  }
}

/** What a class leaves out it takes from the first of the others that says it. */
export function completeClass(asked: Asked, others: readonly Asked[]): Asked {
  return others.reduce<Asked>(
    (own, other) => ({
      authenticated: own.authenticated || other.authenticated,
      scopes: own.scopes ?? other.scopes,
      policies: own.policies ?? other.policies,
      personalData: own.personalData ?? other.personalData,
      purposes: own.purposes ?? other.purposes,
      residency: own.residency ?? other.residency,
      assurance: own.assurance ?? other.assurance,
      readableBy: own.readableBy ?? other.readableBy,
    }),
    asked,
  )
}

function argumentsOf(directive: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  )
}

function text(value: unknown, place: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw unreadable(place, 'wanted a text in each argument')
}

/** GraphQL takes one value for a list of one. */
function texts(value: unknown, place: string): readonly string[] {
  return [value].flat().map((item) => text(item, place))
}

function alternatives(value: unknown, place: string): readonly (readonly string[])[] {
  return [value].flat().map((item) => texts(item, place))
}

function sensitivity(value: unknown, place: string): Sensitivity {
  const found = Object.keys(sensitivities).find((name) => name === value)
  // The keys of `sensitivities` are the sensitivities.
  if (found) return found as Sensitivity
  throw unreadable(place, `wanted a sensitivity, one of ${Object.keys(sensitivities).join(', ')}`)
}

function level(value: unknown, place: string): AssuranceLevel {
  const found = assuranceLevels.find((name) => name === value)
  if (found) return found
  throw unreadable(place, `wanted a level of assurance, one of ${assuranceLevels.join(', ')}`)
}

function unreadable(place: string, wanted: string): ConfigError {
  return new ConfigError(`the class of ${place} cannot be decided by: ${wanted}; mend its directives and compose anew`)
}
