import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Child, Command } from '../child.ts'
import { startNode } from '../child.ts'

/** A gateway as a partner would start it. */
export interface Engine {
  readonly name: string
  command(terms: { supergraphFile: string; port: number; folder: string }): Command | Promise<Command>
}

export interface RunningEngine {
  readonly pid: number
  readonly url: string
  readonly process: Child
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 30_000
const POLL_MS = 50

/** Starts it on a free port and waits until it answers GraphQL. @throws with its last words when it does not */
export async function startEngine(
  engine: Engine,
  terms: { supergraphFile: string; folder: string },
): Promise<RunningEngine> {
  const port = await freePort()
  const process = startNode(await engine.command({ ...terms, port }))
  const url = `http://127.0.0.1:${port}/graphql`
  try {
    await waitUntilAnswering(url, process)
  } catch (error) {
    await process.stop()
    throw new Error(`${engine.name}: ${error instanceof Error ? error.message : error}`)
  }
  return { pid: process.pid, url, process, stop: process.stop }
}

async function waitUntilAnswering(url: string, process: Child): Promise<void> {
  const endMs = performance.now() + START_TIMEOUT_MS
  while (performance.now() < endMs) {
    process.checkAlive()
    if (await isAnswering(url)) return
    await sleep(POLL_MS)
  }
  throw new Error(`no answer on ${url} after ${START_TIMEOUT_MS} ms`)
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' })
    const { data } = (await answer.json()) as { data?: { __typename?: string } }
    return data?.__typename === 'Query'
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
