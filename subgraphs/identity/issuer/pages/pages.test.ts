import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Partner } from '../../partners/partner.ts'
import { readSandboxPartners } from '../../partners/seed-partners.ts'
import type { Transfer } from '../describe-transfer.ts'
import { personas } from '../issue-token.ts'
import { readVocabulary } from '../vocabulary.ts'
import { consentPage } from './consent-page.ts'
import { errorPage } from './error-page.ts'
import { html } from './html.ts'
import type { Language } from './languages.ts'
import { chooseLanguage, languages } from './languages.ts'
import { loginPage } from './login-page.ts'
import { fill, textsIn } from './texts.ts'

describe('the language of a page', () => {
  test.each([
    [{}, 'en'],
    [{ acceptLanguage: 'fr-FR,fr' }, 'en'],
    [{ acceptLanguage: 'zh-HK,zh;q=0.9,en;q=0.8' }, 'zh-Hant'],
    [{ acceptLanguage: 'zh-MO' }, 'zh-Hant'],
    [{ acceptLanguage: 'yue' }, 'zh-Hant'],
    [{ acceptLanguage: 'zh-CN' }, 'zh-Hans'],
    [{ acceptLanguage: 'zh' }, 'zh-Hans'],
    [{ acceptLanguage: 'en;q=0.1, pt-BR' }, 'pt'],
    [{ acceptLanguage: 'pt;q=0, en' }, 'en'],
    [{ uiLocales: 'fr pt-PT', acceptLanguage: 'zh-HK' }, 'pt'],
    [{ chosen: 'zh-Hans', uiLocales: 'pt', acceptLanguage: 'en' }, 'zh-Hans'],
    [{ chosen: '<script>', acceptLanguage: ';;,q=,,' }, 'en'],
  ])('%j is answered in %s', (wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language)
  })

  test('every language says the same things, with the same words to be filled in', () => {
    const placesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
    const english = textsIn('en')
    for (const language of languages) {
      const texts = textsIn(language)
      for (const [name, text] of Object.entries(english)) {
        const told = texts[name as keyof typeof texts]
        if (typeof text === 'string') expect(placesIn(String(told))).toEqual(placesIn(text))
        else expect(Object.keys(told).sort()).toEqual(Object.keys(text).sort())
      }
    }
  })

  test('every jurisdiction and route of the rules has its name', () => {
    const table = JSON.parse(readFileSync(new URL('../../policy.json', import.meta.url), 'utf8'))
    const routes = table.rules.routes.map((route: { id: string }) => route.id)
    expect(Object.keys(textsIn('en').routes).sort()).toEqual(routes.sort())
  })
})

test('whom one may be in the sandbox is told in every language, in English as the residents’ file tells it', () => {
  const described = Object.fromEntries(personas.map(({ slug, description }) => [slug, description]))
  expect(textsIn('en').personas).toEqual(described)
  const page = (language: Language) => loginPage({ language, address: '/x', token: 't', personas }).body
  for (const language of languages)
    for (const text of Object.values(textsIn(language).personas)) expect(page(language)).toContain(text)
})

describe('a consent page', () => {
  const [partner] = readSandboxPartners()
  const show = (categories: string[], transfer: Transfer, problem?: string) =>
    consentPage({
      question: {
        ...{ partner: partner as Partner, resident: { name: { en: 'A', zhHant: 'A', zhHans: 'A' }, home: 'MACAO' } },
        ...{ purpose: 'cross-boundary-travel', categories, transfer },
      },
      ...{ language: 'en', vocabulary: readVocabulary(), address: '/x', token: 't', leadsTo: 'https://app.test/' },
      ...(problem === undefined ? {} : { problem }),
    }).body

  test('on which nothing can be given asks neither for how long nor to agree', () => {
    const nothing = show(['profile'], { kind: 'blocked' })
    expect(nothing).not.toContain('name="days"')
    expect(nothing).not.toContain('value="agree"')
    expect(nothing).toContain('value="refuse"')
    const something = show(['profile', 'verification'], { kind: 'blocked' })
    expect(something).toContain('name="days"')
    expect(something).toContain('value="agree"')
  })

  test('that comes back with a problem leads whoever listens or types straight to it', () => {
    expect(show(['profile'], { kind: 'stays' }, 'Nothing is ticked.')).toMatch(
      /<p class="warn" role="alert" tabindex="-1" autofocus>Nothing is ticked/,
    )
    expect(show(['profile'], { kind: 'stays' })).not.toContain('role="alert"')
  })
})

describe('what is put into a page', () => {
  test('is text and never markup, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<p title="${text}">${text}</p>`.text.replace(/^<p title="|">|<\/p>$/g, '')).not.toMatch(/[<>"']/)
      }),
    )
  })

  const evil = '"><script>alert(1)</script>'
  const everywhere = { en: evil, zhHant: evil, zhHans: evil, pt: evil }

  test('a partner who registers a script shows its letters', () => {
    const [sandbox] = readSandboxPartners()
    const partner: Partner = { ...sandbox, name: everywhere, controller: everywhere } as Partner
    const page = consentPage({
      question: {
        partner,
        resident: { name: everywhere, home: evil },
        purpose: evil,
        categories: ['profile', evil],
        transfer: { kind: 'route', route: evil, filing: evil, separate: true },
      },
      language: 'en',
      vocabulary: readVocabulary(),
      address: '/oauth/interaction/x',
      token: evil,
      leadsTo: 'https://app.test/callback',
      problem: evil,
    })
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://app.test;")
    expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' })
  })

  test('an error that quotes a script shows its letters', () => {
    const page = errorPage({ language: 'pt', error: evil, detail: evil })
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; style-src 'sha256-/)
  })

  test('only words that a sentence leaves room for are filled in', () => {
    expect(fill('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x')
    expect(fill('{constructor}', {})).toBe('{constructor}')
  })
})
