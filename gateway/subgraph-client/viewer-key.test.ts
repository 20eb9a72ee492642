import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { viewerKey } from './viewer-key.ts'

const word = fc.constantFrom('', 'a', 'b', 'a,b', 'a b', '"', '\n', '["a"]')
const viewers: fc.Arbitrary<Viewer> = fc
  .record({
    subject: fc.option(word),
    clientId: fc.option(word),
    scopes: fc.array(word, { maxLength: 3 }),
    purpose: fc.option(word),
    standing: fc.option(fc.record({ home: word, consents: fc.constant([]) })),
  })
  .map((said) => ({ ...anonymous, ...said }))

test('two viewers have one key exactly where a statement says the same of both', () => {
  fc.assert(
    fc.property(viewers, viewers, (one, other) => {
      expect(viewerKey(one) === viewerKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      expect(viewerKey({ ...one })).toBe(viewerKey(one))
    }),
    { numRuns: 2_000 },
  )
})

test('the order in which members were written does not matter; one that is added does', () => {
  const viewer: Viewer = { ...anonymous, subject: 'one', clientId: 'app', scopes: ['a'], purpose: 'travel' }
  const { subject, ...rest } = viewer
  expect(viewerKey({ ...rest, subject })).toBe(viewerKey(viewer))
  const added: Viewer & { added: string } = { ...viewer, added: 'high' }
  expect(viewerKey(added)).not.toBe(viewerKey(viewer))
  expect(viewerKey({ ...viewer, assurance: 'LOW' })).not.toBe(viewerKey(viewer))
})
