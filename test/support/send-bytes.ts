import { request } from 'node:http'

/**
 * One HTTP request as it stands: headers may repeat, and a body may be shorter than it says; then the connection ends.
 * @returns what was answered, empty where nothing was
 */
export function sendBytes(
  url: URL,
  options: { method: string; headers: Readonly<Record<string, string | string[]>>; body?: string },
): Promise<string> {
  const { method, headers, body = '' } = options
  return new Promise((resolve) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      Array.fromAsync(response).then(
        (chunks) => resolve(chunks.join('')),
        () => resolve(''),
      )
    })
    asked.on('error', () => resolve(''))
    const announced = Number(headers['content-length'] ?? 0)
    if (announced > body.length) asked.write(body, () => asked.destroy())
    else asked.end(body)
  })
}
