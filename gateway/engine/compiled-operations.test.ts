import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CompiledOperations } from './compiled-operations.ts'

test('whatever is kept and asked for, the bound in bytes holds and what is found is what was kept', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 60 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const kept = new CompiledOperations<{ bytes: number; key: string }>(100)
      for (const [number, bytes, isSet] of steps) {
        const key = `operation ${number}`
        if (isSet && !kept.get(key)) kept.set(key, { bytes, key })
        else expect(kept.get(key)?.key ?? key).toBe(key)
        expect(kept.bytes).toBeLessThanOrEqual(100)
      }
    }),
  )
})

test('what is asked for again and again stays while others come and go', () => {
  const kept = new CompiledOperations<{ bytes: number }>(100)
  kept.set('flagship', { bytes: 10 })
  for (let other = 0; other < 1_000; other++) {
    kept.set(`other ${other}`, { bytes: 10 })
    expect(kept.get('flagship')).toBeDefined()
  }
})
