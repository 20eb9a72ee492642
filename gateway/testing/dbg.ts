import http from 'node:http'
import { startFakeHouse } from './fake-house.ts'
const emit = http.Server.prototype.emit
http.Server.prototype.emit = function (name: string, ...args: any[]) { if (name === 'connection') console.log('conn', args[0].remotePort); if (name === 'request') { const p = args[0].socket.remotePort; console.log('req', p); args[1].on('close', () => console.log('resclose', p)); args[0].socket.on('close', () => console.log('sockclose', p)) } return emit.call(this, name, ...args) } as never
const house = await startFakeHouse({ streams: { eventStreamsPerSubject: 1 } })
const stream = async (query: string, authorization: string) => {
  const stop = new AbortController()
  const r = await fetch(house.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization }, body: JSON.stringify({ query }), signal: stop.signal })
  ;(async () => { for await (const _ of r.body ?? []); })().catch(() => {})
  return { status: r.status, stop: () => stop.abort() }
}
const first = await stream('subscription { quiet }', 'Bearer ada@app')
console.log((await stream('subscription { quiet }', 'Bearer ada@app')).status)
first?.stop()
await new Promise((r) => setTimeout(r, 300))
setTimeout(() => { for (const h of (process as any)._getActiveHandles()) console.log(h.constructor.name, h.localPort, h.remotePort, h.destroyed, h.readableEnded, h.writableEnded) ; process.exit() }, 1000)
await house.close()
console.log('closed')
process.exit()
