import { createHash } from 'node:crypto'
import { Html, html } from './html.ts'
import type { Language } from './languages.ts'
import { languageNames, languages } from './languages.ts'
import { textsIn } from './texts.ts'

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5a6675; --line: #d5dbe3; --paper: #fff; --ground: #f2f5f8; --main: #0b5cad; --warn: #a3350b }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a9b4c2; --line: #3a4554; --paper: #1a212b; --ground: #10151c; --main: #7db6f5; --warn: #ffab85 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, "PingFang HK", "Microsoft JhengHei", "Microsoft YaHei", "Noto Sans CJK TC", sans-serif }
html:lang(zh-Hans) body { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 1rem; background: var(--paper); min-height: 100vh }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem }
nav a, nav b { padding: .5rem 0 }
a { color: var(--main) }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .75rem 0 }
h2 { font-size: 1rem; margin: 0 }
section, fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: .9rem 0; min-width: 0 }
legend { float: left; width: 100%; font-weight: 600; padding: 0 0 .25rem }
legend + * { clear: both }
p { margin: .25rem 0 }
.soft { color: var(--soft); font-size: .9rem }
.warn { color: var(--warn); font-weight: 600 }
[role=alert] { border-left: .25rem solid; padding: .5rem .75rem; margin: .75rem 0 }
:focus-visible { outline: .2rem solid var(--main); outline-offset: .15rem }
label { display: flex; gap: .75rem; padding: .6rem 0; align-items: flex-start }
label input { width: 1.35rem; height: 1.35rem; margin: .1rem 0 0; flex: none; accent-color: var(--main) }
.spans label { display: inline-flex; padding-right: 1.25rem }
button { font: inherit; font-weight: 600; width: 100%; padding: .8rem 1rem; margin: .4rem 0; border-radius: .5rem; border: 1px solid var(--main); background: var(--paper); color: var(--main); cursor: pointer; text-align: left }
button.main { background: var(--main); color: var(--paper) }
button.center { text-align: center }
button small { display: block; font-weight: 400; color: var(--soft) }
code { overflow-wrap: anywhere }
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

export interface Page {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A whole page: no script, one style known by its hash, in no frame of anybody's, kept by no cache.
 * @param options.leadsTo where a form of the page may lead in the end, beside this issuer: browsers follow the form's
 * redirects only to addresses that are named
 */
export function renderPage(options: {
  language: Language
  title: string
  content: Html
  /** The page itself, for the choice of language; none where it cannot be asked for again. */
  address?: string
  leadsTo?: string | undefined
}): Page {
  const { language, title, content, address, leadsTo } = options
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${address !== undefined && switcher(language, address)}
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
  return { body: page.text, headers: headersOf(leadsTo) }
}

function switcher(current: Language, address: string): Html {
  const links = languages.map((language) =>
    language === current
      ? html`<b lang="${language}" aria-current="true">${languageNames[language]}</b> `
      : html`<a lang="${language}" hreflang="${language}" href="${address}?lang=${language}">${languageNames[language]}</a> `,
  )
  return html`<nav aria-label="${textsIn(current).language}">${links}</nav>`
}

function headersOf(leadsTo: string | undefined): Record<string, string> {
  const targets = leadsTo ? `'self' ${new URL(leadsTo).origin}` : "'self'"
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${targets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    // Without it the browser would not say that a form of ours comes from us.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  }
}
