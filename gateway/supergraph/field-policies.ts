import type { DefinitionNode } from 'graphql'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { PolicyDirective } from '../../kit/policy/read-class.ts'
import { accessDirectives, federationDirectives } from '../../kit/policy/read-class.ts'
import { openPolicyReading } from '../../kit/policy/read-policies.ts'
import type { Feature } from './features.ts'
import { isAccess, nameOfDirective, ownsName } from './features.ts'

/** By coordinate, e.g. `Resident.name`, what is asked of whoever reads the field; of several policies each is asked. */
export type FieldPolicies = ReadonlyMap<string, readonly FieldPolicy[]>

/** Takes the definitions in one by one, then looks at the types one by one. */
export interface FieldPoliciesReading {
  /** @throws {ConfigError} for a value that nobody could decide by */
  add(definition: DefinitionNode): void
  types(): Iterable<string>
  addType(type: string): void
  finish(): FieldPolicies
}

/**
 * Under whatever name the supergraph imports a directive: one that goes unnoticed because it was renamed would be a rule
 * that nobody keeps.
 */
export function openFieldPolicies(features: readonly Feature[]): FieldPoliciesReading {
  const names = new Map([...federationDirectives, ...accessDirectives].map((one) => [one, namesOf(one, features)]))
  const reading = openPolicyReading((directive) => names.get(directive) ?? [])
  const policies: FieldPolicy[] = []
  return {
    add: reading.add,
    types: reading.types,
    addType: (type) => void policies.push(...reading.policiesOf(type)),
    finish: () => Map.groupBy(policies, ({ coordinate }) => coordinate),
  }
}

function namesOf(directive: PolicyDirective, features: readonly Feature[]): readonly string[] {
  const isFederations = federationDirectives.some((one) => one === directive)
  const owners = features.filter((one) => (isFederations ? one.official && one.name === directive : isAccess(one)))
  const linked = owners.map((feature) => nameOfDirective(feature, directive))
  // Federation's plain name counts even without a link, unless it is somebody else's: better asked once too often.
  const isTaken = features.some((feature) => !owners.includes(feature) && ownsName(feature, `@${directive}`))
  return isFederations && !isTaken ? [directive, ...linked] : linked
}
