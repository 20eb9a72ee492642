import { KINDS } from './maze.ts'

/** `width ** depth` fields in a text of `width * depth` spreads. */
export function fragmentTree({ width, depth }: { width: number; depth: number }): string {
  const spreads = (level: number) => (level < depth ? ` ...F${level + 1}`.repeat(width) : ' id')
  const fragments = Array.from(
    { length: depth },
    (_, index) => `fragment F${index + 1} on Tree {${spreads(index + 1)} }`,
  )
  return `{ tree {${spreads(0)} } } ${fragments.join(' ')}`
}

/** The same with a field on each level, so that it is deep as well. */
export function fieldTree(depth: number): string {
  const below = (level: number) => (level < depth ? `...F${level + 1}` : 'id')
  const sets = (level: number) => `left { ${below(level)} } right { ${below(level)} }`
  const fragments = Array.from({ length: depth }, (_, index) => `fragment F${index + 1} on Tree { ${sets(index + 1)} }`)
  return `{ tree { ${sets(0)} } } ${fragments.join(' ')}`
}

/** Every branch can come from any of four subgraphs, and its end from one only. */
export function sharedTree(depth: number): string {
  const ends = ['a', 'b', 'c', 'd']
  const branch = (level: number, at: number): string =>
    level === 0
      ? `${ends[at % ends.length]}`
      : `left { ${branch(level - 1, at * 2)} } right { ${branch(level - 1, at * 2 + 1)} }`
  return `{ tree { ${branch(depth, 0)} } }`
}

/** From subgraph to subgraph with every step, each way on at every step. */
export function alternating(depth: number): string {
  const ways = ['a', 'b', 'c', 'd']
  const fragments = Array.from({ length: depth }, (_, level) => {
    const on = level + 1 < depth ? `...W${level + 1}` : 'a b c d'
    return `fragment W${level} on Node { ${ways.map((way) => `${way}Next { ${on} }`).join(' ')} }`
  })
  return `{ walk { ...W0 } } ${fragments.join(' ')}`
}

/** One way as long as it may be. */
export function chain(length: number): string {
  const ways = ['a', 'b', 'c', 'd']
  const below = (step: number): string => (step === length ? 'id' : `${ways[step % 4]}Next { ${below(step + 1)} }`)
  return `{ walk { ${below(0)} } }`
}

/** Fragments on many types of an interface, again below each of them. */
export function manyTypes({ types, depth }: { types: number; depth: number }): string {
  const kinds = Array.from({ length: Math.min(types, KINDS) }, (_, index) => `K${index}`)
  const fragments = Array.from({ length: depth }, (_, level) => {
    const on = level + 1 < depth ? `next { ...T${level + 1} }` : 'id'
    return `fragment T${level} on Thing { id ${kinds.map((kind) => `... on ${kind} { b${kind} c${kind} ${on} }`).join(' ')} }`
  })
  return `{ thing { ...T0 } } ${fragments.join(' ')}`
}

/** Nothing asked of an interface but what every type has, level upon level: planners may write out each type. */
export function interfaceChain(depth: number): string {
  const below = (level: number): string => (level === 0 ? 'id size' : `id size next { ${below(level - 1)} }`)
  return `{ things { ${below(depth)} } }`
}

/** Each field under a condition of its own, over all subgraphs. */
export function conditions(count: number): string {
  const ways = ['a', 'b', 'c', 'd']
  const variables = Array.from({ length: count }, (_, index) => `$v${index}: Boolean!`)
  const below = (index: number): string => {
    if (index >= count) return 'id'
    const way = ways[index % 4]
    const inner = index % 9 === 8 ? 'id' : below(index + 1)
    const rest = index % 9 === 0 && index + 9 < count ? below(index + 9) : ''
    return `${way}Next @include(if: $v${index}) { ${way} ${inner} } ${rest}`
  }
  return `query (${variables.join(', ')}) { walk { ${below(0)} } }`
}

/** As many places as the limit of selections has room for, most of them to be completed by three subgraphs. */
export function everyPlace(): string {
  const tree = alternating(4)
  return tree.replace(
    '{ walk { ...W0 } }',
    '{ walk { ...W0 } aRoot { ...W1 } bRoot { ...W2 } cRoot { ...W2 } dRoot { ...W2 } }',
  )
}
