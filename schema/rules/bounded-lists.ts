import { isList, isRoot, namedTypeOf } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

/** "at most twenty", "at most 100": a bound that a reader can rely on. */
const BOUND = /\bat most (?:\d+|[a-z]+)/i

/**
 * A list grows with what it lists. Entities live on their own, so a list of them has no natural end; a value object
 * belongs to its parent and is as many as the parent needs. Whatever Query returns has no parent at all.
 */
export const boundedLists: Rule = {
  code: 'LIST_UNBOUNDED',
  asks: 'A list of entities, and a list of objects straight from Query, is a connection or states its bound: "at most twenty".',
  why: 'A list without an end is cheap to write and dear to ask: one query could name every resident of the region.',
  check: (input) => {
    const { supergraph } = input
    if (!supergraph) return []
    return elementsIn(input).flatMap(({ kind, typeName, type, node, coordinate }) => {
      if (kind !== 'field' || !type || !isList(type) || typeName.endsWith('Connection')) return []
      const item = namedTypeOf(type)
      const isObject = supergraph.objects.has(item)
      if (!supergraph.entities.has(item) && !(isRoot(typeName) && isObject)) return []
      if (BOUND.test(node.description?.value ?? '')) return []
      return [
        findingAt(node, {
          code: boundedLists.code,
          severity: 'error',
          message: `got ${coordinate}, a list of ${item} without an end; wanted a connection, or a bound in its description`,
          fix: `Return a ${item}Connection, or keep the list short and say so: "…; at most forty."`,
        }),
      ]
    })
  },
}
