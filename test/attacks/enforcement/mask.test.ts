import type { GraphQLFormattedError } from 'graphql'
import { attackStep } from './take-out.ts'

attackStep('mask', {
  without: () => ({ openMask: () => (formatted: GraphQLFormattedError) => formatted }),
  attacks: {
    'an error that was written for nobody outside': { query: '{ leak }', code: 'INTERNAL', wins: 'hunter2' },
    'the same beside data': { query: '{ me leak }', code: 'INTERNAL', wins: 'hunter2' },
  },
})
