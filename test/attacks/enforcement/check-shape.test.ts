import { attackStep } from './take-out.ts'

const aliases = Array.from({ length: 40 }, (_, index) => `a${index}: name`).join(' ')
const deep = `${'tree { '.repeat(20)}name${' }'.repeat(20)}`

attackStep('check-shape', {
  without: () => ({ checkShape: () => {} }),
  attacks: {
    'one field under forty names': { query: `{ tree { ${aliases} } }`, code: 'LIMIT_ALIASES', wins: '"a39":"oak"' },
    'twenty levels': { query: `{ ${deep} }`, code: 'LIMIT_DEPTH', wins: '"name":"oak"' },
    'twelve root fields': {
      query: `{ ${Array.from({ length: 12 }, (_, index) => `a${index}: me`).join(' ')} }`,
      code: 'LIMIT_ROOT_FIELDS',
      wins: '"a11":',
    },
  },
})
