import { attackStep } from './take-out.ts'

attackStep('check-operation', {
  without: () => ({ checkOperation: () => ({ cost: 0 }) }),
  attacks: {
    'an operation that costs more than any may': {
      query: '{ trees(first: 30000) { name tree { name } } }',
      code: 'LIMIT_COST',
      wins: '"trees":[{',
    },
  },
})
