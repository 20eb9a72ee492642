import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FakeHouse } from '../../../gateway/testing/fake-house.ts'
import { startFakeHouse } from '../../../gateway/testing/fake-house.ts'

interface StepAttack {
  readonly query?: string
  /** How many times it is sent. */
  readonly times?: number
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** The refusal where the step stands. */
  readonly code: string
  /** What only an attack that succeeds is given. */
  readonly wins: string
}

/**
 * The tests of one step's attack file: with the step as it is each attack is refused by its code, and with the step taken
 * out each succeeds, so that the file would turn red if somebody took it out.
 * @param terms.without the step's exports, made to let everything through
 * @param terms.wishes what the gateway under attack is started with
 */
export function attackStep(
  step: string,
  terms: {
    without: (original: Readonly<Record<string, unknown>>) => object
    wishes?: () => Promise<Parameters<typeof startFakeHouse>[0]>
    arrange?: (house: FakeHouse) => Promise<void>
    attacks: Readonly<Record<string, StepAttack>>
  },
): void {
  const { without, wishes, arrange, attacks } = terms
  const module = fileURLToPath(new URL(`../../../gateway/steps/${step}.ts`, import.meta.url))
  /** Anew, so that what imports the step imports what stands in its place. */
  const openBare = async () => {
    vi.resetModules()
    vi.doMock(module, async (original) => {
      const exports = await original<Record<string, unknown>>()
      return { ...exports, ...without(exports) }
    })
    return (await import('../../../gateway/testing/fake-house.ts')).startFakeHouse
  }

  describe.each(['as it is', 'taken out'] as const)('with the step %s', (how) => {
    let house: FakeHouse
    beforeAll(async () => {
      const start = how === 'as it is' ? startFakeHouse : await openBare()
      house = await start(await wishes?.())
      await arrange?.(house)
    }, 60_000)
    afterAll(async () => {
      vi.doUnmock(module)
      await house.close()
    })

    test.each(Object.entries(attacks))(
      `%s ${how === 'as it is' ? 'is refused' : 'succeeds, so that this file sees what the step does'}`,
      async (_name, attack) => {
        const text = await send(house, attack)
        const isRefused = text.includes(`"code":"${attack.code}"`)
        const wins = text.includes(attack.wins)
        expect({ isRefused, wins, text: isRefused === wins ? text.slice(0, 500) : '' }).toEqual({
          ...{ isRefused: how === 'as it is', wins: how === 'taken out' },
          text: '',
        })
      },
    )
  })
}

/** @returns the last answer */
async function send({ url }: FakeHouse, attack: StepAttack): Promise<string> {
  const { query = '{ me }', variables, headers, times = 1 } = attack
  let text = ''
  for (let time = 0; time < times; time++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ query, ...(variables ? { variables } : {}) }),
    })
    text = await response.text()
  }
  return text
}
