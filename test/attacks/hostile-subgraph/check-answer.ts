import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql'
import { getOperationAST, isAbstractType, isEnumType, isListType, isNonNullType, isObjectType, Kind } from 'graphql'

interface Asked {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

type Data = Readonly<Record<string, unknown>>

/**
 * Why an answer's data are not what the schema promises for a document without conditions: types, nulls, enum values, and
 * neither more nor fewer keys than were asked for. `undefined` where they are. Written from the specification (section 6.4),
 * with nothing of the engine's.
 */
export function findBreach(schema: GraphQLSchema, document: DocumentNode, data: unknown): string | undefined {
  const operation = getOperationAST(document)
  const root = operation && schema.getRootType(operation.operation)
  if (!root) throw new Error('wanted a document with one operation that the schema has')
  const asked: Asked = { schema, fragments: fragmentsOf(document) }
  return data === null ? undefined : breachOfObject(asked, { type: root, sets: [operation.selectionSet], data })
}

/** Whether a path leads along what the document asks for, and data that are there. */
export function isAsked(document: DocumentNode, path: readonly (string | number)[]): boolean {
  const operation = getOperationAST(document)
  const fragments = fragmentsOf(document)
  let sets: readonly SelectionSetNode[] = operation ? [operation.selectionSet] : []
  for (const step of path) {
    if (typeof step === 'number') continue
    const next = sets.flatMap((set) => fieldsNamed(set, step, fragments))
    if (next.length === 0) return false
    sets = next.flatMap(({ selectionSet }) => selectionSet ?? [])
  }
  return true
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const found = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(found.map((node) => [node.name.value, node]))
}

function breachOfObject(
  asked: Asked,
  at: { type: GraphQLObjectType; sets: readonly SelectionSetNode[]; data: unknown },
): string | undefined {
  const { type, sets, data } = at
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return `${type}: got ${typeof data}`
  const fields = new Map<string, { name: string; sets: SelectionSetNode[] }>()
  for (const set of sets) collect(asked, { type, set, fields })
  const got = Object.keys(data).join()
  if (got !== [...fields.keys()].join()) return `${type}: got keys ${got}, wanted ${[...fields.keys()].join()}`
  for (const [key, { name, sets: below }] of fields) {
    const value = (data as Data)[key]
    const breach =
      name === '__typename'
        ? value !== type.name && `got ${value}`
        : breachOf(asked, { type: typeOf(type, name), sets: below, data: value })
    if (breach) return `${type}.${key}: ${breach}`
  }
  return undefined
}

function typeOf(type: GraphQLObjectType, name: string): GraphQLOutputType {
  const field = type.getFields()[name]
  if (!field) throw new Error(`${type} has no field ${name}`)
  return field.type
}

function breachOf(
  asked: Asked,
  at: { type: GraphQLOutputType; sets: readonly SelectionSetNode[]; data: unknown },
): string | undefined {
  const { type, sets, data } = at
  if (isNonNullType(type)) return data === null ? `null for ${type}` : breachOf(asked, { ...at, type: type.ofType })
  if (data === null) return undefined
  if (isListType(type)) {
    if (!Array.isArray(data)) return `no list for ${type}`
    return data.map((item) => breachOf(asked, { type: type.ofType, sets, data: item })).find(Boolean)
  }
  if (isObjectType(type)) return breachOfObject(asked, { type, sets, data })
  if (isAbstractType(type)) {
    const possible = asked.schema.getPossibleTypes(type).map((one) => breachOfObject(asked, { type: one, sets, data }))
    return possible.includes(undefined) ? undefined : possible.join(' and ')
  }
  return isOfLeaf(type, data) ? undefined : `got ${JSON.stringify(data)?.slice(0, 40)} for ${type}`
}

function isOfLeaf(type: GraphQLNamedType, value: unknown): boolean {
  if (isEnumType(type)) return type.getValues().some(({ name }) => name === value)
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31
    case 'Float':
      return typeof value === 'number'
    case 'Boolean':
      return typeof value === 'boolean'
    case 'ID':
    case 'String':
      return typeof value === 'string'
    default:
      return value !== undefined
  }
}

function collect(
  asked: Asked,
  at: {
    type: GraphQLObjectType
    set: SelectionSetNode
    fields: Map<string, { name: string; sets: SelectionSetNode[] }>
  },
): void {
  const { type, set, fields } = at
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const key = (node.alias ?? node.name).value
      const field = fields.get(key) ?? { name: node.name.value, sets: [] }
      fields.set(key, field)
      if (node.selectionSet) field.sets.push(node.selectionSet)
      continue
    }
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(node.name.value) : node
    const condition = inner?.typeCondition?.name.value
    const wanted = condition === undefined ? type : asked.schema.getType(condition)
    const applies = wanted === type || (isAbstractType(wanted) && asked.schema.isSubType(wanted, type))
    if (inner && applies) collect(asked, { type, set: inner.selectionSet, fields })
  }
}

function fieldsNamed(
  set: SelectionSetNode,
  key: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { selectionSet?: SelectionSetNode | undefined }[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return (node.alias ?? node.name).value === key ? [node] : []
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
    return inner ? fieldsNamed(inner.selectionSet, key, fragments) : []
  })
}
