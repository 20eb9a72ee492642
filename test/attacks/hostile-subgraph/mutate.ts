import * as fc from 'fast-check'

/** Stands in everything of a mutation that no caller may ever read in his data. */
export const CANARY = 'canary-5e1f'

/** One change to one place of an answer. `at` picks the place, modulo how many there are. */
export interface Mutation {
  readonly at: number
  readonly change: Change
}

export type Change =
  /** JSON text in place of a value. */
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'wrap'; readonly before: string; readonly after: string }
  | { readonly kind: 'rename'; readonly to: string }
  | { readonly kind: 'remove' }
  | { readonly kind: 'add'; readonly key: string; readonly text: string }
  | { readonly kind: 'typename'; readonly text: string }
  | { readonly kind: 'repeat'; readonly times: number }
  | { readonly kind: 'shorten' }
  | { readonly kind: 'reverse' }
  /** What stands beside the data, as the text of the whole list. */
  | { readonly kind: 'errors'; readonly text: string; readonly data: 'kept' | 'null' | 'absent' }
  /** The whole answer. */
  | { readonly kind: 'text'; readonly text: string }

const DEEP = 10_000
const deepList = '['.repeat(DEEP) + ']'.repeat(DEEP)
const deepObject = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`
const marked = `{"${CANARY}":"${CANARY}"}`

/** Names that objects inherit, that engines use themselves, and that other subgraphs answer to. */
const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  'then',
  'length',
  '__typename',
  '_entities',
  'id',
  'name',
  'rating',
  'mood',
  'zone',
  '_client_id',
  '',
  CANARY,
]

const wrongTexts = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '2147483648',
  '9007199254740993',
  '"plain"',
  '""',
  '"NaN"',
  '"\\ud800"',
  `"${'x'.repeat(100_000)}"`,
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '[{}]',
  deepList,
  deepObject,
  marked,
  `[${marked}]`,
  `{"__proto__":{"polluted":"${CANARY}"}}`,
  `{"constructor":{"prototype":{"polluted":"${CANARY}"}}}`,
  `[{"__proto__":{"polluted":"${CANARY}"}}]`,
  '{"length":3,"0":1}',
  `{"toString":"${CANARY}","toJSON":"${CANARY}","valueOf":1,"then":1}`,
]

const typeNames = [
  '"Nowhere"',
  '"Item"',
  '"Found"',
  '"Query"',
  '"Mutation"',
  '"__Type"',
  '"Person"',
  '"Bundle"',
  '"Review"',
  '"constructor"',
  '"__proto__"',
  '"toString"',
  `"${CANARY}"`,
  'null',
  '3',
  '[]',
  marked,
  deepList,
]

const hostileErrors = [
  `[{"message":"${CANARY}"}]`,
  `[{"message":"${CANARY}","path":["${CANARY}","nowhere"]}]`,
  `[{"message":"${CANARY}","path":["products",999,"title"]}]`,
  `[{"message":"${CANARY}","path":["_entities",0,"__proto__","polluted"]}]`,
  `[{"message":"${CANARY}","path":["_entities",4294967296]}]`,
  `[{"message":"${CANARY}","path":["__proto__","polluted"]}]`,
  `[{"message":"${CANARY}","path":[{"${CANARY}":1}]}]`,
  `[{"message":"${CANARY}","path":"${CANARY}"}]`,
  `[{"message":"${CANARY}","path":[]}]`,
  `[${Array.from({ length: 10_000 }, (_, index) => `{"message":"${CANARY} ${index}"}`).join()}]`,
  '[{}]',
  '[null]',
  '[1,2]',
  '[[]]',
  `[{"message":"${CANARY}${'x'.repeat(100_000)}"}]`,
  `[{"message":{"${CANARY}":1},"extensions":"${CANARY}"}]`,
  `[{"message":"${CANARY}","extensions":{"code":"${CANARY}","__proto__":{"polluted":"${CANARY}"}}}]`,
  '[]',
  '{}',
  `"${CANARY}"`,
  '1',
]

const wholeTexts = [
  '',
  'null',
  '[]',
  '1',
  '{}',
  '{"data":',
  '{"data":null}',
  '{"data":[]}',
  '{"data":{}}',
  '{"data":{"_entities":null}}',
  '{"data":{"_entities":{}}}',
  `{"data":${deepObject}}`,
  `<html>${CANARY}</html>`,
  '\ufeff{"data":{}}',
  `{"data":{},"__proto__":{"polluted":"${CANARY}"}}`,
]

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), text: fc.constantFrom(...wrongTexts) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), text: fc.json({ maxDepth: 3 }).map(withoutCanary) }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Change>(
      { kind: 'wrap', before: '[', after: ']' },
      { kind: 'wrap', before: '[[', after: ']]' },
      { kind: 'wrap', before: '{"data":', after: '}' },
      { kind: 'wrap', before: '{"0":', after: '}' },
    ),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), to: fc.constantFrom(...oddKeys) }) },
  { weight: 3, arbitrary: fc.constant<Change>({ kind: 'remove' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      key: fc.constantFrom(...oddKeys),
      text: fc.constantFrom(`"${CANARY}"`, marked, `{"polluted":"${CANARY}"}`, '1', 'null', '[]'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('typename' as const), text: fc.constantFrom(...typeNames) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), times: fc.constantFrom(2, 50) }) },
  { weight: 2, arbitrary: fc.constantFrom<Change>({ kind: 'shorten' }, { kind: 'reverse' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('errors' as const),
      text: fc.constantFrom(...hostileErrors),
      data: fc.constantFrom('kept' as const, 'null' as const, 'absent' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom(...wholeTexts) }) },
)

function withoutCanary(text: string): string {
  return text.replaceAll(CANARY, '')
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({ at: fc.nat({ max: 10_000 }), change })

export interface Mutated {
  /** What goes over the wire. */
  readonly text: string
  /** True where an honest agency could have changed the same: a null where one may be, another entity, other items. */
  readonly lawful: boolean
}

/**
 * The answer after all changes, each to what the ones before have left. JSON has texts that no object stands for (a key
 * twice, `__proto__`, `1e400`), so texts are what is changed.
 */
export function mutate(data: unknown, mutations: readonly Mutation[]): Mutated {
  const answer: Answer = { data: nodeOf(data), errors: '', text: undefined, lawful: false }
  for (const mutation of mutations) apply(answer, mutation)
  const members = [answer.data && `"data":${textOf(answer.data)}`, answer.errors].filter(Boolean)
  return { text: answer.text ?? `{${members.join()}}`, lawful: answer.lawful }
}

interface Answer {
  data: Node | undefined
  errors: string
  text: string | undefined
  lawful: boolean
}

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: Node[] }
  | { kind: 'object'; entries: [key: string, value: Node][] }

/** A value, and what to do to have another or none in its place. */
interface Place {
  /** `undefined` for an item of a list. */
  readonly key: string | undefined
  readonly node: Node
  readonly object: Extract<Node, { kind: 'object' }> | undefined
  put(node: Node): void
  remove(): void
  rename(key: string): void
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nodeOf) }
  if (typeof value !== 'object' || value === null) return { kind: 'text', text: JSON.stringify(value) }
  return { kind: 'object', entries: Object.entries(value).map(([key, inner]) => [key, nodeOf(inner)]) }
}

function textOf(node: Node): string {
  if (node.kind === 'text') return node.text
  if (node.kind === 'list') return `[${node.items.map(textOf).join()}]`
  return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join()}}`
}

function placesIn(node: Node): Place[] {
  if (node.kind === 'list') {
    return node.items.flatMap((item, index): Place[] => [
      {
        key: undefined,
        node: item,
        object: item.kind === 'object' ? item : undefined,
        put: (other) => void node.items.splice(index, 1, other),
        remove: () => void node.items.splice(index, 1),
        rename: () => {},
      },
      ...placesIn(item),
    ])
  }
  if (node.kind === 'text') return []
  return node.entries.flatMap((entry, index): Place[] => [
    {
      key: entry[0],
      node: entry[1],
      object: entry[1].kind === 'object' ? entry[1] : node,
      put: (other) => void entry.splice(1, 1, other),
      remove: () => void node.entries.splice(index, 1),
      rename: (key) => void entry.splice(0, 1, key),
    },
    ...placesIn(entry[1]),
  ])
}

function apply(answer: Answer, { at, change }: Mutation): void {
  if (change.kind === 'text') answer.text = change.text
  if (change.kind === 'errors') {
    answer.errors = `"errors":${change.text}`
    if (change.data !== 'kept') answer.data = change.data === 'null' ? { kind: 'text', text: 'null' } : undefined
  }
  const places = answer.data ? placesIn(answer.data).filter((place) => fits(place, change)) : []
  const place = places[at % Math.max(1, places.length)]
  if (!place) return
  answer.lawful ||= isLawful(place, change)
  applyAt(place, change)
}

function fits({ node, object }: Place, { kind }: Change): boolean {
  if (kind === 'repeat' || kind === 'shorten' || kind === 'reverse') return node.kind === 'list'
  return kind === 'add' || kind === 'typename' ? object !== undefined : true
}

function isLawful({ key }: Place, change: Change): boolean {
  switch (change.kind) {
    case 'replace':
    case 'wrap':
      return key === 'id' || ('text' in change && change.text.includes('null'))
    case 'rename':
      return change.to === 'id'
    case 'remove':
      return key === undefined
    case 'add':
      return change.key === 'id' || change.text === 'null'
    case 'repeat':
    case 'shorten':
    case 'reverse':
      return true
    default:
      return false
  }
}

function applyAt(place: Place, change: Change): void {
  const { node, object } = place
  switch (change.kind) {
    case 'replace':
      place.put({ kind: 'text', text: change.text })
      break
    case 'wrap':
      place.put({ kind: 'text', text: change.before + textOf(node) + change.after })
      break
    case 'rename':
      place.rename(change.to)
      break
    case 'remove':
      place.remove()
      break
    case 'add':
      addKey(object, change)
      break
    case 'typename':
      if (object) object.entries = [['__typename', textNode(change.text)], ...object.entries.filter(isNoTypeName)]
      break
    case 'repeat':
    case 'shorten':
    case 'reverse':
      if (node.kind === 'list') place.put({ kind: 'list', items: changeItems(node.items, change) })
  }
}

function changeItems(items: readonly Node[], change: Change): Node[] {
  if (change.kind === 'repeat') return Array.from({ length: change.times }, () => items).flat()
  return change.kind === 'shorten' ? items.slice(0, -1) : items.toReversed()
}

function textNode(text: string): Node {
  return { kind: 'text', text }
}

function isNoTypeName([key]: readonly [string, Node]): boolean {
  return key !== '__typename'
}

/** A key that was asked for may be answered with anything; only under others the canary must not show. */
function addKey(object: Place['object'], { key, text }: Extract<Change, { kind: 'add' }>): void {
  const isAsked = object?.entries.some(([known]) => known === key)
  object?.entries.push([key, { kind: 'text', text: isAsked ? text.replaceAll(CANARY, 'other') : text }])
}
