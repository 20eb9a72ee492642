import type { ValueNode } from 'graphql'
import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'
import { GraphQLSafeInt } from 'graphql-scalars'
import { formatInstant, isCalendarDate, parseInstant } from './clock.ts'

function scalar(options: {
  name: string
  wanted: string
  parse: (text: string) => unknown
  serialize: (value: unknown) => unknown
}) {
  const read = (value: unknown, node?: ValueNode) => {
    const parsed = typeof value === 'string' ? options.parse(value) : undefined
    if (parsed !== undefined) return parsed
    const got = node ? print(node) : JSON.stringify(value)
    throw new GraphQLError(`got ${got}, wanted ${options.wanted}`, { nodes: node })
  }
  return new GraphQLScalarType({
    name: options.name,
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize: options.serialize,
  })
}

/** Outside: RFC 3339 with offset, answered in regional time. Inside: an `Instant` in milliseconds. */
const DateTime = scalar({
  name: 'DateTime',
  wanted: 'a date and time with offset such as 2026-11-23T08:30:00+08:00',
  parse: parseInstant,
  serialize: (value) => {
    const instant = value instanceof Date ? value.getTime() : value
    if (typeof instant !== 'number') throw new TypeError('DateTime serializes an Instant or a Date')
    return formatInstant(instant)
  },
})

/** A calendar date, `YYYY-MM-DD`, the same inside and outside. */
const CalendarDate = scalar({
  name: 'Date',
  wanted: 'a calendar date such as 2026-11-23',
  parse: (text) => (isCalendarDate(text) ? text : undefined),
  serialize: (value) => {
    if (typeof value !== 'string' || !isCalendarDate(value)) throw new TypeError('Date serializes YYYY-MM-DD text')
    return value
  },
})

/** The scalars every subgraph may declare; the kit gives each declared one its behaviour. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  DateTime,
  Date: CalendarDate,
  SafeInt: GraphQLSafeInt,
}
