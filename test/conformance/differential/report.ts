import type { FederationAnswer } from '../../../gateway/testing/federation.ts'
import type { Answer } from './compare.ts'
import type { Pair } from './open-pair.ts'
import type { WrittenOperation } from './write-operation.ts'

/** All that somebody needs who wants to understand one difference. */
export function reportDifference(what: {
  difference: string
  pair: Pair
  operation: WrittenOperation
  wanted: Answer
  got: FederationAnswer
  reference: string
}): string {
  const { difference, pair, operation, wanted, got, reference } = what
  return [
    `our engine differs from the one graph: ${difference}; the reference: ${reference}`,
    ...pair.contracts,
    '# operation',
    operation.text,
    `# variables\n${JSON.stringify(operation.variables)}`,
    `# wanted\n${printAnswer(wanted)}`,
    `# got\n${printAnswer(got)}`,
    `# plan\n${JSON.stringify(pair.plan(), null, 1)}`,
    '# asked',
    ...got.calls.map(({ subgraph, query, variables }) => `${subgraph}: ${query} ${JSON.stringify(variables)}`),
  ].join('\n')
}

function printAnswer({ data, errors }: Answer & { readonly errors: readonly object[] }): string {
  return JSON.stringify({ data, errors })
}
