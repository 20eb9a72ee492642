import { regionalDate } from '../../../kit/clock.ts'
import { isOnBoundary } from '../control-points/list-control-points.ts'
import { isInForce } from '../dated.ts'
import type {
  AuthorityEndorsement,
  ControlPoint,
  Credential,
  CredentialEndorsement,
  CredentialVerdict,
} from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import type { BoundarySide, EndorsementStatus } from '../schema.types.ts'
import { isOfClass } from './holder-class.ts'
import { meetRequirement } from './meet-requirement.ts'
import type { CrossingQuestion } from './question.ts'

/** From worthless to good: a withdrawal or suspension outweighs whatever was in force beside it. */
const worth: readonly EndorsementStatus[] = ['NONE', 'ANNOUNCED', 'WITHDRAWN', 'SUSPENDED', 'IN_FORCE']
const precedence: readonly EndorsementStatus[] = ['WITHDRAWN', 'SUSPENDED', 'IN_FORCE', 'ANNOUNCED']

/**
 * What digital credentials are worth at this crossing. The maker of a credential decides nothing (a messenger's card of
 * 2018 was announced to the press and never endorsed by an authority): one counts only while each side's own authority
 * endorses it, for this point, direction, day and kind of holder. Without a point it must count at every one.
 */
export function judgeCredentials(question: CrossingQuestion, data: ReferenceData): CredentialVerdict[] {
  const points = question.controlPoint
    ? [question.controlPoint]
    : [...data.controlPoints.values()].filter((point) => isOnBoundary(point, question))
  if (question.credentials) {
    return question.credentials.map((id) => judgeCredential(credentialOf(id, data), points, question, data))
  }
  return [...data.credentials.values()]
    .map((credential) => judgeCredential(credential, points, question, data))
    .filter(({ endorsements }) => endorsements.some(({ status }) => status === 'IN_FORCE'))
}

/** A credential that no authority ever heard of is worth what an unendorsed one is. */
function credentialOf(id: string, data: ReferenceData): Credential {
  return data.credentials.get(id) ?? { id, name: { en: id, zhHant: id, zhHans: id } }
}

function judgeCredential(
  credential: Credential,
  points: readonly ControlPoint[],
  question: CrossingQuestion,
  data: ReferenceData,
): CredentialVerdict {
  const words = (['EXIT', 'ENTRY'] as const).map((side) => weakestWord(side, credential, points, question, data))
  return {
    credential: credential.id,
    name: credential.name,
    accepted: words.every(({ said }) => said.status === 'IN_FORCE'),
    endorsements: words.map(({ said }) => said),
    // A document may stay at home only where both sides say so.
    physicalDocumentRequired: !words.every(({ row }) => row?.status === 'IN_FORCE' && !row.physicalDocumentRequired),
  }
}

interface Word {
  readonly said: CredentialEndorsement
  readonly row: AuthorityEndorsement | undefined
}

function weakestWord(
  side: BoundarySide,
  credential: Credential,
  points: readonly ControlPoint[],
  question: CrossingQuestion,
  data: ReferenceData,
): Word {
  const authority = data.borderAuthority[side === 'EXIT' ? question.from : question.to]
  const words = points.map((point): Word => {
    const rows = data.credentialEndorsements.filter(
      (row) =>
        row.credential === credential.id &&
        row.authority.id === authority.id &&
        row.sides.includes(side) &&
        row.controlPoints.includes(point.id) &&
        speaksOf(row, question, data),
    )
    const row = precedence.flatMap((status) => rows.filter((candidate) => candidate.status === status))[0]
    return { said: { side, authority, status: row?.status ?? 'NONE', source: row?.source ?? null }, row }
  })
  const ranked = words.toSorted((one, other) => worth.indexOf(one.said.status) - worth.indexOf(other.said.status))
  return ranked[0] ?? { said: { side, authority, status: 'NONE', source: null }, row: undefined }
}

function speaksOf(row: AuthorityEndorsement, question: CrossingQuestion, data: ReferenceData): boolean {
  const day = regionalDate(question.at)
  return (
    row.from.includes(question.from) &&
    row.to.includes(question.to) &&
    isInForce(row, day) &&
    isOfClass(question.traveller, row.when, day) &&
    meetRequirement(question.traveller, row.requires, { day, catalogue: data }).lacks.length === 0
  )
}
