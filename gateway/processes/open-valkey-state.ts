import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'iovalkey'
import type { Clock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/logger.ts'
import type { Bucket, SharedState, Taken, Want } from './shared-state.ts'
import { checkKey, openSharedState, waitMs } from './shared-state.ts'

export interface ValkeyState extends SharedState {
  close(): Promise<void>
}

/** One slot, so that a cluster too can take from several buckets at once. */
const PREFIX = '{gba}:'
/** A start waits so long for the store, and then goes on without it. */
const START_MS = 1_000
/** A store that is slower than this is away: requests wait for it. */
const ANSWER_MS = 250
const RECONNECT_MAX_MS = 1_000
const WARN_EVERY_MS = 10_000

/** The level of one bucket by the server's clock, which is one for all gateways. */
const LEVEL = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local function levelOf(key, capacity, refill)
  local known = redis.call('HMGET', key, 'level', 'at')
  if not known[1] then return capacity end
  return math.min(capacity, known[1] + math.max(0, now - known[2]) / 1000 * refill)
end
local function keep(key, level, capacity, refill)
  redis.call('HSET', key, 'level', tostring(level), 'at', string.format('%.3f', now))
  local fullMs = refill > 0 and math.ceil((capacity - level) / refill * 1000) or 86400000
  redis.call('PEXPIRE', key, math.max(1, math.min(fullMs, 86400000)))
end
`

const TAKE = `${LEVEL}
local levels, short = {}, -1
for index, key in ipairs(KEYS) do
  local at = index * 3
  levels[index] = levelOf(key, tonumber(ARGV[at - 2]), tonumber(ARGV[at - 1]))
  if short < 0 and tonumber(ARGV[at]) > levels[index] then short = index - 1 end
end
local told = { short }
for index, key in ipairs(KEYS) do
  local at = index * 3
  if short < 0 then
    levels[index] = levels[index] - tonumber(ARGV[at])
    keep(key, levels[index], tonumber(ARGV[at - 2]), tonumber(ARGV[at - 1]))
  end
  told[index + 1] = tostring(levels[index])
end
return told
`

const REFUND = `${LEVEL}
local capacity, refill, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if amount > 0 and redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local level = levelOf(KEYS[1], capacity, refill) + amount
keep(KEYS[1], math.max(-capacity, math.min(capacity, level)), capacity, refill)
return 0
`

/**
 * The state of several gateways in one Valkey (or Redis) server. While it is away nothing can be claimed, because what was
 * used elsewhere is not known; budgets are then kept by this process alone, because to stop all partners for the sake of
 * fairness among them helps nobody. Which of the two holds is logged. Resolves once the server is there, or without it
 * after a second: a gateway must be able to start while it is away.
 * @param options `url`: redis:// or rediss://
 */
export async function openValkeySharedState(options: {
  url: string
  now: Clock
  logger: Logger
}): Promise<ValkeyState> {
  const client = new Redis(options.url, {
    commandTimeout: ANSWER_MS,
    connectTimeout: 1_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(RECONNECT_MAX_MS, times * 50),
  })
  const warn = openWarning(options)
  client.on('error', warn)
  await Promise.race([once(client, 'ready').catch(warn), sleep(START_MS, undefined, { ref: false })])
  const local = openSharedState({ now: options.now })
  const take = openScript(client, TAKE)
  const refund = openScript(client, REFUND)
  const away = <T>(error: unknown, instead: () => T): T => {
    warn(error)
    return instead()
  }
  return {
    async claimOnce(key, ttlMs) {
      checkKey(key)
      try {
        return (await client.set(PREFIX + key, '1', 'PX', Math.max(1, Math.ceil(ttlMs)), 'NX')) === 'OK'
      } catch (error) {
        return away(error, () => false)
      }
    },
    async take(wants) {
      for (const { bucket } of wants) checkKey(bucket.key)
      const terms = wants.flatMap(({ bucket, cost }) => [bucket.capacity, bucket.refillPerSecond, cost])
      try {
        return readTaken(
          wants,
          await take(
            wants.map(({ bucket }) => bucketKey(bucket)),
            terms,
          ),
        )
      } catch (error) {
        return away(error, () => local.take(wants))
      }
    },
    async refund(bucket, amount) {
      checkKey(bucket.key)
      try {
        await refund([bucketKey(bucket)], [bucket.capacity, bucket.refillPerSecond, amount])
      } catch (error) {
        await away(error, () => local.refund(bucket, amount))
      }
    },
    async close() {
      client.disconnect()
    },
  }
}

function bucketKey({ key }: Bucket): string {
  return `${PREFIX}bucket:${key}`
}

function readTaken(wants: readonly Want[], told: unknown): Taken {
  // The scripts above answer a list of numbers, the fractions among them as text.
  const [short = -1, ...levels] = (told as readonly (number | string)[]).map(Number)
  const want = wants[short]
  if (!want) return { granted: true, short: null, retryAfterMs: 0, levels }
  return { granted: false, short, retryAfterMs: waitMs(want, levels[short] ?? 0), levels }
}

/** By its hash, once the server knows it: the text would be sent with every request otherwise. */
function openScript(client: Redis, text: string) {
  const hash = createHash('sha1').update(text).digest('hex')
  return async (keys: readonly string[], values: readonly number[]): Promise<unknown> => {
    try {
      return await client.evalsha(hash, keys.length, ...keys, ...values)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return client.eval(text, keys.length, ...keys, ...values)
    }
  }
}

function openWarning({ now, logger }: { now: Clock; logger: Logger }) {
  let silentUntil = 0
  return (error: unknown): void => {
    if (now() < silentUntil) return
    silentUntil = now() + WARN_EVERY_MS
    // Its address may hold a password, so only the reason is told.
    const reason = error instanceof Error ? error.message : 'unknown'
    logger.warn({ reason }, 'the shared state is away: nothing can be claimed, budgets are kept by this process alone')
  }
}
