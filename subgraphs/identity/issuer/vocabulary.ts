import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { LocalizedText } from '../records.ts'
import { localizedText } from '../seed/seed-region.ts'

interface Term {
  readonly name: LocalizedText
  readonly description: LocalizedText
}

/** The words for categories and purposes, the same that stand on the fields, in the region's languages. */
export interface Vocabulary {
  readonly categories: ReadonlyMap<string, Term>
  readonly purposes: ReadonlyMap<string, Term>
}

const terms = z
  .array(z.object({ id: z.string(), name: localizedText, description: localizedText }))
  .transform((list) => new Map(list.map((term) => [term.id, term])))

const vocabulary = z.object({ categories: terms, purposes: terms })

/** From `vocabulary.json`, which composition writes beside the policy table. */
export function readVocabulary(): Vocabulary {
  return vocabulary.parse(JSON.parse(readFileSync(new URL('../vocabulary.json', import.meta.url), 'utf8')))
}
