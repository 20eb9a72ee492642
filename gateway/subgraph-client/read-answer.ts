import { GraphQLError } from 'graphql'
import type { Dispatcher } from 'undici'
import { z } from 'zod'
import type { SubgraphAnswer } from '../engine/engine.ts'
import type { Failure } from './subgraph-failure.ts'
import { failureOf } from './subgraph-failure.ts'

/** A misbehaving agency is heard with this many errors. */
const ERRORS_LIMIT = 100

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z
          .object({ code: z.string().optional(), errorId: z.string().optional(), public: z.boolean().optional() })
          .nullish(),
      }),
    )
    .nullish(),
})

/**
 * Reads an agency's answer and believes nothing: status, media type, shape. Redirects are not followed, encodings not
 * undone, cookies and caching headers not looked at.
 */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  subgraph: string,
): Promise<SubgraphAnswer | Failure> {
  const problem = problemOf(response)
  if (problem) {
    // Nobody reads the rest; the socket is closed rather than drained, because the rest may be endless. Closing early
    // is an error to the stream, and one that nobody hears would end the process.
    response.body.on('error', () => {}).destroy()
    return problem
  }
  return parseAnswer(await response.body.text(), subgraph)
}

/** 200 and, for a request the agency could not execute, 400 carry GraphQL answers; nothing else does. */
function problemOf(response: Dispatcher.ResponseData): Failure | undefined {
  const { statusCode, headers } = response
  if (statusCode >= 502 && statusCode <= 504) return failureOf('SUBGRAPH_UNAVAILABLE', `status ${statusCode}`)
  if (statusCode !== 200 && statusCode !== 400) return failureOf('SUBGRAPH_INVALID_RESPONSE', `status ${statusCode}`)
  if (!/^application\/(graphql-response\+)?json\s*(;|$)/i.test(String(headers['content-type']))) {
    return failureOf('SUBGRAPH_INVALID_RESPONSE', 'content type is not JSON')
  }
  if (headers['content-encoding']) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'content encoding was not asked for')
  return undefined
}

function parseAnswer(text: string, subgraph: string): SubgraphAnswer | Failure {
  const json = parseJson(text)
  const parsed = answerShape.safeParse(json)
  const { data, errors } = parsed.success ? parsed.data : {}
  if (!data && !errors?.length) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'neither data nor errors')
  return {
    data: data ?? null,
    ...(errors?.length ? { errors: errors.slice(0, ERRORS_LIMIT).map((error) => errorOf(error, subgraph)) } : {}),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only message, place, code, error id and mark are taken over; the mask decides later what the caller may see. */
function errorOf(
  error: NonNullable<NonNullable<z.output<typeof answerShape>['errors']>[number]>,
  subgraph: string,
): GraphQLError {
  const { code, errorId, public: marked } = error.extensions ?? {}
  return new GraphQLError(error.message, {
    path: error.path ?? null,
    extensions: {
      ...(code ? { code } : {}),
      ...(errorId ? { errorId } : {}),
      ...(marked ? { public: true } : {}),
      subgraph,
    },
  })
}
