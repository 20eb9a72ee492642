import { regionalDate } from '../../../kit/clock.ts'
import { isInForce } from '../dated.ts'
import type { CrossingRule, Hint, MissingRequirement } from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import type { Jurisdiction, LocalizedText } from '../schema.types.ts'
import { isOfClass } from './holder-class.ts'
import type { Lack } from './meet-requirement.ts'
import type { CrossingQuestion } from './question.ts'

/** What is missing, in words, with the rule that asks for it, the authority that can grant it, and hints. */
export function describeLack(
  lack: Lack,
  rule: CrossingRule,
  { question, data }: { question: CrossingQuestion; data: ReferenceData },
): MissingRequirement {
  // Endorsements are put into exit-entry permits by whoever grants those.
  const { name, grantedBy } = data.documents[lack.kind ?? 'EEP']
  const destination = rule.requires.endorsement?.destination
  const subject = lack.kind ? name : endorsementFor(destination)
  return {
    side: rule.side,
    code: lack.code,
    description: joined(subject, phrases[lack.code]),
    ruleId: rule.id,
    authority: grantedBy ?? rule.authority,
    hints: data.hints.filter(
      (hint) => destination && hint.destinations.includes(destination) && concerns(hint, lack, question),
    ),
  }
}

/** A hint is for those alone whose case it explains: of its class, and holding what it speaks of. */
function concerns(hint: Hint, lack: Lack, { traveller, at }: CrossingQuestion): boolean {
  const day = regionalDate(at)
  const held = traveller.documents.flatMap((document) => document.endorsements.map((endorsement) => endorsement.scheme))
  return (
    hint.lacks.includes(lack.code) &&
    isInForce(hint, day) &&
    isOfClass(traveller, hint.when, day) &&
    (hint.holdsScheme === null || held.includes(hint.holdsScheme))
  )
}

/** Portuguese only where the subject has a name in it. */
function joined(subject: LocalizedText, phrase: LocalizedText): LocalizedText {
  const text = {
    en: `${subject.en}: ${phrase.en}`,
    zhHant: `${subject.zhHant}：${phrase.zhHant}`,
    zhHans: `${subject.zhHans}：${phrase.zhHans}`,
  }
  return subject.pt && phrase.pt ? { ...text, pt: `${subject.pt}: ${phrase.pt}` } : text
}

function endorsementFor(destination: Jurisdiction | undefined): LocalizedText {
  const place = places[destination ?? 'MAINLAND']
  return {
    en: `Endorsement for ${place.en} in the exit-entry permit`,
    zhHant: `往來港澳通行證的赴${place.zhHant}簽注`,
    zhHans: `往来港澳通行证的赴${place.zhHans}签注`,
    pt: `Visto para ${place.pt} no salvo-conduto`,
  }
}

const places: Readonly<Record<Jurisdiction, LocalizedText & { pt: string }>> = {
  HONG_KONG: { en: 'Hong Kong', zhHant: '香港', zhHans: '香港', pt: 'Hong Kong' },
  MACAO: { en: 'Macao', zhHant: '澳門', zhHans: '澳门', pt: 'Macau' },
  MAINLAND: { en: 'the Mainland', zhHant: '內地', zhHans: '内地', pt: 'o Interior da China' },
}

const phrases: Readonly<Record<Lack['code'], LocalizedText>> = {
  DOCUMENT_REQUIRED: {
    en: 'required, not carried',
    zhHant: '須持有',
    zhHans: '须持有',
    pt: 'necessário, não é trazido',
  },
  DOCUMENT_EXPIRED: {
    en: 'expired, to be renewed',
    zhHant: '已過期，須換領',
    zhHans: '已过期，须换领',
    pt: 'caducado, a renovar',
  },
  ENDORSEMENT_REQUIRED: {
    en: 'required, none that is good that day',
    zhHant: '須持有，當日並無適用者',
    zhHans: '须持有，当日无适用者',
    pt: 'necessário, nenhum é válido nesse dia',
  },
  ENDORSEMENT_EXPIRED: {
    en: 'expired, a new one is needed',
    zhHant: '已過期，須重新申請',
    zhHans: '已过期，须重新申请',
    pt: 'caducado, é preciso um novo',
  },
  TRIPS_USED: { en: 'no trip left in it', zhHant: '次數已用完', zhHans: '次数已用完', pt: 'sem viagens restantes' },
}
