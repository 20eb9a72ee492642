import type { DocumentNode, OperationTypeNode, SelectionSetNode } from 'graphql'
import { getOperationAST, Kind } from 'graphql'
import type { Limits } from '../config.ts'
import type { Engine, Operation, WarmOperation } from '../engine/engine.ts'
import type { Exchange } from '../exchange.ts'
import type { DocumentCheck } from './check-document.ts'
import { checkOperation } from './check-operation.ts'
import { faultOf } from './document-fault.ts'
import type { RequestParameters } from './read-parameters.ts'

/** An engine that is in use until it is released, so that a supergraph that was replaced is not stopped under a request. */
export interface EngineLease {
  readonly engine: Engine
  release(): void
}

/** Where requests find the engine of the moment. */
export interface EngineSource {
  acquire(): EngineLease
  /** Told of each operation that is valid and asks agencies: the most used ones are planned for the next supergraph. */
  note?(operation: WarmOperation): void
}

/** An operation that has passed every check, and the engine it was checked against: that one executes it. */
export interface PreparedOperation extends Operation {
  readonly type: OperationTypeNode
  readonly lease: EngineLease
  /** True where parts of the answer may come later. */
  readonly defers: boolean
  /** What its answer may cost, in weighted fields. */
  readonly cost: number
}

/** Refuses an operation of a type that this request must not carry, before any other work. */
export type CheckType = (type: OperationTypeNode) => void

export type PrepareOperation = (
  parameters: RequestParameters,
  exchange: Exchange,
  checkType: CheckType,
) => PreparedOperation

/**
 * All that stands between a well-formed request and its execution, alike for every transport: limits, validation, the
 * choice of the operation, its cost, its variables. What is prepared holds an engine: whoever prepares must release it.
 * The function throws {Refusal} and {DocumentFault}; then nothing is held.
 */
export function openPreparation(room: {
  engines: EngineSource
  documents: DocumentCheck
  limits: Limits
  production: boolean
  /** False where nothing is executed. */
  needsVariables?: boolean
}): PrepareOperation {
  return (parameters, exchange, checkType) => {
    const { operationName, variables } = parameters
    const read = room.documents.read(parameters.query)
    const { document, source, defers } = read
    const operation = getOperationAST(document, operationName)
    if (operation) {
      exchange.operationName = operation.name?.value ?? null
      exchange.operationType = operation.operation
      checkType(operation.operation)
    }
    const lease = room.engines.acquire()
    try {
      const schema = lease.engine.apiSchema
      room.documents.validate(read, schema)
      if (!operation) throw unresolved(operationName)
      const { cost } = checkOperation({ schema, document, operation, variables: variables ?? {} }, room)
      if (asksAgencies(operation.selectionSet, document)) room.engines.note?.({ source, operationName })
      return { document, source, operationName, variables, exchange, lease, type: operation.operation, defers, cost }
    } catch (error) {
      lease.release()
      throw error
    }
  }
}

/**
 * False where only the schema itself is asked about, which takes no plan. The document is valid and within its limits, so
 * that the walk ends, and soon.
 */
function asksAgencies({ selections }: SelectionSetNode, document: DocumentNode): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FIELD) return !node.name.value.startsWith('__')
    if (node.kind === Kind.INLINE_FRAGMENT) return asksAgencies(node.selectionSet, document)
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === node.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && asksAgencies(fragment.selectionSet, document)
  })
}

function unresolved(operationName: string | undefined) {
  return faultOf(
    'OPERATION_RESOLUTION_FAILURE',
    operationName
      ? `the document has no operation ${operationName}; name one it has`
      : 'the document has several operations; name one in operationName',
  )
}
