import { expect, test } from 'vitest'
import { z } from 'zod'
import { portVariable, readConfig } from './config.ts'

const shape = z.object({
  PORT: portVariable,
  TOKEN: z.string().min(20, 'wanted at least 20 characters'),
  LEVEL: z.string().default('warn'),
})

test('every problem is told at once, by variable, and no value is printed', () => {
  const read = () => readConfig(shape, { PORT: '70000', TOKEN: 'hunter2' })
  expect(read).toThrow(/PORT: .*; TOKEN: wanted at least 20 characters/)
  expect(read).not.toThrow(/hunter2/)
})

test('an empty variable counts as absent, and what was read cannot be changed', () => {
  const config = readConfig(shape, { PORT: '4000', TOKEN: 'x'.repeat(20), LEVEL: '' })
  expect(config).toEqual({ PORT: 4000, TOKEN: 'x'.repeat(20), LEVEL: 'warn' })
  expect(Object.isFrozen(config)).toBe(true)
})
