import { existsSync, mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../../support/started-house.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import type { PartnerApp } from './partner.ts'
import { CALLBACK, openPartnerApp } from './partner.ts'

const CHROMIUM = '/usr/bin/chromium'
const PICTURES = `${projectRoot}/.gba/pictures`
const PHONE = { width: 390, height: 844 }

const spoken = [
  {
    locale: 'en',
    asks: 'Bay Commuter asks to see your data',
    shows: ['Cross-boundary travel', 'Hong Kong', 'Profile', 'For how long', 'I agree separately', 'If you refuse'],
    unticked: 'Nothing is ticked.',
  },
  {
    locale: 'zh-Hant',
    asks: '灣區通勤想查閱你的資料',
    shows: ['跨境出行', '香港', '個人資料', '有效期', '單獨同意', '如你拒絕'],
    unticked: '尚未勾選任何項目',
  },
  {
    locale: 'zh-Hans',
    asks: '湾区通勤想查阅你的资料',
    shows: ['跨境出行', '香港', '个人资料', '有效期', '单独同意', '如你拒绝'],
    unticked: '尚未勾选任何项目',
  },
  {
    locale: 'pt',
    asks: 'Bay Commuter pede para ver os seus dados',
    shows: ['Viagem transfronteiriça', 'Hong Kong', 'Perfil', 'Durante quanto tempo', 'em separado', 'Se recusar'],
    unticked: 'Nada está assinalado.',
  },
] as const

describe.skipIf(!existsSync(CHROMIUM))(`the consent page in a browser (needs ${CHROMIUM})`, () => {
  let house: TestHouse
  let browser: Browser
  let app: PartnerApp
  const faults: string[] = []

  beforeAll(async () => {
    house = await openTestHouse()
    app = await openPartnerApp(house)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    mkdirSync(PICTURES, { recursive: true })
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  async function openPage(options: { parameters?: Record<string, string>; locale?: string } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: PHONE, ...(options.locale ? { locale: options.locale } : {}) })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto((await app.begin(options.parameters)).url.href)
    return page
  }

  const be = (page: Page, persona: string) => page.click(`button[value="${persona}"]`)
  const callback = (page: Page) =>
    page.waitForRequest((request) => request.url().startsWith(CALLBACK)).then((request) => new URL(request.url()))

  test.each(spoken)(
    'a resident of the Mainland reads it in $locale, ticks, and the app gets its code',
    async (told) => {
      const scope = 'profile permits wallets payments verification'
      const page = await openPage({ parameters: { ui_locales: told.locale, scope } })
      await page.screenshot({ path: `${PICTURES}/login-${told.locale}.png`, fullPage: true })
      await be(page, 'shenzhen-hukou')
      expect(await page.locator('h1').innerText()).toBe(told.asks)
      const text = await page.locator('main').innerText()
      for (const part of told.shows) expect(text).toContain(part)
      expect(await page.locator('html').getAttribute('lang')).toBe(told.locale)
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.screenshot({ path: `${PICTURES}/consent-${told.locale}.png`, fullPage: true })
      await page.click('button[value=agree]')
      expect(await page.locator('[role=alert]').innerText()).toContain(told.unticked)
      await page.check('input[value=profile]')
      await page.check('input[name=transfer]')
      const [back] = await Promise.all([callback(page), page.click('button[value=agree]').catch(() => {})])
      expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
      await page.context().close()
    },
  )

  test('what can only be given with the transfer is not given without it', async () => {
    const page = await openPage()
    await be(page, 'shenzhen-hukou')
    await page.check('input[value=profile]')
    await page.click('button[value=agree]')
    expect(await page.locator('[role=alert]').innerText()).toContain('without the transfer')
    expect(await page.isChecked('input[value=profile]')).toBe(true)
    await page.context().close()
  })

  test('a resident of the partner’s own place is asked for no transfer', async () => {
    const page = await openPage()
    await be(page, 'hk-resident')
    expect(await page.locator('input[name=transfer]').count()).toBe(0)
    expect(await page.locator('main').innerText()).not.toContain('Across the boundary')
    await page.context().close()
  })

  test('the language follows the browser, and can be changed on the page', async () => {
    const page = await openPage({ locale: 'zh-HK' })
    expect(await page.locator('h1').innerText()).toBe('登入')
    await page.click('a[hreflang=pt]')
    expect(await page.locator('h1').innerText()).toBe('Iniciar sessão')
    await be(page, 'macao-resident')
    expect(await page.locator('html').getAttribute('lang')).toBe('pt')
    await page.context().close()
  })

  test('a partner without a filed route can be given yes-or-no answers alone', async () => {
    const callbackUri = 'http://127.0.0.1:8766/callback'
    const mainland = await openPartnerApp(house, { clientId: 'sandbox-mainland-partner', callback: callbackUri })
    const context = await browser.newContext({ viewport: PHONE, locale: 'en' })
    const page = await context.newPage()
    await page.goto((await mainland.begin({ scope: 'profile verification' })).url.href)
    await be(page, 'hk-resident')
    expect(await page.isDisabled('input[value=profile]')).toBe(true)
    expect(await page.isDisabled('input[value=verification]')).toBe(false)
    expect(await page.locator('main').innerText()).toContain('no registered route')
    await page.screenshot({ path: `${PICTURES}/consent-blocked.png`, fullPage: true })
    await context.close()
  })

  test('who comes with a request that has ended reads what to do', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' })
    const page = await context.newPage()
    const { url } = await app.begin()
    url.searchParams.set('request_uri', 'urn:ietf:params:oauth:request_uri:gone')
    await page.goto(url.href)
    expect(await page.locator('main').innerText()).toContain('请返回应用程序重新开始')
    await page.screenshot({ path: `${PICTURES}/consent-error.png`, fullPage: true })
    await context.close()
  })

  test('the browser found nothing to complain of', () => {
    expect(faults.filter((fault) => !fault.includes('400') && !fault.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  })
})
