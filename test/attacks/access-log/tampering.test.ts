import { expect, test } from 'vitest'
import { verifyChain } from '../../../kit/evidence/access-chain.ts'
import { verifyReceipt } from '../../../kit/evidence/access-receipt.ts'
import { openDice } from './dice.ts'
import { makeEntries, makeLogKeys, writeLog, writeReceipts } from './sample-log.ts'
import type { Original } from './tamperings.ts'
import { tamperings } from './tamperings.ts'

const COUNT = process.env.SOAK ? 10_000 : process.env.CI ? 2_000 : 500
const SEED = 20_261_122

async function makeOriginal(): Promise<Original> {
  const entries = makeEntries(openDice(SEED), 27)
  const [own, foreign] = [await makeLogKeys(), await makeLogKeys()]
  return { entries, own, foreign, lines: await writeLog(entries, own.sign) }
}

const headOf = (line: string | undefined) => (JSON.parse(line ?? '{}') as { head: string }).head

test(`of ${COUNT} tamperings with the access log every one is found`, { timeout: 600_000 }, async () => {
  const original = await makeOriginal()
  const { verifyHead } = original.own
  // What a witness has: the head of the day before and the last one.
  const witnesses = [headOf(original.lines[6]), headOf(original.lines.at(-1))]
  const options = { verifyHead, witnesses }
  expect(await verifyChain(original.lines, options)).toMatchObject({ holds: true, found: { entries: 27, heads: 5 } })
  const missed: string[] = []
  const kinds = [...tamperings]
  for (let round = 0; round < COUNT; round += 1) {
    const [name, tamper] = kinds[round % kinds.length] ?? ['', () => []]
    const lines = await tamper(original, openDice(round))
    expect(lines).not.toEqual(original.lines)
    if ((await verifyChain(lines, options)).holds) missed.push(`${name} ${round}`)
  }
  expect(missed).toEqual([])
  console.log(`${COUNT} tamperings of ${kinds.length} kinds with the access log: all found`)
})

test('without a witness a log that was signed anew passes: that is what witnesses are for', async () => {
  const { entries, own } = await makeOriginal()
  const rewritten = await writeLog(entries.slice(1), own.sign)
  expect(await verifyChain(rewritten, { verifyHead: own.verifyHead })).toMatchObject({ holds: true })
})

test(`of ${COUNT} receipts that were changed in one letter, or made up, none is believed`, {
  timeout: 600_000,
}, async () => {
  const { entries, own, foreign } = await makeOriginal()
  const receipts = await writeReceipts(entries, own.sign)
  for (const receipt of receipts) {
    expect(await verifyReceipt(JSON.parse(receipt), own.verifyHead)).toMatchObject({ holds: true })
  }
  const forged = await writeReceipts(entries, foreign.sign)
  const believed: string[] = []
  for (let round = 0; round < COUNT; round += 1) {
    const dice = openDice(round)
    const index = dice.below(receipts.length)
    const text = round % 10 === 0 ? (forged[index] ?? '') : changeLetter(receipts[index] ?? '', dice)
    const value = parse(text)
    if (value !== undefined && (await verifyReceipt(value, own.verifyHead)).holds) believed.push(text)
  }
  expect(believed).toEqual([])
})

function changeLetter(text: string, dice: ReturnType<typeof openDice>): string {
  const at = dice.below(text.length)
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789-_'].filter((letter) => letter !== text[at])
  return text.slice(0, at) + letters[dice.below(letters.length)] + text.slice(at + 1)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
