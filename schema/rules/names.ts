import type { Element, ElementKind } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

const CAMEL_CASE = { shape: /^[a-z][a-zA-Z0-9]*$/, called: 'camelCase' }

const STYLES: Readonly<Record<ElementKind, { shape: RegExp; called: string }>> = {
  type: { shape: /^[A-Z][a-zA-Z0-9]*$/, called: 'PascalCase' },
  field: CAMEL_CASE,
  argument: CAMEL_CASE,
  'input field': CAMEL_CASE,
  'enum value': { shape: /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, called: 'SCREAMING_SNAKE_CASE' },
}

/** `strName`, `objCity`: the type is written beside the name already. */
const HUNGARIAN = /^(?:str|int|bool|flt|obj|arr|lst|enm)[A-Z]/
/** `CityType`, `CoverageEnum`: says what the keyword before it says. */
const KIND_AS_SUFFIX = /.(?:Type|Object|Enum|Interface|Union|Scalar|Model|Entity|Dto|DTO)$/
/** `cityList`: the brackets say so. */
const CONTAINER_AS_SUFFIX = /.(?:List|Array)$/
/** `getCity`: a query field is a thing, not an act. */
const READING_VERB = /^(?:get|fetch|find|retrieve|load)[A-Z]/

export const names: Rule = {
  code: 'NAME_STYLE',
  asks: 'Types are PascalCase, fields and arguments camelCase, enum values SCREAMING_SNAKE_CASE; no name repeats its type.',
  why: 'Four agencies write one graph: a partner must not be able to tell from a name who wrote it.',
  check: (input) =>
    elementsIn(input).flatMap((element) => {
      const wanted = wantedOf(element)
      if (!wanted) return []
      const message = `got the ${element.kind} ${element.coordinate}, wanted ${wanted}`
      return [findingAt(element.node, { code: names.code, severity: 'error', message, fix: 'Rename it.' })]
    }),
}

function wantedOf({ kind, name, typeName }: Element): string | undefined {
  const style = STYLES[kind]
  if (!style.shape.test(name)) return `a name in ${style.called}`
  if (kind === 'enum value') return undefined
  if (kind === 'type')
    return KIND_AS_SUFFIX.test(name) ? 'a name that does not end with what kind of type it is' : undefined
  if (HUNGARIAN.test(name)) return 'a name that does not begin with its type'
  if (CONTAINER_AS_SUFFIX.test(name)) return 'a plural, since the brackets already say that it is a list'
  if (typeName === 'Query' && kind === 'field' && READING_VERB.test(name)) return 'a noun: a query field is a thing'
  return undefined
}
