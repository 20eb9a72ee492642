/** A test that would fail if the fault of an advisory were ours: its file, and words of its title as they stand there. */
interface Proof {
  readonly file: string
  readonly title: string
}

/** Several numbers where databases name one fault differently, or where one cause was found twice. */
export interface Advisory {
  readonly ids: readonly string[]
  readonly where: string
  readonly cause: string
  readonly proofs: readonly Proof[]
}

const at = (file: string, ...titles: string[]): Proof[] => titles.map((title) => ({ file, title }))
const here = (file: string, ...titles: string[]) => at(`test/attacks/advisories/${file}.test.ts`, ...titles)

/** Faults that were published of gateways and their libraries, as of 2026-11-21, and what holds them off here. */
export const advisories: readonly Advisory[] = [
  {
    ids: ['GHSA-mx7m-j9xf-62hw', 'CVE-2025-64530'],
    where: '@apollo/composition',
    cause: 'rules on an interface and on its implementations were not merged',
    proofs: [
      ...at(
        'test/attacks/authorize.test.ts',
        'an interface that carries the rule (GHSA-mx7m-j9xf-62hw)',
        'an implementation of it',
      ),
      ...at('kit/policy/read-policies.test.ts', 'an interface’s class holds for those who implement it'),
    ],
  },
  {
    ids: ['GHSA-m8jr-fxqx-8xx6'],
    where: '@apollo/composition',
    cause: 'a protected field was read through @requires and @fromContext',
    proofs: [
      ...at(
        'test/attacks/authorize.test.ts',
        'what another agency requires (GHSA-m8jr-fxqx-8xx6)',
        'a chain of requirements',
        'a requirement below a list',
        'a context',
      ),
      ...at('schema/rules/readable-by.test.ts', 'who is not listed may not, however deep the field lies'),
    ],
  },
  {
    ids: ['GHSA-x33c-7c2v-mrj9', 'CVE-2025-64173'],
    where: 'Apollo Router',
    cause: 'types behind an interface were not checked while running',
    proofs: at(
      'test/attacks/authorize.test.ts',
      'an interface that does not (GHSA-x33c-7c2v-mrj9)',
      'an interface inside another',
      'a union',
    ),
  },
  {
    ids: ['GHSA-g8jh-vg5j-4h3f', 'CVE-2025-64347'],
    where: 'Apollo Router',
    cause: 'a rule imported under another name was ignored',
    proofs: [
      ...at('test/attacks/authorize.test.ts', 'a rule whose directive a subgraph imports under another name holds'),
      ...at('schema/rules/gateway-support.test.ts', 'an import of a directive that the gateway cannot enforce'),
    ],
  },
  {
    ids: ['GHSA-q9p4-hw9m-fj2v'],
    where: 'Apollo Router',
    cause: 'a plan was found under the key of another operation',
    proofs: [
      ...here('plan-keys', 'crowds of operations that are almost alike'),
      ...at('test/attacks/hostile-documents.test.ts', 'each gets its own answer, whichever came before'),
      ...at('gateway/steps/authorize.test.ts', 'two callers who ask the same at the same time each get what is theirs'),
    ],
  },
  {
    ids: ['GHSA-hx78-272p-mqqh'],
    where: 'graphql-shield',
    cause: 'a decision was found under the key of another caller',
    proofs: [
      ...here('decision-keys', 'a kept decision is the one that would be made anew', 'callers share an answer'),
      ...at('gateway/subgraph-client/viewer-key.test.ts', 'two viewers have one key exactly where a statement says'),
    ],
  },
  {
    ids: ['GHSA-434m-5hcj-pxf3', 'CVE-2026-118665'],
    where: '@graphql-tools/executor-legacy-ws',
    cause: 'a shared socket kept the rights of who used it before',
    proofs: [
      ...here('pooled-connections', 'turns on one connection, and each is always himself', 'a refused token on that'),
      ...at('kit/subgraph/subscriptions.test.ts', 'two viewers on two sockets are never mixed up'),
      ...at('gateway/gateway.test.ts', 'residents who ask at the same moment each get their own answer'),
    ],
  },
  {
    ids: ['CVE-2026-34950', 'CVE-2023-48223'],
    where: 'fast-jwt',
    cause: 'a public key was taken for a shared secret',
    proofs: [
      ...at('test/attacks/tokens/tokens.test.ts', 'no token that was made by hand to be taken is taken'),
      ...here('min-versions', '%s is not among it'),
    ],
  },
  {
    ids: ['CVE-2026-35039', 'CVE-2026-107719', 'CVE-2026-107723'],
    where: 'fast-jwt',
    cause: 'a cache mixed tokens up and forgot their end; a payload that is a list skipped every check',
    proofs: [
      ...at(
        'gateway/steps/keep-identified.test.ts',
        'a token is verified again once it has ended',
        'every token is its own, and one that does not hold is never kept',
      ),
      ...at('test/attacks/tokens/tokens.test.ts', 'no token that was made by hand to be taken is taken'),
    ],
  },
  {
    ids: ['CVE-2026-3635', 'GHSA-444r-cwp2-x5xf'],
    where: 'fastify',
    cause: 'anybody’s X-Forwarded-* headers were believed',
    proofs: [
      ...here('forwarded-headers', 'whoever gives himself another address', 'nothing that a stranger says of where'),
      ...at('gateway/gateway.test.ts', 'an identity header from outside changes nothing'),
    ],
  },
  {
    ids: ['GHSA-w42g-7vfc-xf37', 'CVE-2026-30241', 'GHSA-m4h2-mjfm-mp55'],
    where: 'apollo-server, mercurius',
    cause: 'a second transport forgot the rules of the first',
    proofs: [
      ...at('gateway/delivery/transports.test.ts', '%s is refused before anything runs'),
      ...at('test/attacks/hostile-documents.test.ts', 'over a socket too'),
      ...at('test/attacks/authorize.test.ts', 'a WebSocket', 'server-sent events', 'a subscription on a socket'),
      ...at('test/attacks/tokens/bound-sockets.test.ts', 'without the proof, with one for another method'),
    ],
  },
  {
    ids: ['GHSA-8r69-3cvp-wxc3'],
    where: 'apollo-server-core, @apollo/server',
    cause: 'an answer of one caller could be kept for others',
    proofs: here('request-bodies', 'no answer to somebody with a token may be kept by anybody'),
  },
  {
    ids: ['GHSA-hff2-gcpx-8f4p', 'GHSA-9q82-xgwf-vj6h', 'CVE-2025-64166'],
    where: 'Apollo Router, @apollo/server, mercurius',
    cause: 'a foreign page could send a request in the name of who looks at it',
    proofs: [
      ...at('gateway/gateway.test.ts', 'GET reads; GET never changes', 'a body of type %s is refused'),
      ...here('request-bodies', 'a change in a body of type %s reaches nobody'),
      ...at('gateway/delivery/check-origin.test.ts', 'test.each'),
    ],
  },
  {
    ids: ['CVE-2025-32442', 'CVE-2026-25223', 'CVE-2026-3419', 'CVE-2026-33806', 'GHSA-w2qp-rph6-63g4'],
    where: 'fastify',
    cause: 'odd spellings of a content type slipped past its checks',
    proofs: [...here('request-bodies', 'a change in a body of type %s'), ...here('min-versions', '%s is mended')],
  },
  {
    ids: ['GHSA-j5g3-5c8r-7qfx'],
    where: '@apollo/server',
    cause: 'a secret was printed to the log where it was not valid',
    proofs: [
      ...at('gateway/config.test.ts', 'every problem is named at once, and no value is printed'),
      ...at('test/attacks/canaries/canaries.test.ts', 'no log line of any room holds one'),
    ],
  },
  {
    ids: ['GHSA-74cr-77xc-8g6r', 'GHSA-pfjj-6f4p-rvmh', 'CVE-2026-32621'],
    where: '@apollo/gateway and its planner',
    cause: 'names that objects inherit changed every object of the process',
    proofs: [
      ...at('test/attacks/hostile-documents.test.ts', 'the alias %s holds what was asked for under it'),
      ...at('test/attacks/hostile-subgraph.test.ts', 'hurts its own part of the answer only'),
      ...at('gateway/subgraph-client/hostile-agency.test.ts', 'magic names and numbers beyond all bounds'),
    ],
  },
  {
    ids: ['GHSA-q2f9-x4p4-7xmh', 'CVE-2025-32030', 'GHSA-p2q6-pwh5-m6jr', 'CVE-2025-32031', 'GHSA-75m2-jhh5-j5g2'],
    where: '@apollo/gateway, Apollo Router',
    cause: 'fragments were planned once for each time they are spread',
    proofs: at('test/attacks/planner-bombs.test.ts', 'a document that stands for far more than it is'),
  },
  {
    ids: ['GHSA-94hh-jmq8-2fgp', 'CVE-2025-32032', 'GHSA-84m6-5m72-45fp', 'CVE-2025-32033'],
    where: 'Apollo Router',
    cause: 'the count of selections overflowed, or was not made',
    proofs: at('test/attacks/planner-bombs.test.ts', '%s is refused before anything walks it'),
  },
  {
    ids: ['GHSA-fmj9-77q8-g6c4', 'CVE-2024-43414'],
    where: 'Apollo’s planner',
    cause: 'planning did not come to an end',
    proofs: [
      ...at('test/attacks/planner-bombs.test.ts', 'a document within every limit that no planner is done with in time'),
      ...at('gateway/engine/planning/open-planner.test.ts', 'a bomb is stopped, others get their plans'),
    ],
  },
  {
    ids: ['GHSA-3j43-9v8v-cp3f', 'CVE-2025-32380', 'GHSA-7mpv-9xg6-5r79', 'CVE-2023-26144', 'GHSA-9pv7-vfvm-6vr7'],
    where: 'apollo-compiler, graphql',
    cause: 'comparing fields of one name took the square of their number, or worse',
    proofs: at(
      'test/attacks/hostile-documents.test.ts',
      '200 fields that must be compared',
      '20,000 times one field',
      'a fragment tree 2×20',
    ),
  },
  {
    ids: ['GHSA-cgqf-3cq5-wvcj', 'CVE-2024-28101', 'GHSA-x6xq-whh3-gg32', 'CVE-2024-43783'],
    where: 'Apollo Router',
    cause: 'a body was unpacked, or read by another way, before its size was looked at',
    proofs: [
      ...here('request-bodies', 'is not unpacked: %s'),
      ...at('test/attacks/front-door.test.ts', 'a document of 300 KB is refused before it is read'),
    ],
  },
  {
    ids: ['GHSA-mp6q-xf9x-fwf7', 'CVE-2026-23897'],
    where: '@apollo/server',
    cause: 'rare alphabets made reading a body dear',
    proofs: here('request-bodies', 'is read as UTF-8 or not at all, whatever alphabet it names'),
  },
  {
    ids: ['GHSA-w8vq-3hf9-xppx', 'CVE-2023-41317', 'GHSA-r344-xw3p-2frj', 'CVE-2023-45812'],
    where: 'Apollo Router',
    cause: 'subscriptions and answers in parts ended the process',
    proofs: [
      ...at('gateway/delivery/transports.test.ts', 'a subscription of two roots is refused over %s'),
      ...at('test/attacks/hostile-documents.test.ts', 'a subscription of nothing'),
    ],
  },
  {
    ids: ['CVE-2021-43801', 'CVE-2023-22477', 'GHSA-cm8h-q92v-xcfc', 'CVE-2022-39386'],
    where: 'mercurius, @fastify/websocket',
    cause: 'a malformed message ended the process',
    proofs: [
      ...at('gateway/gateway.test.ts', 'what is not HTTP is answered in the same shape'),
      ...at('gateway/delivery/web-socket.test.ts', 'a binary message is closed with 4400'),
      ...at('gateway/delivery/stream-life.test.ts', 'a message in fragments without end closes the socket'),
    ],
  },
  {
    ids: ['apollo-server 3.9.0', 'mercurius #1228'],
    where: 'persisted queries',
    cause: 'a hash was believed, or kept, without bounds or before it was checked',
    proofs: [
      ...at('gateway/gateway.test.ts', 'a persisted query is not taken, and says so'),
      ...at('test/attacks/limits/limits.test.ts', 'is not another one that comes with its hash'),
    ],
  },
  {
    ids: ['CVE-2026-48779', 'CVE-2026-62389', 'GHSA-58qx-3vcg-4xpx'],
    where: 'ws',
    cause: 'fragments without end filled the memory',
    proofs: [
      ...at('gateway/delivery/stream-life.test.ts', 'a message in fragments without end closes the socket'),
      ...here('min-versions', '%s is mended'),
    ],
  },
  {
    ids: ['CVE-2026-1525', 'CVE-2026-1526', 'CVE-2026-1527', 'CVE-2026-1528', 'CVE-2026-2229', 'CVE-2026-22036'],
    where: 'undici',
    cause: 'an upstream smuggled an answer, or unpacked more than there was room for',
    proofs: [
      ...at(
        'gateway/subgraph-client/hostile-agency.test.ts',
        'two answers to one question do not shift what comes after them',
        'an endless answer is cut at the cap',
      ),
      ...here('min-versions', '%s is mended'),
    ],
  },
  {
    ids: ['CVE-2026-15631', 'CVE-2026-16117', 'CVE-2026-85124', 'CVE-2026-120213', 'CVE-2026-107318'],
    where: '@fastify/http-proxy, @fastify/reply-from',
    cause: 'a path led out of what was proxied; certificates were not verified',
    proofs: here('min-versions', '%s is not among it', 'nobody turns the verification of certificates off'),
  },
  {
    ids: ['GHSA-qm7x-rc44-rrqw', 'GHSA-2fvv-qxrq-7jq6', 'GHSA-p5q6-hhww-f999'],
    where: 'Playground and landing pages',
    cause: 'a page of the graph ran somebody else’s script',
    proofs: [
      ...at('test/journeys/graphiql.test.ts', 'the page asks nobody else and breaks no rule'),
      ...at('subgraphs/identity/issuer/pages/pages.test.ts', 'a partner who registers a script shows its letters'),
    ],
  },
]
