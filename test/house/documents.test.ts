import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DocumentNode, SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { errorTable } from '../../gateway/errors.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]

test('the error table partners read is the one the gateway uses', () => {
  const rows = [...read('docs/partner.md').matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \| (.+) \|$/gm)]
  const told = rows.map(([, code, status, next]) => [code, { status: Number(status), next }])
  const used = Object.entries(errorTable).map(([code, { status, next }]) => [code, { status, next }])
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(used))
})

test('every link between documents leads somewhere', () => {
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
      .map(([, target]) => String(target))
      .filter((target) => !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document} → ${target}`),
  )
  expect(documents.length).toBeGreaterThan(10)
  expect(broken).toEqual([])
})

/** Levels of fields with the fragments expanded, as the gateway counts them. */
function depthOf(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  )
  const levels = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((node) => {
        if (node.kind === Kind.FIELD) return 1 + levels(node.selectionSet)
        return levels((node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value))?.selectionSet)
      }),
    )
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  return Math.max(...operations.map((node) => levels(node.selectionSet)))
}

test('the flagship keeps a third of the depth limit in reserve', () => {
  expect(depthOf(parse(read('schema/operations/cross-boundary-trip.graphql')))).toBe(8)
})
