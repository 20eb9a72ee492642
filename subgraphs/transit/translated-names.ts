import type { Feed } from './feed-data.ts'
import type { LocalizedText } from './records.ts'

/** The names of one record in the region's languages. */
export type NameOf = (recordId: string, name: string) => LocalizedText

/** A feed's translations of one table; where it has none for a language, the nearest one it has stands in. */
export function namesOf(feed: Feed, tableName: string): NameOf {
  const texts = new Map<string, string>()
  for (const row of feed.translations) {
    if (row.tableName === tableName) texts.set(`${row.recordId} ${row.language}`, row.text)
  }
  return (recordId, name) => {
    const zhHant = texts.get(`${recordId} zh-Hant`) ?? texts.get(`${recordId} zh-HK`)
    const zhHans = texts.get(`${recordId} zh-Hans`) ?? texts.get(`${recordId} zh-CN`)
    return {
      en: texts.get(`${recordId} en`) ?? name,
      zhHant: zhHant ?? zhHans ?? name,
      zhHans: zhHans ?? zhHant ?? name,
      pt: texts.get(`${recordId} pt`) ?? null,
    }
  }
}
