import type { DocumentNode, GraphQLSchema } from 'graphql'
import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql'
import type { Limits } from '../config.ts'
import { Refusal } from '../errors.ts'
import { checkShape } from './check-shape.ts'
import { DocumentFault } from './document-fault.ts'

/** What the syntax tree of one token takes up, rounded up (measured: 188 bytes where every token is a field). */
const TOKEN_BYTES = 200

/** A document that parses and is within every limit of size. */
export interface ReadDocument {
  readonly document: DocumentNode
  readonly source: string
  readonly bytes: number
  /** True where it may ask for parts of the answer to come later; a comment that says so does no harm. */
  readonly defers: boolean
  /** Whose documents it has been found to be. */
  validFor: GraphQLSchema | undefined
}

export interface DocumentCheck {
  /** @throws {Refusal} LIMIT_… @throws {DocumentFault} where it does not parse */
  read(source: string): ReadDocument
  /** The rules of the specification, and the depth of introspection. @throws {DocumentFault} */
  validate(read: ReadDocument, schema: GraphQLSchema): void
  /** What is kept takes up. */
  readonly bytes: number
}

/**
 * Before planning, which costs more the odder the document is: refuses what does not parse, what is too big in any of
 * its measures, and then what the schema does not have. Documents that were read are kept, up to `cacheBytes` of them,
 * the longest unused going first: partners send the same few again and again, over whatever transport.
 */
export function openDocumentCheck(options: { limits: Limits; production: boolean; cacheBytes: number }): DocumentCheck {
  const { limits, production, cacheBytes } = options
  const known = new Map<string, ReadDocument>()
  let bytes = 0

  const keep = (read: ReadDocument): ReadDocument => {
    bytes += read.bytes
    known.set(read.source, read)
    for (const oldest of known.values()) {
      if (bytes <= cacheBytes) break
      known.delete(oldest.source)
      bytes -= oldest.bytes
    }
    return read
  }

  return {
    read(source) {
      const before = known.get(source)
      if (!before) return keep(readWithin(source, limits))
      known.delete(source)
      known.set(source, before)
      return before
    },
    validate(read, schema) {
      if (read.validFor === schema) return
      checkValid(read, schema, production)
      read.validFor = schema
    },
    get bytes() {
      return bytes
    },
  }
}

function readWithin(source: string, limits: Limits): ReadDocument {
  const document = parseWithin(source, limits)
  checkShape(document, limits)
  const bytes = source.length * 2 + (document.tokenCount ?? limits.tokens) * TOKEN_BYTES
  return { document, source, bytes, defers: /@\s*defer\b/.test(source), validFor: undefined }
}

function parseWithin(source: string, limits: Limits): DocumentNode {
  try {
    // Places in the source would take up half as much again, and are wanted only for what is refused.
    return parse(source, { maxTokens: limits.tokens, noLocation: true })
  } catch (error) {
    // graphql-js gives this one no code of its own; a test holds its wording.
    if (error instanceof Error && error.message.includes('Parsing aborted')) {
      throw new Refusal('LIMIT_TOKENS', `got more than ${limits.tokens} tokens; ask for less, or in several requests`)
    }
    if (error instanceof GraphQLError) throw new DocumentFault('GRAPHQL_PARSE_FAILED', [error])
    if (error instanceof RangeError) throw new Refusal('LIMIT_DEPTH', 'the document is nested too deeply to be read')
    throw error
  }
}

/** Faults that are told of with their places. */
const LOCATED_LIMIT = 20

/** In production the schema is nobody's business: no introspection, and no suggestions of what exists. */
function checkValid({ document, source }: ReadDocument, schema: GraphQLSchema, production: boolean): void {
  const rules = production ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules
  const faults = (of: DocumentNode) => validate(schema, of, rules, { hideSuggestions: production })
  const found = faults(document)
  if (found.length === 0) return
  // Where they stand costs a second reading, which a document that is nothing but faults does not get.
  const errors = found.length > LOCATED_LIMIT ? found : faults(parse(source))
  throw new DocumentFault('GRAPHQL_VALIDATION_FAILED', production ? errors.map(withoutSuggestion) : errors)
}

/** One rule of graphql-js (ScalarLeafs) suggests even where it is told not to. */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ ?Did you mean .+\?$/s, '')
  return message === error.message ? error : new GraphQLError(message, { nodes: error.nodes ?? null })
}
