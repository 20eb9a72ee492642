import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  ConstDirectiveNode,
  DirectiveDefinitionNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
} from 'graphql'
import { Kind, parse, print } from 'graphql'
import { accessDirectives, federationDirectives } from '../kit/policy/read-class.ts'
import type { Contract } from './contracts.ts'
import { directivesOf, namedTypeOf } from './elements.ts'
import { projectRoot } from './root.ts'

export const ACCESS_URL = 'https://gba-graph.example/access/v1.0'
export const DIRECTIVES_FILE = 'schema/directives.graphql'

/** Says that there is no class because there is nothing to guard. */
const PUBLIC = 'publicData'

const CLASSES: ReadonlySet<string> = new Set([...federationDirectives, ...accessDirectives])
/** Says who among the agencies may read; callers are refused nothing by it. */
const AMONG_AGENCIES = 'readableBy'

/** The project's own definitions of its access directives, by name. */
export function readAccessDefinitions(): ReadonlyMap<string, DirectiveDefinitionNode> {
  const { definitions } = parse(readFileSync(join(projectRoot, DIRECTIVES_FILE), 'utf8'))
  const found = definitions.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION)
  return new Map(found.map((node) => [node.name.value, node]))
}

interface Marked {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** The directives at an element that make its class, by their plain names (`federation__policy` is `policy`). */
export function classAt(node: Marked): readonly { readonly name: string; readonly node: ConstDirectiveNode }[] {
  return (node.directives ?? [])
    .map((directive) => ({ name: directive.name.value.replace(/^(federation|access)__/, ''), node: directive }))
    .filter(({ name }) => CLASSES.has(name))
}

/** Does its class ask anything of callers? */
export function asksCallers(node: Marked): boolean {
  return classAt(node).some(({ name }) => name !== AMONG_AGENCIES)
}

/** The class as one text, whatever the order it was written in. */
export function textOfClass(node: Marked): string {
  const texts = classAt(node).map(({ name, node }) => print(node).replace(/^@\w+/, `@${name}`))
  return texts.toSorted().join(' ')
}

export function isPublic(node: Marked): boolean {
  return directivesOf(node, PUBLIC).length > 0
}

/** A field that an agency only reads, to answer one of its own. */
export function isExternal(node: Marked): boolean {
  return [...directivesOf(node, 'external'), ...directivesOf(node, 'federation__external')].length > 0
}

export type ObjectParts = ObjectTypeDefinitionNode | ObjectTypeExtensionNode

/** An object's field as one agency declares it. */
export interface DeclaredField {
  readonly agency: string
  readonly type: ObjectParts
  readonly typeName: string
  readonly coordinate: string
  readonly node: FieldDefinitionNode
  /** The type it returns, inside lists and non-null marks. */
  readonly returns: string
}

export function objectsIn(contracts: readonly Contract[]): { readonly agency: string; readonly type: ObjectParts }[] {
  return contracts.flatMap(({ agency, document }) =>
    document.definitions
      .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION)
      .map((type) => ({ agency: agency.name, type })),
  )
}

/** The fields that agencies answer themselves. */
export function answeredFields(contracts: readonly Contract[]): DeclaredField[] {
  return objectsIn(contracts).flatMap(({ agency, type }) =>
    (type.fields ?? [])
      .filter((node) => !isExternal(node))
      .map((node) => ({
        agency,
        type,
        typeName: type.name.value,
        coordinate: `${type.name.value}.${node.name.value}`,
        node,
        returns: namedTypeOf(node.type),
      })),
  )
}
