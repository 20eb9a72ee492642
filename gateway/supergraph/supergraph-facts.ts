import type {
  ConstDirectiveNode,
  DefinitionNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'
import { isTypeDefinitionNode, Kind } from 'graphql'
import { readArguments } from './features.ts'

interface Graph {
  /** The value of `enum join__Graph`. */
  readonly value: string
  readonly name: string
  readonly url: string
}

/** Collects what the join directives of a supergraph say, definition by definition. */
export function openFacts() {
  const graphs: Graph[] = []
  // The type's name goes into every representation too.
  const keyFields = new Set(['__typename'])
  const labels = new Set<string>()
  const unenforced = new Set<string>()
  const possibleTypes = new Map<string, Set<string>>()
  const interfaceObjects = new Set<string>()
  const fieldTypes = new Map<string, ReadonlyMap<string, string>>()
  const handed: Handed[] = []
  let usesContext = false
  let hasSubscriptions = false

  function addMembers(definition: DefinitionNode): void {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const { name } of definition.interfaces ?? []) addMember(name.value, definition.name.value)
    }
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) addMember(definition.name.value, name.value)
    }
  }

  function addMember(type: string, object: string): void {
    possibleTypes.set(type, (possibleTypes.get(type) ?? new Set()).add(object))
  }

  function addDirective(directive: ConstDirectiveNode): void {
    const name = directive.name.value
    if (!name.startsWith('join__')) return
    const said = readArguments(directive)
    const contexts = Array.isArray(said.contextArguments) ? said.contextArguments : []
    for (const word of wordsOf([said.key, said.requires, ...contexts.map(({ selection }) => selection)])) {
      keyFields.add(word)
    }
    if (contexts.length > 0) usesContext = true
    if (typeof said.overrideLabel === 'string') labels.add(said.overrideLabel)
    // Composition moves there what only a router of its own acts on; the links among them are looked at as such.
    if (name === 'join__directive' && said.name !== 'link') unenforced.add(`@${said.name}`)
  }

  return {
    add(definition: DefinitionNode): void {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
        for (const { name, directives = [] } of definition.values ?? [])
          graphs.push(...graphsOf(name.value, directives))
      }
      if (definition.kind === Kind.SCHEMA_DEFINITION) {
        hasSubscriptions = definition.operationTypes.some(({ operation }) => operation === 'subscription')
      }
      if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.directives?.some(isInterfaceObject)) {
        interfaceObjects.add(definition.name.value)
      }
      addMembers(definition)
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        fieldTypes.set(definition.name.value, new Map(definition.fields?.map(typeOfField)))
        handed.push(...handedTo(definition))
      }
      for (const directive of directivesOf(definition)) addDirective(directive)
    },
    finish() {
      const overrideLabels = [...labels].sort()
      return {
        graphs,
        keyFields,
        possibleTypes,
        interfaceObjects,
        fieldTypes,
        handed: readHanded(handed, graphs),
        overrideLabels,
        usesContext,
        hasSubscriptions,
        unenforced: [...unenforced],
      }
    },
  }
}

function isInterfaceObject(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && readArguments(directive).isInterfaceObject === true
}

/** A selection that a graph is handed, to find an entity or to answer one of its fields. */
interface Handed {
  /** The value of `enum join__Graph`. */
  readonly graph: string
  /** A type, or a field as `Type.field`. */
  readonly element: string
  readonly selection: string
}

function handedTo({ name, directives = [], fields = [] }: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) {
  const keys = directives.flatMap((one) => selectionIn(one, { element: name.value, argument: 'key' }))
  const requires = fields.flatMap((field) =>
    (field.directives ?? []).flatMap((one) =>
      selectionIn(one, { element: `${name.value}.${field.name.value}`, argument: 'requires' }),
    ),
  )
  return [...keys, ...requires]
}

function selectionIn(directive: ConstDirectiveNode, told: { element: string; argument: string }): Handed[] {
  if (!directive.name.value.startsWith('join__')) return []
  const { graph, [told.argument]: selection } = readArguments(directive)
  return typeof selection === 'string' ? [{ graph: String(graph), element: told.element, selection }] : []
}

function readHanded(handed: readonly Handed[], graphs: readonly Graph[]): Map<string, readonly string[]> {
  const names = new Map(graphs.map(({ value, name }) => [value, name]))
  const grouped = Map.groupBy(handed, ({ graph, element }) => `${names.get(graph)} ${element}`)
  return new Map([...grouped].map(([key, all]) => [key, all.map(({ selection }) => selection)]))
}

/** A field's name, and that of the type inside its lists and non-nulls. */
function typeOfField({ name, type }: FieldDefinitionNode): [string, string] {
  let inner = type
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type
  return [name.value, inner.name.value]
}

/** Those of a definition and of its fields, the only places where join directives stand. */
function directivesOf(definition: DefinitionNode): readonly ConstDirectiveNode[] {
  if (definition.kind === Kind.SCHEMA_DEFINITION) return definition.directives ?? []
  if (!isTypeDefinitionNode(definition)) return []
  const fields = 'fields' in definition ? (definition.fields ?? []) : []
  return [...(definition.directives ?? []), ...fields.flatMap(({ directives = [] }) => directives)]
}

function graphsOf(value: string, directives: readonly ConstDirectiveNode[]): Graph[] {
  return directives
    .filter(({ name }) => name.value === 'join__graph')
    .map(readArguments)
    .map(({ name, url }) => ({ value, name: String(name), url: String(url) }))
}

function wordsOf(texts: readonly unknown[]): readonly string[] {
  return texts.flatMap((text) => (typeof text === 'string' ? (text.match(/\w+/g) ?? []) : []))
}
