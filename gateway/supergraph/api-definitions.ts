import type { ConstDirectiveNode, DefinitionNode, InputValueDefinitionNode, NamedTypeNode, NameNode } from 'graphql'
import { isTypeDefinitionNode, Kind } from 'graphql'
import type { Feature } from './features.ts'
import { nameOfDirective, ownsName } from './features.ts'

/** Where a directive of an operation may stand; the others are notes on the schema, and no business of callers. */
const EXECUTABLE =
  /^(QUERY|MUTATION|SUBSCRIPTION|FIELD|FRAGMENT_DEFINITION|FRAGMENT_SPREAD|INLINE_FRAGMENT|VARIABLE_DEFINITION)$/
/** What callers may know of how an element is marked. */
const SHOWN = new Set(['deprecated', 'specifiedBy', 'oneOf'])

type ApiFilter = (definition: DefinitionNode) => DefinitionNode | undefined

/**
 * What of each definition belongs to the API. Federation's machinery and whatever is inaccessible is left out, under
 * whatever name the supergraph imports it: a planner that knows `@inaccessible` by that name only would show the rest.
 * Descriptions, order, deprecations and directives for operations stay.
 */
export function openApiFilter(definitions: readonly DefinitionNode[], features: readonly Feature[]): ApiFilter {
  const view = openView(definitions, features)
  return (definition) => {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
      const forOperations = definition.locations.some(({ value }) => EXECUTABLE.test(value))
      // Directives for operations of somebody else's specification are for callers; Federation's own are not.
      return forOperations && !view.isFederations(`@${definition.name.value}`)
        ? view.showArguments(definition)
        : undefined
    }
    if (definition.kind === Kind.SCHEMA_DEFINITION) return { ...definition, directives: [] }
    return isTypeDefinitionNode(definition) && view.hasType(definition) ? showType(definition) : undefined
  }

  function showType(definition: DefinitionNode): DefinitionNode | undefined {
    const { shown, marks, types } = view
    switch (definition.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
        return { ...definition, directives: marks(definition) }
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const fields = shown(definition.fields).map(view.showArguments)
        return { ...definition, directives: [], interfaces: types(definition.interfaces), fields }
      }
      case Kind.UNION_TYPE_DEFINITION:
        return { ...definition, directives: [], types: types(definition.types) }
      case Kind.ENUM_TYPE_DEFINITION:
        return { ...definition, directives: [], values: shown(definition.values) }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return { ...definition, directives: marks(definition), fields: shown(definition.fields) }
      default:
        return undefined
    }
  }
}

interface Marked {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** What callers see of single elements. */
function openView(definitions: readonly DefinitionNode[], features: readonly Feature[]) {
  const official = features.filter(({ name, official }) => official && name === 'inaccessible')
  // The plain name counts even without a link: what somebody meant to hide is better hidden.
  const hiding = new Set(['inaccessible', ...official.map((feature) => nameOfDirective(feature, 'inaccessible'))])
  const isMachinery = (name: string) =>
    /^@?(join|link|core)(__|$)/.test(name) || features.some((feature) => ownsName(feature, name))
  const isFederations = (name: string) =>
    /^@?(join|link|core)(__|$)/.test(name) || features.some((feature) => feature.official && ownsName(feature, name))
  const isHidden = (node: Marked) => node.directives?.some(({ name }) => hiding.has(name.value)) ?? false
  const hasType = (node: Marked & { readonly name: NameNode }) => !isHidden(node) && !isMachinery(node.name.value)
  const gone = new Set(
    definitions.flatMap((one) => (isTypeDefinitionNode(one) && !hasType(one) ? [one.name.value] : [])),
  )
  const marks = (node: Marked) => node.directives?.filter(({ name }) => SHOWN.has(name.value)) ?? []
  const shown = <T extends Marked>(nodes: readonly T[] = []): T[] =>
    nodes.filter((node) => !isHidden(node)).map((node) => ({ ...node, directives: marks(node) }))
  return {
    isFederations,
    hasType,
    marks,
    shown,
    types: (nodes: readonly NamedTypeNode[] = []) => nodes.filter(({ name }) => !gone.has(name.value)),
    showArguments: <T extends { readonly arguments?: readonly InputValueDefinitionNode[] | undefined }>(
      node: T,
    ): T => ({
      ...node,
      arguments: shown(node.arguments),
    }),
  }
}
