interface Told {
  readonly message: string
  readonly nextStep: string
}

/** The coded ways in which this agency says no. */
export type Refusal =
  | (Told & { readonly kind: 'StopUnknown'; readonly code: 'STOP_UNKNOWN'; readonly stopId: string })
  | (Told & {
      readonly kind: 'DepartureOutOfRange'
      readonly code: 'DEPARTURE_OUT_OF_RANGE'
      readonly coveredFrom: string
      readonly coveredTo: string
    })
  | (Told & { readonly kind: 'NoItinerary'; readonly code: 'NO_ITINERARY' })

export function stopUnknown(stopId: string): Refusal {
  return {
    kind: 'StopUnknown',
    code: 'STOP_UNKNOWN',
    message: `Got stop ${JSON.stringify(stopId)}, which no timetable here has; wanted an id such as hk:mtr:CEN.`,
    nextStep: 'Search stops by name with Query.stops and use the id found there.',
    stopId,
  }
}

export function departureOutOfRange(date: string, covered: { from: string; to: string }): Refusal {
  return {
    kind: 'DepartureOutOfRange',
    code: 'DEPARTURE_OUT_OF_RANGE',
    message: `Got a departure on ${date}; the timetables cover ${covered.from} to ${covered.to}.`,
    nextStep: 'Ask for a day within the covered range.',
    coveredFrom: covered.from,
    coveredTo: covered.to,
  }
}

export function noItinerary(question: { from: string; to: string }): Refusal {
  const isSame = question.from === question.to
  return {
    kind: 'NoItinerary',
    code: 'NO_ITINERARY',
    message: isSame
      ? `Got ${question.from} both as start and as end; wanted two different stops.`
      : `Nothing here runs from ${question.from} to ${question.to} within a day of that departure.`,
    nextStep: isSame
      ? 'Choose another stop as start or end.'
      : 'Try another stop near by, or ask the operators named in City.transitServices.',
  }
}
