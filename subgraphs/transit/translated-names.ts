import type { Feed } from './feed-data.ts'
import type { LocalizedText } from './records.ts'

/** The names of one record in the region's languages. */
export type NameOf = (recordId: string, name: string) => LocalizedText

/** A feed's translations of one table; where it has none for a language, the nearest one it has stands in. */
export function namesOf(feed: Feed, tableName: string): NameOf {
  const texts = new Map<string, string>()
  for (const row of feed.translations) {
    if (row.tableName !== tableName) continue
    texts.set(row.recordId ? `id ${row.recordId} ${row.language}` : `value ${row.fieldValue} ${row.language}`, row.text)
  }
  return (recordId, name) => {
    // GTFS: a translation of the record goes before one of every field with the value.
    const textIn = (language: string) =>
      texts.get(`id ${recordId} ${language}`) ?? texts.get(`value ${name} ${language}`)
    const zhHant = textIn('zh-Hant') ?? textIn('zh-HK')
    const zhHans = textIn('zh-Hans') ?? textIn('zh-CN')
    return {
      en: textIn('en') ?? name,
      zhHant: zhHant ?? zhHans ?? name,
      zhHans: zhHans ?? zhHant ?? name,
      pt: textIn('pt') ?? null,
    }
  }
}
