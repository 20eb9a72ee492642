/**
 * What to fetch from which subgraph, in what order: the one form into which every planner's output is brought and from
 * which the executor is compiled. Plain JSON, because plans are made in another process.
 *
 * Names in it are those of the planned operation: response keys as the subgraph answers them, until a rename says so.
 */
export interface Plan {
  /** `null` where nothing has to be fetched: introspection, or `__typename` of a root. */
  readonly root: PlanNode | null
}

export type PlanNode =
  | SequenceNode
  | ParallelNode
  | ConditionNode
  | FetchNode
  | EntityFetchNode
  | DeferNode
  | SubscriptionNode

export interface SequenceNode {
  readonly kind: 'sequence'
  readonly nodes: readonly PlanNode[]
}

export interface ParallelNode {
  readonly kind: 'parallel'
  readonly nodes: readonly PlanNode[]
}

/** Runs one of two branches by the value of a boolean variable. */
export interface ConditionNode {
  readonly kind: 'condition'
  readonly variable: string
  readonly then: PlanNode | null
  readonly otherwise: PlanNode | null
}

interface Request {
  readonly subgraph: string
  /** The GraphQL document sent. */
  readonly operation: string
  readonly operationName: string | null
  /** The operation's variables that the document uses. */
  readonly variables: readonly string[]
  /** What later, deferred parts wait for; only where a `defer` node names it. */
  readonly id: string | null
}

/** Root fields of one subgraph, merged into every object at `path` (the answer itself where the path is empty). */
export interface FetchNode extends Request {
  readonly kind: 'fetch'
  readonly operationKind: 'query' | 'mutation' | 'subscription'
  readonly path: Path
  readonly rewrites: readonly Rewrite[]
}

/** Fields of entities that other fetches have found: one request, one or several `_entities` in it. */
export interface EntityFetchNode extends Request {
  readonly kind: 'entities'
  readonly batches: readonly EntityBatch[]
}

export interface EntityBatch {
  /** The response key of this `_entities` field. */
  readonly responseKey: string
  /** The variable that carries its representations. */
  readonly variable: string
  /** Where the entities are found. Several places may share one batch; an entity found twice is asked for once. */
  readonly paths: readonly Path[]
  readonly requires: readonly RequiredSelection[]
  /** Applied to each representation before it is sent. */
  readonly inputRewrites: readonly Rewrite[]
  /** Applied to each entity before it is merged. */
  readonly outputRewrites: readonly Rewrite[]
  /** Values from objects above the entity that the document takes as variables (`@fromContext`). */
  readonly contextRewrites: readonly ContextRewrite[]
}

/** A field by its response key, every item of a list (`@`), or only the objects of these types. */
export type Path = readonly PathStep[]
export type PathStep = string | { readonly types: readonly string[] }
export const EACH_ITEM = '@'

/** What a representation is made of: read the name, write the alias. */
export type RequiredSelection =
  | {
      readonly kind: 'field'
      readonly name: string
      readonly alias: string | null
      readonly selections: readonly RequiredSelection[]
    }
  | { readonly kind: 'fragment'; readonly type: string | null; readonly selections: readonly RequiredSelection[] }

/** A change to data on its way to or from a subgraph, where the planner had to ask under another name. */
export type Rewrite =
  | { readonly kind: 'rename'; readonly path: RewritePath; readonly to: string }
  | { readonly kind: 'set'; readonly path: RewritePath; readonly value: string }

/** Keys, and the types that an object must be of for the rewrite to reach it. Lists are passed through. */
export type RewritePath = readonly (string | { readonly types: readonly string[] })[]

/** The value at `path`, upwards (`..`) and then down from the entity, becomes the variable `variable`. */
export interface ContextRewrite {
  readonly path: readonly (string | { readonly types: readonly string[] })[]
  readonly variable: string
}

/** The first part is answered at once, the others as soon as what they depend on has come. */
export interface DeferNode {
  readonly kind: 'defer'
  readonly primary: PlanNode | null
  readonly deferred: readonly DeferredNode[]
}

export interface DeferredNode {
  /** Fetch ids that must have answered before. */
  readonly depends: readonly string[]
  /** Which `@defer` of the planned operation this is. */
  readonly label: string | null
  readonly node: PlanNode | null
}

/** The events of one subgraph, and what completes each of them. */
export interface SubscriptionNode {
  readonly kind: 'subscription'
  readonly primary: FetchNode
  readonly rest: PlanNode | null
}
