/** What each scope lets a partner ask for; the same words stand on the fields' directives. */
const categoriesOfScope: Readonly<Record<string, readonly string[]>> = {
  profile: ['profile', 'identity-documents'],
  permits: ['travel-permits'],
  journeys: ['border-eligibility'],
  wallets: ['wallets'],
  payments: ['payments'],
  verification: ['verification'],
}

/** Answers made for the asker, with which nothing of the register moves. */
export const TRANSFERS_NOTHING: readonly string[] = ['verification']

/**
 * The categories that an authorization asks for: those of its scopes, or of them the ones it names.
 * @param options.scope words with spaces between them @param options.categories likewise, `undefined` for all
 */
export function requestedCategories(options: { scope: string; categories?: string | undefined }): readonly string[] {
  const ofScopes = wordsOf(options.scope).flatMap((scope) => categoriesOfScope[scope] ?? [])
  if (options.categories === undefined) return ofScopes
  const named = wordsOf(options.categories)
  return ofScopes.filter((category) => named.includes(category))
}

export function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter(Boolean)
}
