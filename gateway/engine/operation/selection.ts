import type { ArgumentNode, DirectiveNode } from 'graphql'

/** A `@skip` or `@include` that hangs on a variable; those that do not are settled before. */
export interface Condition {
  readonly variable: string
  readonly wanted: boolean
}

/**
 * The caller's operation as planner and writer need it: fragments written out, what is never asked left out, and each
 * field with two names, the caller's and the one under which its value travels.
 */
export type Selection = FieldSelection | FragmentSelection

export interface FieldSelection {
  readonly kind: 'field'
  readonly name: string
  /** The name in the caller's answer. */
  readonly responseName: string
  /** The name in what agencies answer and in the tree of data. */
  readonly key: string
  readonly arguments: readonly ArgumentNode[]
  readonly directives: readonly DirectiveNode[]
  readonly conditions: readonly Condition[]
  /** `null` for leaves. */
  readonly selections: readonly Selection[] | null
  readonly isAbstract: boolean
  /** Its objects may be of several types and must name theirs. */
  readonly asksType: boolean
  /** The number of a field that its caller may not read: the answer has null for it. */
  readonly refused?: number
}

export interface FragmentSelection {
  readonly kind: 'fragment'
  readonly type: string | null
  readonly conditions: readonly Condition[]
  readonly defer: Defer | null
  readonly selections: readonly Selection[]
}

/** One `@defer` of the operation. */
export interface Defer {
  /** Ours, unique in the operation; the planner hands it back. */
  readonly id: string
  readonly label: string | undefined
  /** The variable on which it hangs whether anything is deferred. */
  readonly variable: string | null
}
