import type {
  ASTNode,
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  FragmentSpreadNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationTypeNode,
  SelectionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql'
import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { invariant } from '../../../kit/errors.ts'
import type { Literals } from './lift-literals.ts'
import { openLiterals } from './lift-literals.ts'
import { flattenRoot, mergeSelections, onceEach } from './merge-selections.ts'
import { printForKey, printForPlanner } from './print-operation.ts'
import type { Condition, Defer, FieldSelection, FragmentSelection, Selection } from './selection.ts'

export interface NormalizedOperation {
  readonly kind: OperationTypeNode
  /** What the planner is given; `null` where the gateway answers all of it. */
  readonly text: string | null
  /** The same for a part of the selections. */
  readonly textOf: (selections: readonly Selection[]) => string | null
  /** Under which everything made for the operation is kept: the same for all spellings and values of one operation. */
  readonly key: string
  readonly variableDefinitions: readonly VariableDefinitionNode[]
  readonly selections: readonly Selection[]
  /** `__schema` and `__type` at the root. */
  readonly introspection: readonly FieldNode[]
  /** Values written into the document, by the names of the variables that took their place: JSON text. */
  readonly literals: ReadonlyMap<string, string>
  /** The name under which a variable of the caller travels. */
  readonly variableName: (name: string) => string
  readonly hasDefer: boolean
}

export interface Vocabulary {
  readonly schema: GraphQLSchema
  /** Names that planners look for in the data: those of keys, requirements and contexts. */
  readonly keyFields: ReadonlySet<string>
  /** Interfaces that some agency knows as one object type (`@interfaceObject`). */
  readonly interfaceObjects: ReadonlySet<string>
}

/**
 * Brings a validated operation into the form that is planned and compiled. Aliases, which a planner could take for a key,
 * and fields with arguments that a requirement may ask with others, travel under names nobody else has: the data then
 * hold the key and the caller's field side by side.
 */
export function normalizeOperation(
  document: DocumentNode,
  operationName: string | undefined,
  options: Vocabulary & { defer: boolean },
): NormalizedOperation {
  const operation = getOperationAST(document, operationName)
  invariant(operation, 'a validated request names one operation')
  const root = options.schema.getRootType(operation.operation)
  invariant(root, 'a validated operation has a root type')
  const walk = openWalk(document, options)
  const merged = mergeSelections(flattenRoot(walk.selectionsOf(operation.selectionSet, root)))
  const selections = operation.operation === 'mutation' ? onceEach(merged) : merged
  const { variableDefinitions = [] } = operation
  const renamed = variableDefinitions.map((node) => renameVariables(node))
  const printable = { kind: operation.operation, variableDefinitions: renamed, selections }
  const { definitions, values } = walk.literals
  return {
    ...printable,
    variableDefinitions,
    variableName,
    text: printForPlanner(printable, definitions),
    textOf: (part) => printForPlanner({ ...printable, selections: part }, definitions),
    key: printForKey(printable, definitions),
    introspection: walk.introspection,
    literals: values,
    hasDefer: walk.defers.length > 0,
  }
}

interface Walk {
  readonly introspection: FieldNode[]
  readonly literals: Literals
  readonly defers: Defer[]
  selectionsOf(set: SelectionSetNode, parent: GraphQLNamedType): Selection[]
}

function openWalk(document: DocumentNode, options: Vocabulary & { defer: boolean }): Walk {
  const { schema, keyFields, interfaceObjects } = options
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node)
  const literals = openLiterals()
  const introspection: FieldNode[] = []
  const defers: Defer[] = []
  const prefix = prefixFor(keyFields)

  /** To learn the type of an interface's object may take a call to another agency; so only where the answer depends on it. */
  const asksType = (type: GraphQLNamedType, below: readonly Selection[]): boolean =>
    isAbstractType(type) && (!interfaceObjects.has(type.name) || below.some(({ kind }) => kind === 'fragment'))

  /** A leaf without arguments is the same under every alias, so it travels under its own name. */
  const keyOf = (node: FieldNode, parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): string => {
    const { value: name } = node.name
    const response = node.alias?.value ?? name
    // Each mutation runs as often as it is named.
    const isMutation = parent === schema.getMutationType()
    if (!node.selectionSet && field.args.length === 0 && !isMutation) return name
    const isOther = response !== name || (keyFields.has(name) && field.args.length > 0)
    return isOther ? prefix + response : name
  }

  const fieldOf = (node: FieldNode, parent: GraphQLNamedType, conditions: readonly Condition[]): Selection[] => {
    const { value: name } = node.name
    const responseName = node.alias?.value ?? name
    if (name === '__typename') return [typeName({ responseName, conditions })]
    const field = fieldDefinition(parent, name)
    invariant(field, 'a validated document asks for fields that exist')
    if (name.startsWith('__')) introspection.push(node)
    const type = getNamedType(field.type)
    const selections = node.selectionSet ? selectionsOf(node.selectionSet, type) : null
    return [
      {
        kind: 'field',
        name,
        responseName,
        key: keyOf(node, parent, field),
        arguments: literals.lift((node.arguments ?? []).map(renameVariables), field.args),
        directives: (node.directives ?? []).filter(({ name }) => !SETTLED.has(name.value)).map(renameVariables),
        conditions,
        selections,
        isAbstract: isAbstractType(type),
        asksType: asksType(type, selections ?? []),
      },
    ]
  }

  const deferOf = (node: FragmentSpreadNode | InlineFragmentNode): Defer | null => {
    const directive = node.directives?.find(({ name }) => name.value === 'defer')
    if (!directive || !options.defer) return null
    const condition = argumentOf(directive, 'if')
    if (condition === false) return null
    const label = argumentOf(directive, 'label')
    const defer: Defer = {
      id: `d${defers.length}`,
      label: typeof label === 'string' ? label : undefined,
      variable: isVariable(condition) ? condition.variable : null,
    }
    defers.push(defer)
    return defer
  }

  const fragmentOf = (
    node: FragmentSpreadNode | InlineFragmentNode,
    parent: GraphQLNamedType,
    conditions: readonly Condition[],
  ): Selection[] => {
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
    invariant(inner, 'a validated document spreads fragments that exist')
    const typeName = inner.typeCondition?.name.value ?? null
    const type = typeName === null ? parent : schema.getType(typeName)
    invariant(type, 'a validated document names types that exist')
    const fragment: FragmentSelection = {
      kind: 'fragment',
      type: typeName === parent.name ? null : typeName,
      conditions,
      defer: deferOf(node),
      selections: selectionsOf(inner.selectionSet, type),
    }
    const isPlain = fragment.type === null && conditions.length === 0 && fragment.defer === null
    return isPlain ? [...fragment.selections] : [fragment]
  }

  const selectionOf = (node: SelectionNode, parent: GraphQLNamedType): Selection[] => {
    const conditions = conditionsOf(node.directives ?? [])
    if (conditions === 'never') return []
    return node.kind === Kind.FIELD ? fieldOf(node, parent, conditions) : fragmentOf(node, parent, conditions)
  }

  const selectionsOf = (set: SelectionSetNode, parent: GraphQLNamedType): Selection[] =>
    apart(mergeSelections(set.selections.flatMap((node) => selectionOf(node, parent))))

  /**
   * An object field that several concrete types have may be nullable in one of them and not in the other, in an agency
   * though not in the supergraph; asked for under one name, the agency refuses both. So each gets a key of its own.
   */
  const apart = (selections: Selection[]): Selection[] => {
    const shared = namesInSeveral(selections, (type) => isObjectType(schema.getType(type)))
    if (shared.size === 0) return selections
    return selections.map((selection) => {
      if (selection.kind === 'field' || selection.type === null) return selection
      const { type } = selection
      return {
        ...selection,
        selections: selection.selections.map((inner) => (isIn(shared, inner) ? named(inner, type) : inner)),
      }
    })
  }

  const named = (field: FieldSelection, type: string): FieldSelection => ({
    ...field,
    key: `${prefix}${type}_${field.responseName}`,
  })

  return { introspection, literals, defers, selectionsOf }
}

/** Response names that stand in fragments on different object types and nowhere else in the set. */
function namesInSeveral(selections: readonly Selection[], isObject: (type: string) => boolean): Set<string> {
  const types = new Map<string, Set<string | null>>()
  const note = (selection: Selection, type: string | null): void => {
    if (selection.kind === 'field') {
      types.set(selection.responseName, (types.get(selection.responseName) ?? new Set()).add(type))
    } else for (const inner of selection.selections) note(inner, typeOf(selection, type))
  }
  const typeOf = (fragment: FragmentSelection, outer: string | null): string | null => {
    if (fragment.type === null) return outer
    return outer === null && isObject(fragment.type) ? fragment.type : OVERLAPPING
  }
  for (const selection of selections) note(selection, null)
  const isApart = (found: Set<string | null>) => found.size > 1 && !found.has(null) && !found.has(OVERLAPPING)
  return new Set([...types].filter(([, found]) => isApart(found)).map(([name]) => name))
}

/** Stands for whatever may apply to the same objects as another fragment. No type has such a name. */
const OVERLAPPING = '...'

function isIn(names: ReadonlySet<string>, selection: Selection): selection is FieldSelection {
  return selection.kind === 'field' && selection.selections !== null && names.has(selection.responseName)
}

/** Names that planners use themselves: a caller's variable of such a name travels under another. */
function variableName(name: string): string {
  return name === 'representations' || name.startsWith('_') ? `_given_${name}` : name
}

function renameVariables<T extends ASTNode>(node: T): T {
  return visit(node, {
    Variable: (variable) => ({ ...variable, name: { ...variable.name, value: variableName(variable.name.value) } }),
  })
}

/** These are settled here or turned into conditions; others travel with their field. */
const SETTLED = new Set(['skip', 'include', 'defer'])

function typeName(field: { responseName: string; conditions: readonly Condition[] }): Selection {
  const name = '__typename'
  return {
    kind: 'field',
    name,
    key: name,
    arguments: [],
    directives: [],
    selections: null,
    isAbstract: false,
    asksType: false,
    ...field,
  }
}

function fieldDefinition(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
}

/** A beginning that no key has. */
function prefixFor(keyFields: ReadonlySet<string>): string {
  let prefix = '_client_'
  while ([...keyFields].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`
  return prefix
}

function conditionsOf(directives: readonly DirectiveNode[]): readonly Condition[] | 'never' {
  const conditions: Condition[] = []
  for (const directive of directives) {
    const { value: name } = directive.name
    if (name !== 'skip' && name !== 'include') continue
    const wanted = name === 'include'
    const given = argumentOf(directive, 'if')
    if (isVariable(given)) conditions.push({ variable: given.variable, wanted })
    else if (given !== wanted) return 'never'
  }
  return conditions
}

function isVariable(value: unknown): value is { variable: string } {
  return typeof value === 'object' && value !== null && 'variable' in value
}

function argumentOf(directive: DirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  if (!value) return undefined
  return value.kind === Kind.VARIABLE ? { variable: variableName(value.name.value) } : valueFromASTUntyped(value)
}
