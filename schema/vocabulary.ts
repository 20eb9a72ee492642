import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from './root.ts'

const text = z.string().min(1)

const inFourLanguages = z.strictObject({ en: text, zhHant: text, zhHans: text, pt: text })

const word = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: inFourLanguages,
  /** One sentence, said to the resident. */
  description: inFourLanguages,
})

const words = z
  .array(word)
  .readonly()
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'wanted each id once')

const vocabulary = z.strictObject({ categories: words, purposes: words })

/** The words that classes may use: categories of personal data, and purposes. The consent page shows them. */
export type Vocabulary = z.output<typeof vocabulary>

export const VOCABULARY_FILE = 'schema/vocabulary.json'

/** @throws {z.ZodError} naming each wrong member */
export function parseVocabulary(value: unknown): Vocabulary {
  return vocabulary.parse(value)
}

/** The project's own, as text and as value. */
export function readVocabulary(): { text: string; vocabulary: Vocabulary } {
  const text = readFileSync(join(projectRoot, VOCABULARY_FILE), 'utf8')
  return { text, vocabulary: parseVocabulary(JSON.parse(text)) }
}
