import type { CrossingRule, MissingRequirement } from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import type { Jurisdiction, LocalizedText } from '../schema.types.ts'
import type { Lack } from './meet-requirement.ts'

/** What is missing, in words, with the rule that asks for it and the authority that can grant it. */
export function describeLack(
  lack: Lack,
  rule: CrossingRule,
  documents: ReferenceData['documents'],
): MissingRequirement {
  // Endorsements are put into exit-entry permits by whoever grants those.
  const { name, grantedBy } = documents[lack.kind ?? 'EEP']
  const subject = lack.kind ? name : endorsementFor(rule.requires.endorsement?.destination)
  const phrase = phrases[lack.code]
  return {
    side: rule.side,
    code: lack.code,
    description: {
      en: `${subject.en}: ${phrase.en}`,
      zhHant: `${subject.zhHant}：${phrase.zhHant}`,
      zhHans: `${subject.zhHans}：${phrase.zhHans}`,
    },
    ruleId: rule.id,
    authority: grantedBy ?? rule.authority,
  }
}

function endorsementFor(destination: Jurisdiction | undefined): LocalizedText {
  const place = places[destination ?? 'MAINLAND']
  return {
    en: `Endorsement for ${place.en} in the exit-entry permit`,
    zhHant: `往來港澳通行證的赴${place.zhHant}簽注`,
    zhHans: `往来港澳通行证的赴${place.zhHans}签注`,
  }
}

const places: Readonly<Record<Jurisdiction, LocalizedText>> = {
  HONG_KONG: { en: 'Hong Kong', zhHant: '香港', zhHans: '香港' },
  MACAO: { en: 'Macao', zhHant: '澳門', zhHans: '澳门' },
  MAINLAND: { en: 'the Mainland', zhHant: '內地', zhHans: '内地' },
}

const phrases: Readonly<Record<Lack['code'], LocalizedText>> = {
  DOCUMENT_REQUIRED: { en: 'required, not carried', zhHant: '須持有', zhHans: '须持有' },
  DOCUMENT_EXPIRED: { en: 'expired, to be renewed', zhHant: '已過期，須換領', zhHans: '已过期，须换领' },
  ENDORSEMENT_REQUIRED: {
    en: 'required, none that is good that day',
    zhHant: '須持有，當日並無適用者',
    zhHans: '须持有，当日无适用者',
  },
  ENDORSEMENT_EXPIRED: {
    en: 'expired, a new one is needed',
    zhHant: '已過期，須重新申請',
    zhHans: '已过期，须重新申请',
  },
  TRIPS_USED: { en: 'no trip left in it', zhHant: '次數已用完', zhHans: '次数已用完' },
}
