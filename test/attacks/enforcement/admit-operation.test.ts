import { pino } from 'pino'
import { openMeter } from '../../../gateway/limits/open-meter.ts'
import { openTrustedOperations } from '../../../gateway/limits/trusted-operations.ts'
import { openSharedState } from '../../../gateway/processes/shared-state.ts'
import { attackStep } from './take-out.ts'

const now = () => 1_900_000_000_000
const headers = { authorization: 'Bearer ann@app-a' }
const terms = {
  ...{ anonymousCostPerMinute: 600, clientCostPerMinute: 600, clientPerMinute: 30, residentPerMinute: 40 },
}

/** What limits/limits.test.ts does at length, in one gateway. */
attackStep('admit-operation', {
  without: () => ({ admitOperation: () => async () => {} }),
  async wishes() {
    const trusted = openTrustedOperations([])
    const state = openSharedState({ now })
    return { now, trusted, meter: openMeter({ state, terms, trusted, logger: pino({ level: 'silent' }) }) }
  },
  attacks: {
    'an operation larger than the budget': {
      query: '{ trees(first: 500) { name tree { name } } }',
      headers,
      code: 'BUDGET_EXHAUSTED',
      wins: '"trees":[{',
    },
    'one request after another': { headers, times: 40, code: 'RATE_LIMITED', wins: '"me":' },
  },
})
