import type {
  GraphQLAbstractType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql'
import { isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql'
import { ownValue } from '../program/take.ts'
import type { CollectedField, ConditionalSet } from './collect-fields.ts'
import { collectFields } from './collect-fields.ts'
import { generateObject } from './generate-object.ts'
import { leafWriter } from './leaves.ts'
import type { Output } from './output.ts'

/**
 * Writes a value as JSON text at the end of the output. False where it must be null and may not be: the flaw is noted,
 * and whoever may be null above takes back what was written since.
 */
export type Write = (value: unknown, output: Output) => boolean

/** What is asked of an object, and where in the data it stands, in keys. */
export interface Place {
  readonly sets: readonly ConditionalSet[]
  readonly at: readonly string[]
}

/**
 * Compiles the writer of an operation's answer: for each type that a selection meets, code that reads the fields by
 * their names and writes them in the order asked for. Types, nulls and enum values are held to the schema on the way
 * (GraphQL specification, 6.4.3 and 6.4.4). At the paths `united` one object may stand in several places of the data;
 * its text is written once.
 */
export function compileWriter(schema: GraphQLSchema, united: ReadonlySet<string> = new Set()) {
  const writeObject = (type: GraphQLObjectType | GraphQLInterfaceType, { sets, at }: Place): Write => {
    const fields = collectFields(schema, type, sets).map((field) => ({ ...field, write: writeField(field, at) }))
    const write = generateObject(type, fields)
    return united.has(at.join('.')) ? remembering(write) : write
  }

  const writeField = (field: CollectedField, at: readonly string[]): Write => {
    const { responseName, key, refused } = field
    if (refused !== null) return writeRefused(refused, isNonNullType(field.type))
    if (!field.name.startsWith('__')) return writeType(field.type, { sets: field.below, at: [...at, key] })
    return (_value, output) => output.json(JSON.stringify(output.introspected[responseName] ?? null))
  }

  const writeType = (type: GraphQLOutputType, place: Place): Write =>
    isNonNullType(type) ? writeNonNull(type.ofType, place) : orNull(writeNonNull(type, place))

  const writeNonNull = (type: GraphQLOutputType, place: Place): Write => {
    if (isNonNullType(type)) return writeNonNull(type.ofType, place)
    if (isListType(type)) return writeList(writeType(type.ofType, place))
    if (!isLeafType(type)) return writeAnyOf(type, place)
    const write = leafWriter(type)
    return (value, output) => {
      const text = value === null ? undefined : write(value)
      return text === undefined ? output.flaw(value) : output.json(text)
    }
  }

  const writeAnyOf = (type: GraphQLObjectType | GraphQLAbstractType, place: Place): Write =>
    isObjectType(type) ? lazily(() => writeObject(type, place)) : writeByType(type, place)

  /** Writers are compiled for the types that really turn up: an interface may have hundreds. */
  const writeByType = (type: GraphQLAbstractType, place: Place): Write => {
    const byName = new Map<unknown, Write>()
    // An agency that knows the interface as one object type (`@interfaceObject`) names the interface, or nothing.
    if (isInterfaceType(type) && !place.sets.some(hangsOnType)) {
      const write = lazily(() => writeObject(type, place))
      byName.set(undefined, write).set(type.name, write)
    }
    const compile = (name: unknown): Write | undefined => {
      const possible = typeof name === 'string' ? schema.getType(name) : undefined
      if (!isObjectType(possible) || !schema.isSubType(type, possible)) return undefined
      const write = writeObject(possible, place)
      byName.set(name, write)
      return write
    }
    return (value, output) => {
      if (typeof value !== 'object' || value === null) return output.flaw(value)
      const name = ownValue(value, '__typename')
      const write = byName.get(name) ?? compile(name)
      return write ? write(value, output) : output.flaw(name)
    }
  }

  return { writeObject, writeAnyOf }
}

function hangsOnType({ selections }: ConditionalSet): boolean {
  return selections.some((selection) => selection.kind === 'fragment' || selection.name === '__typename')
}

function lazily(make: () => Write): Write {
  let made: Write | undefined
  return (value, output) => {
    made ??= make()
    return made(value, output)
  }
}

/** Where null is not allowed either, whoever may be null above is. */
function writeRefused(field: number, isNonNull: boolean): Write {
  return (_value, output) => {
    output.refuse(field)
    return isNonNull ? false : output.ascii('null')
  }
}

function orNull(write: Write): Write {
  return (value, output) => {
    if (value === null) return output.ascii('null')
    const start = output.length
    if (write(value, output)) return true
    output.back(start)
    return output.ascii('null')
  }
}

/** Where an object has a flaw it is written again each time, so that the flaw is told of in each place. */
function remembering(write: Write): Write {
  return (value, output) => {
    if (typeof value !== 'object' || value === null) return write(value, output)
    const known = output.written.get(value)
    if (known?.write === write) return output.again(known)
    const { length: start, cost, flaws } = output
    const before = flaws.length
    if (!write(value, output)) return false
    if (output.flaws.length === before)
      output.written.set(value, { write, start, end: output.length, cost: output.cost - cost })
    return true
  }
}

function writeList(writeItem: Write): Write {
  return (value, output) => {
    if (!Array.isArray(value)) return output.flaw(value)
    output.ascii('[')
    for (let index = 0; index < value.length; index++) {
      if (index > 0) output.ascii(',')
      const flaws = output.flaws.length
      const isWritten = writeItem(value[index], output)
      if (output.flaws.length !== flaws) output.under(index, flaws)
      if (!isWritten) return false
    }
    return output.ascii(']')
  }
}
