import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Language } from './languages.ts'

const named = z.record(z.string(), z.string())

const texts = z.strictObject({
  loginTitle: z.string(),
  loginIntro: z.string(),
  loginNone: z.string(),
  signInAs: z.string(),
  consentTitle: z.string(),
  signedInAs: z.string(),
  controller: z.string(),
  purpose: z.string(),
  place: z.string(),
  what: z.string(),
  whatHint: z.string(),
  transferTitle: z.string(),
  transferRoute: z.string(),
  transferSeparate: z.string(),
  transferSeparateHint: z.string(),
  transferGeneral: z.string(),
  transferBlocked: z.string(),
  duration: z.string(),
  /** By days. */
  durations: named,
  agree: z.string(),
  refuse: z.string(),
  refusal: z.string(),
  later: z.string(),
  nothingTicked: z.string(),
  transferNotTicked: z.string(),
  notGranted: z.string(),
  blockedItem: z.string(),
  errorTitle: z.string(),
  errorGone: z.string(),
  errorAsk: z.string(),
  errorDetail: z.string(),
  /** Of the sandbox, by their slugs. */
  personas: named,
  jurisdictions: named,
  routes: named,
  language: z.string(),
})

export type Texts = Readonly<z.output<typeof texts>>

const file = new URL('./texts.json', import.meta.url)
const all = z
  .strictObject({ en: texts, 'zh-Hant': texts, 'zh-Hans': texts, pt: texts })
  .parse(JSON.parse(readFileSync(file, 'utf8')))

export function textsIn(language: Language): Texts {
  return all[language]
}

/** Puts values in the places of `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? place) : place,
  )
}
