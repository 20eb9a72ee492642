import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEmbeddedEngine } from '../../../kit/database.ts'
import { openTestHouse } from '../payments/test-house.ts'
import { actingFor, walletOf } from '../test-agency.ts'

const folder = mkdtempSync(join(tmpdir(), 'wallets-commands-'))
let paymentId: string

/** A folder that an agency has left: one fare paid, nobody running on it. */
beforeAll(async () => {
  const engine = await openEmbeddedEngine({ folder })
  const house = await openTestHouse({ kind: 'embedded', engine })
  const paid = await house.pay(actingFor(1), await house.optionFor(1, { accepts: { octopus: 1_000 } }), 'key')
  paymentId = 'payment' in paid ? paid.payment.id : ''
  await house.close()
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(command: string, args: readonly string[], env: Record<string, string> = { DATA_DIR: folder }) {
  const path = fileURLToPath(new URL(`./${command}.ts`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { env, encoding: 'utf8' })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

async function change(sql: string): Promise<void> {
  const engine = await openEmbeddedEngine({ folder })
  await engine.exec(sql)
  await engine.close()
}

describe('the commands of the wallets agency', () => {
  test('give a payment back once, and the audit finds the books sound', () => {
    expect(run('refund-payment', [paymentId, 'gate fault'])).toEqual({
      status: 0,
      stdout: `refunded: payment ${paymentId}`,
      stderr: '',
    })
    expect(run('refund-payment', [paymentId, 'gate fault'])).toMatchObject({ status: 1 })
    expect(run('audit-ledger', [])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^sound: \d+ transfers/) })
  })

  test('find a balance that was changed by hand', async () => {
    const id = `octopus/HKD/WALLET/${walletOf(1, 1)}`
    await change(`update wallets.accounts set credits_posted = credits_posted + 1 where id = '${id}'`)
    const { status, stdout } = run('audit-ledger', [])
    expect(status).toBe(1)
    expect(stdout).toContain(`${id} creditsPosted is`)
  })

  test.each([
    ['without a database', 'audit-ledger', [], {}],
    ['without a reason', 'refund-payment', ['x'], { DATA_DIR: folder }],
    ['for no payment', 'refund-payment', ['99999999-9999-4999-8999-999999999999', 'why'], { DATA_DIR: folder }],
  ])('say in one line what they wanted: %s', (_, command, args, env) => {
    const { status, stderr } = run(command, args, env as Record<string, string>)
    expect(status).toBe(2)
    expect(stderr).toMatch(/wanted/)
    expect(stderr.split('\n')).toHaveLength(1)
  })
})
