import { Kind } from 'graphql'
import { isPage } from '../../kit/policy/classed-types.ts'
import type { DeclaredField } from '../access-directives.ts'
import { answeredFields, asksCallers, objectsIn, textOfClass } from '../access-directives.ts'
import type { Contract } from '../contracts.ts'
import { isNullable } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/** A field of a type of the same class is inside: whoever came so far has passed. A page is part of what it pages. */
export const entryFields: Rule = {
  code: 'ENTRY_UNCLASSED',
  asks: 'A field that gives objects of a classed type, itself or by a page, a union or an interface, has a class of its own and is nullable.',
  why: 'There the refusal shows: one null with one error, in place of an object full of them. And a reader of the contract sees at the field what it gives away.',
  check: ({ contracts }) => {
    const classes = classesOfTypes(contracts)
    const given = giversOf(contracts)
    return answeredFields(contracts).flatMap((field) => {
      const behind = given(field.returns).filter((name) => classes.has(name))
      const outside = behind.find((name) => classes.get(name) !== classes.get(field.typeName))
      return outside && !isPage(field.typeName) ? checkEntry(field, outside) : []
    })
  },
}

function checkEntry({ node, coordinate }: DeclaredField, type: string): Finding[] {
  const lacks = asksCallers(node) ? undefined : 'a class of its own'
  const wanted = lacks ?? (isNullable(node.type) ? undefined : 'a nullable type')
  if (!wanted) return []
  return [
    findingAt(node, {
      code: entryFields.code,
      severity: 'error',
      message: `got ${coordinate}, which gives the classed type ${type}, without ${wanted}; wanted it`,
      fix: lacks ? `Add @personalData to the field, as at ${type}.` : 'Take the outer `!` away.',
    }),
  ]
}

/** The class of each type that has one, as text. */
function classesOfTypes(contracts: readonly Contract[]): ReadonlyMap<string, string> {
  return new Map(
    objectsIn(contracts)
      .filter(({ type }) => asksCallers(type))
      .map(({ type }) => [type.name.value, textOfClass(type)]),
  )
}

/** The objects that a field returning a type may give: itself, members, and what is behind a page. */
function giversOf(contracts: readonly Contract[]) {
  const behind = new Map<string, Set<string>>()
  const admit = (name: string, other: string) => behind.set(name, (behind.get(name) ?? new Set()).add(other))
  for (const { document } of contracts) {
    for (const node of document.definitions) {
      if (node.kind !== Kind.UNION_TYPE_DEFINITION && node.kind !== Kind.UNION_TYPE_EXTENSION) continue
      for (const member of node.types ?? []) admit(node.name.value, member.name.value)
    }
  }
  for (const { type } of objectsIn(contracts)) {
    for (const each of type.interfaces ?? []) admit(each.name.value, type.name.value)
  }
  for (const { typeName, returns } of answeredFields(contracts)) if (isPage(typeName)) admit(typeName, returns)
  const given = (name: string, seen = new Set<string>()): string[] => {
    if (seen.has(name)) return []
    seen.add(name)
    return [name, ...[...(behind.get(name) ?? [])].flatMap((other) => given(other, seen))]
  }
  return given
}
