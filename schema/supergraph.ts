import type { ConstDirectiveNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { directivesOf, namedTypeOf, textArgument } from './elements.ts'

/** A field of the composed graph and the agencies that can answer it. */
export interface GraphField {
  readonly node: FieldDefinitionNode
  readonly agencies: ReadonlySet<string>
}

/** What the rules ask of a supergraph: who answers what, and who hands out which type. */
export interface Supergraph {
  readonly objects: ReadonlyMap<string, ReadonlyMap<string, GraphField>>
  /** Types that some agency can look up by a key. */
  readonly entities: ReadonlySet<string>
  /** The object types behind a name as one agency knows it: itself, a union's members, an interface's types. */
  possibleTypes(name: string, agency: string): readonly string[]
}

/** Reads the `@join__` directives (https://specs.apollo.dev/join/v0.5) of a supergraph that composition made. */
export function readSupergraph(text: string): Supergraph {
  const { definitions } = parse(text)
  const types = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
  const names = agencyNames(definitions.find(isGraphEnum))
  const possible = new Map<string, string[]>()
  const admit = (directive: ConstDirectiveNode, abstract: string | undefined, object: string | undefined) => {
    const key = `${names.get(textArgument(directive, 'graph') ?? '')} ${abstract}`
    if (object) possible.set(key, [...(possible.get(key) ?? []), object])
  }
  for (const node of types) {
    for (const each of directivesOf(node, 'join__implements'))
      admit(each, textArgument(each, 'interface'), node.name.value)
  }
  for (const node of definitions.filter((each) => each.kind === Kind.UNION_TYPE_DEFINITION)) {
    for (const each of directivesOf(node, 'join__unionMember'))
      admit(each, node.name.value, textArgument(each, 'member'))
  }
  const objects = new Map(types.map((node) => [node.name.value, fieldsOf(node, names)]))
  return {
    objects,
    entities: new Set(types.filter(hasKey).map((node) => node.name.value)),
    possibleTypes: (name, agency) => (objects.has(name) ? [name] : (possible.get(`${agency} ${name}`) ?? [])),
  }
}

/** Where an agency hands out objects of a type: the coordinates of the fields that do. */
export function handedOutBy(graph: Supergraph, typeName: string): Map<string, string> {
  const places = new Map<string, string>()
  for (const [parent, fields] of graph.objects) {
    for (const [name, { node, agencies }] of fields) {
      for (const agency of agencies) {
        const returns = graph.possibleTypes(namedTypeOf(node.type), agency).includes(typeName)
        if (returns && !places.has(agency)) places.set(agency, `${parent}.${name}`)
      }
    }
  }
  return places
}

function isGraphEnum(node: { readonly kind: string; readonly name?: { readonly value: string } | undefined }): boolean {
  return node.kind === Kind.ENUM_TYPE_DEFINITION && node.name?.value === 'join__Graph'
}

function agencyNames(node: unknown): Map<string, string> {
  const values = (
    node as { values?: readonly { name: { value: string }; directives?: readonly ConstDirectiveNode[] }[] }
  )?.values
  return new Map(
    (values ?? []).map((value) => {
      const [graph] = directivesOf(value, 'join__graph')
      return [value.name.value, (graph && textArgument(graph, 'name')) ?? value.name.value]
    }),
  )
}

function hasKey(node: ObjectTypeDefinitionNode): boolean {
  return directivesOf(node, 'join__type').some((directive) => textArgument(directive, 'key') !== undefined)
}

function fieldsOf(type: ObjectTypeDefinitionNode, names: ReadonlyMap<string, string>): Map<string, GraphField> {
  const known = graphsIn(directivesOf(type, 'join__type'), names)
  return new Map(
    (type.fields ?? []).map((node) => {
      const joins = directivesOf(node, 'join__field')
      const answers = joins.filter((join) => !isTrue(join, 'external') && !isTrue(join, 'usedOverridden'))
      return [node.name.value, { node, agencies: joins.length === 0 ? known : graphsIn(answers, names) }]
    }),
  )
}

function graphsIn(directives: readonly ConstDirectiveNode[], names: ReadonlyMap<string, string>): Set<string> {
  return new Set(
    directives.flatMap((directive) => {
      const graph = textArgument(directive, 'graph')
      return graph ? [names.get(graph) ?? graph] : []
    }),
  )
}

function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.BOOLEAN && value.value
}
