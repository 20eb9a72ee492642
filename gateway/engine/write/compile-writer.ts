import type {
  GraphQLAbstractType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql'
import { isAbstractType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql'
import type { Condition } from '../operation/selection.ts'
import { ownValue, readCode } from '../program/take.ts'
import type { CollectedField, ConditionalSet } from './collect-fields.ts'
import { collectFields } from './collect-fields.ts'
import type { WriteRun } from './flaws.ts'
import { leafWriter } from './leaves.ts'

/** Writes a value as JSON text; `undefined` where it must be null and may not be, with the flaw noted in the run. */
export type Write = (value: unknown, run: WriteRun) => string | undefined

/**
 * Compiles the writer of an operation's answer: for each type that a selection meets, code that reads the fields by
 * their names and writes them in the order asked for. Types, nulls and enum values are held to the schema on the way
 * (GraphQL specification, 6.4.3 and 6.4.4).
 */
export function compileWriter(schema: GraphQLSchema): {
  writeObject(type: GraphQLObjectType, sets: readonly ConditionalSet[]): Write
  writeAnyOf(type: GraphQLObjectType | GraphQLAbstractType, sets: readonly ConditionalSet[]): Write
} {
  let writers = 0

  const writeObject = (type: GraphQLObjectType | GraphQLInterfaceType, sets: readonly ConditionalSet[]): Write => {
    const fields = collectFields(schema, type, sets)
    const writes = fields.map((field) => (field.name === '__typename' ? null : writeField(field)))
    return remembering(generateObject(type, fields, writes), writers++)
  }

  const writeField = (field: CollectedField): Write => {
    const { responseName } = field
    if (field.name.startsWith('__')) return (_value, run) => JSON.stringify(run.introspected[responseName] ?? null)
    return writeType(field.type, field.below)
  }

  const writeType = (type: GraphQLOutputType, below: readonly ConditionalSet[]): Write => {
    if (isNonNullType(type)) return writeNonNull(type.ofType, below)
    const write = writeNonNull(type, below)
    return (value, run) => (value === null ? 'null' : (write(value, run) ?? 'null'))
  }

  const writeNonNull = (type: GraphQLOutputType, below: readonly ConditionalSet[]): Write => {
    if (isNonNullType(type)) return writeNonNull(type.ofType, below)
    if (isListType(type)) return writeList(writeType(type.ofType, below))
    if (isLeafType(type)) {
      const write = leafWriter(type)
      return (value, run) => (value === null ? run.flaw(value) : (write(value) ?? run.flaw(value)))
    }
    return writeAnyOf(type, below)
  }

  const writeAnyOf = (type: GraphQLObjectType | GraphQLAbstractType, sets: readonly ConditionalSet[]): Write => {
    if (isObjectType(type)) return lazily(() => writeObject(type, sets))
    return writeByType(type, sets)
  }

  /** Writers are compiled for the types that really turn up: an interface may have hundreds. */
  const writeByType = (type: GraphQLAbstractType, sets: readonly ConditionalSet[]): Write => {
    const byName = new Map<unknown, Write>()
    // An agency that knows the interface as one object type (`@interfaceObject`) names the interface, or nothing.
    if (isInterfaceType(type) && !sets.some(hangsOnType)) {
      const write = lazily(() => writeObject(type, sets))
      byName.set(undefined, write).set(type.name, write)
    }
    const compile = (name: unknown): Write | undefined => {
      const possible = typeof name === 'string' ? schema.getType(name) : undefined
      if (!isObjectType(possible) || !isAbstractType(type) || !schema.isSubType(type, possible)) return undefined
      const write = writeObject(possible, sets)
      byName.set(name, write)
      return write
    }
    return (value, run) => {
      if (typeof value !== 'object' || value === null) return run.flaw(value)
      const name = ownValue(value, '__typename')
      const write = byName.get(name) ?? compile(name)
      return write ? write(value, run) : run.flaw(name)
    }
  }

  return { writeObject, writeAnyOf }
}

function hangsOnType({ selections }: ConditionalSet): boolean {
  return selections.some((selection) => selection.kind === 'fragment' || selection.name === '__typename')
}

function lazily(make: () => Write): Write {
  let made: Write | undefined
  return (value, run) => {
    made ??= make()
    return made(value, run)
  }
}

/**
 * An object that stands in several places is written once. Where it has a flaw it is written again, so that the flaw is
 * told of in each place.
 */
function remembering(write: Write, index: number): Write {
  return (value, run) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return run.flaw(value)
    run.written[index] ??= new Map()
    const texts = run.written[index]
    const known = texts.get(value)
    if (known !== undefined) return known
    const flaws = run.flaws.length
    const text = write(value, run)
    if (text !== undefined && run.flaws.length === flaws) texts.set(value, text)
    return text
  }
}

function writeList(writeItem: Write): Write {
  return (value, run) => {
    if (!Array.isArray(value)) return run.flaw(value)
    let text = '['
    for (let index = 0; index < value.length; index++) {
      const flaws = run.flaws.length
      const item = writeItem(value[index], run)
      if (run.flaws.length !== flaws) run.under(index, flaws)
      if (item === undefined) return undefined
      text += index > 0 ? `,${item}` : item
    }
    return `${text}]`
  }
}

function generateObject(
  type: GraphQLObjectType | GraphQLInterfaceType,
  fields: readonly CollectedField[],
  writes: readonly (Write | null)[],
): Write {
  const isFixed = fields.every(isUnconditional)
  const lines = fields.map((field, index) =>
    fieldCode(type, field, { index, separator: separatorCode(index, isFixed) }),
  )
  const code = `return function write(tree, run) {
let text = '{', value, flaws
${lines.join('\n')}
return text + '}'
}`
  const make = new Function('writes', 'own', code) as (...given: unknown[]) => Write
  return make(writes, ownValue)
}

/** A comma, or code that finds out whether one is needed where fields before may have been left out. */
function separatorCode(index: number, isFixed: boolean): string {
  if (isFixed) return index > 0 ? `','` : `''`
  return index > 0 ? `(text.length > 1 ? ',' : '')` : `''`
}

function fieldCode(
  type: GraphQLObjectType | GraphQLInterfaceType,
  field: CollectedField,
  at: { index: number; separator: string },
): string {
  const label = JSON.stringify(`${JSON.stringify(field.responseName)}:`)
  const code =
    field.name === '__typename'
      ? `text += ${at.separator} + ${label} + ${JSON.stringify(JSON.stringify(type.name))}`
      : `flaws = run.flaws.length
value = writes[${at.index}](${readCode('tree', field.key)}, run)
if (run.flaws.length !== flaws) run.under(${JSON.stringify(field.responseName)}, flaws)
if (value === undefined) return undefined
text += ${at.separator} + ${label} + value`
  return isUnconditional(field) ? code : `if (${conditionCode(field)}) {\n${code}\n}`
}

function isUnconditional({ alternatives }: CollectedField): boolean {
  return alternatives.some((conditions) => conditions.length === 0)
}

function conditionCode({ alternatives }: CollectedField): string {
  return alternatives.map((conditions) => conditions.map(testCode).join(' && ')).join(' || ')
}

function testCode({ variable, wanted }: Condition): string {
  return `${wanted ? '' : '!'}run.isTrue(${JSON.stringify(variable)})`
}
