import { existsSync, mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const PICTURES = '.gba/pictures'

/** The page's answer pane is a CodeMirror editor that shows only the lines in view; its value is the whole answer. */
interface ResultEditor {
  readonly CodeMirror: { getValue(): string }
}

describe.skipIf(!CHROMIUM)('GraphiQL in a real browser (skips where Chromium is not installed)', () => {
  let house: TestHouse
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const foreign: string[] = []

  beforeAll(async () => {
    house = await openTestHouse()
    mkdirSync(PICTURES, { recursive: true })
    browser = await chromium.launch({
      executablePath: CHROMIUM as string,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on(
      'request',
      (request) =>
        request.url().startsWith(house.gatewayUrl) ||
        /^(data|blob):/.test(request.url()) ||
        foreign.push(request.url()),
    )
    await page.goto(house.gatewayUrl)
  })
  afterAll(async () => {
    await browser.close()
    await house.close()
  })

  test('opening the gateway shows the flagship, ready to run', async () => {
    await page.waitForSelector('.graphiql-query-editor .CodeMirror-line')
    expect(await page.title()).toContain('GBA Graph')
    expect(await page.locator('.graphiql-query-editor').innerText()).toContain('CrossBoundaryTrip')
    await page.screenshot({ path: `${PICTURES}/graphiql-open.png` })
  })

  test('running it answers with trips, fares, wallets and a decision', async () => {
    await page.click('.graphiql-execute-button')
    const answer = page.locator('.result-window')
    await expect.poll(() => answer.innerText(), { timeout: 15_000 }).toContain('"viewer"')
    const shown = JSON.parse(
      await answer
        .locator('.CodeMirror')
        .evaluate((editor) => (editor as unknown as ResultEditor).CodeMirror.getValue()),
    )
    expect(shown.data.viewer.name.en).toBe('Chan Siu Ming')
    expect(shown.data.itineraries.nodes[0]?.crossings[0]?.decision.verdict).toBe('ALLOWED')
    await page.screenshot({ path: `${PICTURES}/graphiql-answer.png` })
  })

  test('the page asks nobody else and breaks no rule of its own security policy', () => {
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
  })
})
