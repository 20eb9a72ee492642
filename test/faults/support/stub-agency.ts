import { createServer } from 'node:http'

/**
 * An agency in a process of its own that answers one field from memory: `node stub-agency.ts NAME PORT`. It tells when it
 * listens, and answers whichever question with its name.
 */
const [name = '', port = '0'] = process.argv.slice(2)
const answer = JSON.stringify({ data: { [name]: { from: name } } })

const server = createServer((request, response) => {
  request.resume().once('end', () => response.setHeader('content-type', 'application/json').end(answer))
})
server.listen(Number(port), '127.0.0.1', () => console.log(`${name} listens`))
