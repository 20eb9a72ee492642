import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteCollector } from './collect-bytes.ts'

test('bytes are kept in order up to the limit, and not one more', () => {
  const chunks = fc.array(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(chunks, fc.nat(300), (parts, limit) => {
      const collector = new ByteCollector(limit)
      const taken: Buffer[] = []
      for (const part of parts) {
        if (!collector.add(part)) break
        taken.push(part)
      }
      const all = Buffer.concat(taken)
      expect(collector.bytes.equals(all)).toBe(true)
      expect(all.length).toBeLessThanOrEqual(limit)
      if (taken.length < parts.length) expect(all.length + (parts[taken.length]?.length ?? 0)).toBeGreaterThan(limit)
    }),
  )
})
