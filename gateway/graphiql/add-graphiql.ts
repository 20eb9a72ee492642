import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'

/** What the page starts with. */
export interface Sandbox {
  /** The document in the editor. */
  readonly operation: string
  readonly variables: object
  /** Synthetic residents with fresh access tokens; asked for at each load of the page, because tokens expire. */
  readonly personas: () => Promise<readonly { readonly slug: string; readonly name: string; readonly token: string }[]>
}

/**
 * The query page of the sandbox at `/`, from the installed packages: nothing is fetched from elsewhere, neither by the
 * server nor by the browser.
 */
export function addGraphiql(http: FastifyInstance, sandbox: Sandbox): void {
  http.get('/', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) {
      throw new Refusal('NOT_FOUND', 'GraphQL answers at /graphql; a browser gets GraphiQL here')
    }
    return sendPage(reply)
  })
  for (const file of loadFiles()) {
    http.get(`/graphiql/${file.name}`, (_request, reply) =>
      reply.headers({ 'content-type': file.type, 'x-content-type-options': 'nosniff' }).send(file.bytes),
    )
  }
  http.get('/graphiql/boot.json', async (request, reply) => {
    checkLoopback(request)
    const { operation, variables, personas } = sandbox
    return reply.header('cache-control', 'no-store').send({ operation, variables, personas: await personas() })
  })
}

/**
 * The tokens are for this machine's own browser. A foreign site that points its name at 127.0.0.1 (DNS rebinding) is
 * given away by the Host header, which the browser fills with the name it was told.
 */
function checkLoopback(request: FastifyRequest): void {
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
    throw new Refusal('NOT_FOUND', 'the sandbox tokens are served to http://127.0.0.1 and http://localhost only')
  }
}

/**
 * One library in the bundle puts a style element into the page to stop it from scrolling under an open dialog. It asks
 * webpack's nonce for it, so the policy needs no 'unsafe-inline'.
 */
function sendPage(reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(page.replace('{{nonce}}', nonce))
}

const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')

interface PageFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

function loadFiles(): PageFile[] {
  const require = createRequire(import.meta.url)
  const packaged = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path)
  const script = 'text/javascript; charset=utf-8'
  const style = 'text/css; charset=utf-8'
  return [
    { name: 'react.js', type: script, bytes: readFileSync(packaged('react', 'umd/react.production.min.js')) },
    {
      name: 'react-dom.js',
      type: script,
      bytes: readFileSync(packaged('react-dom', 'umd/react-dom.production.min.js')),
    },
    { name: 'graphiql.js', type: script, bytes: readFileSync(packaged('graphiql', 'graphiql.min.js')) },
    {
      name: 'graphiql.css',
      type: style,
      bytes: withoutFonts(readFileSync(packaged('graphiql', 'graphiql.min.css'), 'utf8')),
    },
    { name: 'page.js', type: script, bytes: readFileSync(new URL('./page.js', import.meta.url)) },
    { name: 'page.css', type: style, bytes: readFileSync(new URL('./page.css', import.meta.url)) },
  ]
}

/** The style sheet carries its fonts as data addresses, which the policy refuses; the system's own fonts do as well. */
function withoutFonts(css: string): Buffer {
  return Buffer.from(css.replaceAll(/@font-face\s*\{[^}]*\}/g, ''))
}
