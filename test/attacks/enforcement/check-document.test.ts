import type { DocumentCheck } from '../../../gateway/steps/check-document.ts'
import { attackStep } from './take-out.ts'

type Open = (options: { limits: { tokens: number } }) => DocumentCheck
const many = Array.from({ length: 500 }, (_, index) => `$v${index}: Int`).join(' ')

attackStep('check-document', {
  without: ({ openDocumentCheck }) => ({
    // The same function as in the step's own file.
    openDocumentCheck: (options: Parameters<Open>[0]) => ({
      ...(openDocumentCheck as Open)({ ...options, limits: { ...options.limits, tokens: 1_000_000 } }),
      validate: () => {},
    }),
  }),
  attacks: {
    'a document of many tokens': { query: `query (${many}) { me }`, code: 'LIMIT_TOKENS', wins: '"me":' },
    'a field that the schema does not have': {
      query: '{ me secret }',
      code: 'GRAPHQL_VALIDATION_FAILED',
      wins: '"me":',
    },
  },
})
