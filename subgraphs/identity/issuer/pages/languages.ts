import type { LocalizedText } from '../../records.ts'

/** BCP 47 tags of the region's languages, as the pages offer them. */
export const languages = ['en', 'zh-Hant', 'zh-Hans', 'pt'] as const
export type Language = (typeof languages)[number]

/** As each calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-Hant': '繁體中文',
  'zh-Hans': '简体中文',
  pt: 'Português',
}

/** What was chosen on the page, else what the partner asks for, else what the browser likes, else English. */
export function chooseLanguage(wishes: {
  chosen?: string | undefined
  uiLocales?: string | undefined
  acceptLanguage?: string | undefined
}): Language {
  const asked = [wishes.chosen ?? '', ...(wishes.uiLocales ?? '').split(' '), ...preferred(wishes.acceptLanguage ?? '')]
  return asked.map(languageOf).find((language) => language !== undefined) ?? 'en'
}

/** The tags of an Accept-Language header, best first (RFC 9110, section 12.5.4). */
function preferred(header: string): readonly string[] {
  const ranges = header.slice(0, 1_000).split(',')
  const rated = ranges.map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
  })
  return rated
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}

/** Chinese is told apart by its script, or by the place where that script is usual. */
function languageOf(tag: string): Language | undefined {
  const [language, ...rest] = tag.toLowerCase().split('-')
  if (language === 'en' || language === 'pt') return language
  if (language === 'yue') return 'zh-Hant'
  if (language !== 'zh') return undefined
  return rest.some((part) => ['hant', 'hk', 'mo', 'tw'].includes(part)) ? 'zh-Hant' : 'zh-Hans'
}

export function inLanguage(text: LocalizedText, language: Language): string {
  if (language === 'zh-Hant') return text.zhHant
  if (language === 'zh-Hans') return text.zhHans
  return language === 'pt' ? (text.pt ?? text.en) : text.en
}
