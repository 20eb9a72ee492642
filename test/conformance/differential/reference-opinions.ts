import type { Answer } from './compare.ts'
import { difference } from './compare.ts'
import type { Pair } from './open-pair.ts'
import type { WrittenOperation } from './write-operation.ts'

/**
 * What the reference engine says of operations that ours answers as the one graph does. It is wrong in known ways; how
 * often, and in which of them, is counted.
 */
export class ReferenceOpinions {
  readonly counts = new Map<string, number>()

  async ask(pair: Pair, operation: WrittenOperation, wanted: Answer): Promise<void> {
    const answer = await pair.ask('reference', operation)
    const kind = difference(wanted, answer) ? reasonFor(pair, operation, wanted) : 'agrees'
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
  }
}

const REASONS: readonly (readonly [name: string, applies: (text: string, contracts: string) => boolean])[] = [
  ['an alias has the name of a key or a requirement', (text) => /\b(id|code|a|x|ref|owner|name|f\d): /.test(text)],
  ['requirements with arguments', (_, contracts) => /@requires\(fields: "[^"]*\(/.test(contracts)],
  ['requirements that chain or meet abstract types', (_, contracts) => contracts.includes('@requires')],
  ['interface objects', (_, contracts) => contracts.includes('@interfaceObject')],
  ['conditions', (text) => text.includes('@skip') || text.includes('@include')],
]

function reasonFor(pair: Pair, { text }: WrittenOperation, wanted: Answer): string {
  if (wanted.errors.length > 0) return 'errors stand elsewhere'
  const contracts = pair.contracts.join('\n')
  return REASONS.find(([, applies]) => applies(text, contracts))?.[0] ?? 'no known reason'
}
