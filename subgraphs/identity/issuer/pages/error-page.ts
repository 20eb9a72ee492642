import { html } from './html.ts'
import type { Language } from './languages.ts'
import type { Page } from './page.ts'
import { renderPage } from './page.ts'
import { textsIn } from './texts.ts'

/** What a resident sees where the request of the app that sent him cannot go on; the detail is for its makers. */
export function errorPage(options: { language: Language; error: string; detail: string | undefined }): Page {
  const { language, error, detail } = options
  const texts = textsIn(language)
  const isGone = ['invalid_request_uri', 'session_not_found'].includes(error) || detail?.includes('expired')
  const content = html`<p>${isGone ? texts.errorGone : texts.errorAsk}</p>
<p class="soft">${texts.errorDetail} <code lang="en">${error}${detail ? `: ${detail}` : ''}</code></p>`
  return renderPage({ language, title: texts.errorTitle, content })
}
