import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType } from 'graphql'
import { GraphQLID, GraphQLInt, GraphQLString, getNullableType } from 'graphql'
import type { Condition } from '../operation/selection.ts'
import { ownValue, readCode } from '../program/take.ts'
import type { CollectedField } from './collect-fields.ts'
import type { Write } from './compile-writer.ts'

export interface WrittenField extends CollectedField {
  readonly write: Write
}

/**
 * Code that writes the fields of an object, one after another, as if written by hand for this selection. The values that
 * nearly every field holds are written on the spot; all others go through the field's own writer.
 */
export function generateObject(type: GraphQLObjectType | GraphQLInterfaceType, fields: readonly WrittenField[]): Write {
  const isFixed = fields.every(isUnconditional)
  const weight = fields.filter(isUnconditional).reduce((sum, field) => sum + field.weight, 0)
  const lines = fields.map((field, index) => fieldCode(type.name, field, { index, isFixed }))
  const code = `return function write(tree, output) {
if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return output.flaw(tree)
let value, flaws, separator = ''
output.cost += ${weight}
output.ascii('{')
${lines.join('\n')}
return output.ascii('}')
}`
  const make = new Function('writes', 'own', code) as (...given: unknown[]) => Write
  return make(
    fields.map(({ write }) => write),
    ownValue,
  )
}

function fieldCode(typeName: string, field: WrittenField, at: { index: number; isFixed: boolean }): string {
  const label = `${JSON.stringify(field.responseName)}:`
  // Where fields may be left out, only the running code knows whether a comma is needed.
  const separate = at.isFixed ? '' : `output.ascii(separator); separator = ','\n`
  const comma = at.isFixed && at.index > 0 ? ',' : ''
  const code = separate + valueCode(typeName, field, { index: at.index, label: comma + label })
  return isUnconditional(field) ? code : `if (${conditionCode(field)}) {\noutput.cost += ${field.weight}\n${code}\n}`
}

function valueCode(typeName: string, field: WrittenField, { index, label }: { index: number; label: string }): string {
  if (field.name === '__typename') return `output.ascii(${JSON.stringify(label + JSON.stringify(typeName))})`
  const general = `flaws = output.flaws.length
output.ascii(${JSON.stringify(label)})
value = writes[${index}](value, output)
if (output.flaws.length !== flaws) output.under(${JSON.stringify(field.responseName)}, flaws)
if (!value) return false`
  // A value may be there for the sake of others; of a field that is refused it is not looked at.
  if (field.refused !== null) return general
  const common = commonCode(field.type, label)
  return `value = ${readCode('tree', field.key)}\n${common ? `${common} else {\n${general}\n}` : general}`
}

function commonCode(type: GraphQLOutputType, label: string): string | undefined {
  const { name } = getNullableType(type) as { name?: string } // a list has none
  if (name === GraphQLString.name || name === GraphQLID.name) {
    return `if (typeof value === 'string') { output.ascii(${JSON.stringify(label)}); output.string(value) }`
  }
  if (name === GraphQLInt.name)
    return `if (typeof value === 'number' && (value | 0) === value) { output.ascii(${JSON.stringify(label)}); output.ascii('' + value) }`
  return undefined
}

function isUnconditional({ alternatives }: CollectedField): boolean {
  return alternatives.some((conditions) => conditions.length === 0)
}

function conditionCode({ alternatives }: CollectedField): string {
  return alternatives.map((conditions) => conditions.map(testCode).join(' && ')).join(' || ')
}

function testCode({ variable, wanted }: Condition): string {
  return `${wanted ? '' : '!'}output.isTrue(${JSON.stringify(variable)})`
}
