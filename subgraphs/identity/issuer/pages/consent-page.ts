import type { Partner } from '../../partners/partner.ts'
import type { LocalizedText } from '../../records.ts'
import type { Transfer } from '../describe-transfer.ts'
import { TRANSFERS_NOTHING } from '../requested-categories.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './languages.ts'
import { inLanguage } from './languages.ts'
import type { Page } from './page.ts'
import { renderPage } from './page.ts'
import type { Texts } from './texts.ts'
import { fill, textsIn } from './texts.ts'

/** For how many days a resident may agree; none is longer than a year. */
export const DURATIONS_DAYS = [1, 30, 90, 365] as const
const PROPOSED_DAYS = 30

export interface ConsentQuestion {
  readonly partner: Partner
  readonly resident: { readonly name: LocalizedText; readonly home: string }
  readonly purpose: string
  readonly categories: readonly string[]
  readonly transfer: Transfer
}

/** What was sent in before and could not be taken. */
export interface Draft {
  readonly categories: readonly string[]
  readonly transfer: boolean
  readonly days: number
}

interface Showing {
  readonly question: ConsentQuestion
  readonly language: Language
  readonly texts: Texts
  readonly vocabulary: Vocabulary
  readonly draft: Draft
  /** The words that the sentences leave room for. */
  readonly words: Readonly<Record<string, string>>
}

/** Partner, purpose, categories, place, route, duration, and what a refusal means; nothing is ticked beforehand. */
export function consentPage(options: {
  question: ConsentQuestion
  language: Language
  vocabulary: Vocabulary
  address: string
  token: string
  leadsTo: string
  draft?: Draft
  problem?: string
}): Page {
  const { question, language, vocabulary, address, problem } = options
  const texts = textsIn(language)
  const draft = options.draft ?? { categories: [], transfer: false, days: PROPOSED_DAYS }
  const showing = { question, language, texts, vocabulary, draft, words: wordsFor(question, language, texts) }
  const { words } = showing
  const canGive = offered(question).length > 0
  const content = html`<p class="soft">${fill(texts.signedInAs, words)}</p>
${problem !== undefined && html`<p class="warn" role="alert" tabindex="-1" autofocus>${problem}</p>`}
<form method="post" action="${address}/consent">
<input type="hidden" name="token" value="${options.token}">
<input type="hidden" name="lang" value="${language}">
${facts(showing)}
${categoryBoxes(showing)}
${transferPart(showing)}
${canGive && durations(showing)}
<section>
<p>${fill(texts.refusal, words)}</p>
${canGive && html`<p class="soft">${texts.later}</p>`}
${canGive && html`<button class="main center" name="decision" value="agree">${texts.agree}</button>`}
<button class="center" name="decision" value="refuse">${texts.refuse}</button>
</section>
</form>`
  const title = fill(texts.consentTitle, words)
  return renderPage({ language, title, content, address, leadsTo: options.leadsTo })
}

/** The categories of the question that can be given at all. */
export function offered({ categories, transfer }: ConsentQuestion): readonly string[] {
  return categories.filter((category) => transfer.kind !== 'blocked' || TRANSFERS_NOTHING.includes(category))
}

function wordsFor({ partner, resident, transfer }: ConsentQuestion, language: Language, texts: Texts) {
  const jurisdiction = (id: string) => texts.jurisdictions[id] ?? id
  const route = transfer.kind === 'route' ? transfer : { route: '', filing: '' }
  return {
    partner: inLanguage(partner.name, language),
    name: inLanguage(resident.name, language),
    home: jurisdiction(resident.home),
    place: jurisdiction(partner.jurisdiction),
    route: texts.routes[route.route] ?? route.route,
    filing: route.filing,
  }
}

function facts({ question, language, texts, vocabulary, words }: Showing): Html {
  const purpose = vocabulary.purposes.get(question.purpose)
  return html`<section><h2>${texts.purpose}</h2>
<p>${purpose ? inLanguage(purpose.name, language) : question.purpose}</p>
<p class="soft">${purpose && inLanguage(purpose.description, language)}</p></section>
<section><h2>${texts.controller}</h2><p>${inLanguage(question.partner.controller, language)}</p></section>
<section><h2>${texts.place}</h2><p>${words.place}</p></section>`
}

function categoryBoxes({ question, language, texts, vocabulary, draft }: Showing): Html {
  const possible = offered(question)
  const boxes = question.categories.map((category) => {
    const known = vocabulary.categories.get(category)
    const name = known ? inLanguage(known.name, language) : category
    const state = possible.includes(category) ? draft.categories.includes(category) && html` checked` : html` disabled`
    return html`<label><input type="checkbox" name="category" value="${category}"${state}><span><b>${name}</b>${
      !possible.includes(category) && html` <span class="warn">(${texts.blockedItem})</span>`
    }<br><span class="soft">${known && inLanguage(known.description, language)}</span></span></label>
`
  })
  return html`<fieldset><legend>${texts.what}</legend>${possible.length > 0 && html`<p class="soft">${texts.whatHint}</p>`}
${boxes}</fieldset>`
}

function transferPart({ question, texts, draft, words }: Showing): Html {
  const { transfer } = question
  if (transfer.kind === 'stays') return html``
  if (transfer.kind === 'blocked')
    return html`<section><h2>${texts.transferTitle}</h2><p class="warn">${fill(texts.transferBlocked, words)}</p></section>`
  const route = html`<legend>${texts.transferTitle}</legend><p>${fill(texts.transferRoute, words)}</p>`
  if (!transfer.separate)
    return html`<fieldset>${route}<p class="soft">${fill(texts.transferGeneral, words)}</p></fieldset>`
  return html`<fieldset>${route}
<label><input type="checkbox" name="transfer" value="yes"${draft.transfer && html` checked`}><span><b>${fill(
    texts.transferSeparate,
    words,
  )}</b><br><span class="soft">${fill(texts.transferSeparateHint, words)}</span></span></label></fieldset>`
}

function durations({ texts, draft }: Showing): Html {
  const spans = DURATIONS_DAYS.map(
    (days) =>
      html`<label><input type="radio" name="days" value="${days}"${days === draft.days && html` checked`}>${
        texts.durations[days] ?? days
      }</label> `,
  )
  return html`<fieldset class="spans"><legend>${texts.duration}</legend><div>${spans}</div></fieldset>`
}
