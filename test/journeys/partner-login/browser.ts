/** A browser reduced to what a sign-in needs: cookies by their path, and one step at a time, so that a test sees each. */
export interface Browser {
  get(url: string, headers?: Record<string, string>): Promise<Visited>
  post(url: string, form: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Visited>
  /** Follows redirects until a page, or until one leads away from the issuer. */
  follow(visited: Visited): Promise<Visited>
}

export interface Visited {
  readonly url: string
  readonly status: number
  readonly location: string | null
  readonly headers: Headers
  readonly text: string
}

export function openBrowser(): Browser {
  const cookies = new Map<string, { value: string; path: string }>()
  const visit = async (url: string, init: RequestInit): Promise<Visited> => {
    const { pathname, origin } = new URL(url)
    const sent = [...cookies].filter(([, { path }]) => pathname.startsWith(path))
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...init.headers, ...(cookie ? { cookie } : {}) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(line, cookies)
    const location = response.headers.get('location')
    const text = await response.text()
    const to = location === null ? null : new URL(location, origin).href
    return { url, status: response.status, location: to, headers: response.headers, text }
  }
  const browser: Browser = {
    get: (url, headers = {}) => visit(url, { headers }),
    post: (url, form, headers = {}) => {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
      return visit(url, { method: 'POST', body, headers })
    },
    async follow(visited) {
      let at = visited
      while (at.location && new URL(at.location).origin === new URL(visited.url).origin)
        at = await browser.get(at.location)
      return at
    },
  }
  return browser
}

function keep(line: string, cookies: Map<string, { value: string; path: string }>): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const [name = '', value = ''] = pair.split('=')
  const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
  if (value) cookies.set(name, { value, path })
  else cookies.delete(name)
}

/** The hidden form token of a page of the issuer's. */
export function tokenOn({ text }: Visited): string {
  return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? ''
}
