import { attackStep } from './take-out.ts'

attackStep('check-cost', {
  without: () => ({ estimateFields: () => 0 }),
  attacks: {
    'a page of thirty thousand': {
      query: '{ trees(first: 30000) { name tree { name } } }',
      code: 'LIMIT_COST',
      wins: '"trees":[{',
    },
    'the same by a variable': {
      query: 'query ($n: Int) { trees(first: $n) { name tree { name } } }',
      variables: { n: 30_000 },
      code: 'LIMIT_COST',
      wins: '"trees":[{',
    },
  },
})
