import { afterAll } from 'vitest'
import type { Standing } from '../../../gateway/standing/open-standing.ts'
import type { Federation } from '../../../gateway/testing/federation.ts'
import { canaries, openGuarded, people, policiesOf } from '../../../gateway/testing/guarded-graph.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { allowedViewer, consentTo } from '../../support/allowed-viewer.ts'
import { attackStep } from './take-out.ts'

const open: Federation[] = []
afterAll(() => Promise.all(open.map((federation) => federation.close())))

/** As he was when his token was first seen: he had agreed. */
const before: Viewer = allowedViewer({ subject: '1' })
const consents = [consentTo('another purpose')]

/** Since then he has taken it back. */
const standing: Standing = {
  resolve: (viewer) => ({ ...viewer, standing: { home: 'HONG_KONG', consents } }),
  onWithdrawn() {},
  async close() {},
}

/** What consent/revocations.test.ts does with a whole house, in one gateway. */
attackStep('resolve-standing', {
  without: () => ({ resolveStanding: () => (_request: unknown, _reply: unknown, done: () => void) => done() }),
  wishes: async () => ({ standing, identify: async () => ({ viewer: before, expiresAt: null }) }),
  async arrange(house) {
    const { guarded } = await openGuarded({
      subgraphs: { people },
      policies: policiesOf({
        'Person.name': { personalData: { category: 'profile', sensitivity: 'PERSONAL' }, residency: 'SUBJECT' },
      }),
    })
    open.push(guarded)
    house.swap(guarded.engine)
  },
  attacks: {
    'what the resident has taken back': {
      query: '{ me { name } }',
      code: 'CONSENT_REQUIRED',
      wins: canaries.name,
    },
  },
})
