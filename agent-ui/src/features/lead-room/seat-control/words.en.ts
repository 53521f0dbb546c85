import type { seatControlWords as Words } from './words.ts';

export const seatControlWords: typeof Words = {
  audit: { things: { seat: 'Seat' } },
  lead: {
    actions: 'Actions on {{seat}}',
    makeReady: 'Make ready',
    makeNotReady: 'Make not ready',
    byLead: 'set by the lead',
    signOut: 'Sign out',
    endWrapUp: 'End wrap-up',
    assign: 'Queues and skills',
    assignTitle: 'Queues and skills of {{seat}}',
    assignHint:
      'In force at once: a call that goes on is not touched, waiting calls are offered by the new assignment.',
    queues: 'Queues',
    skills: 'Skills',
    noSkills: 'No skills are set up yet.',
    level: 'level {{level}}',
    without: 'none',
    sureReady: 'Make {{seat}} ready?',
    sureNotReady: 'Make {{seat}} not ready ({{reason}})?',
    sureSignOut: 'Sign {{seat}} out? Their page is signed out.',
    sureEndWrapUp: 'End the wrap-up of {{seat}}? The record has no category until the seat adds it.',
    go: 'Go ahead',
    done: 'Done',
    pending: 'The seat is busy; takes effect after its call',
    pull: 'Give to a seat',
    pullHint: 'Choose a seat: a ready one rings now, a busy one has it next',
    pulled: { offered: 'Offered to {{seat}}, ringing', kept: '{{seat}} has this call next' },
  },
  errors: {
    notYourTeam: 'This seat is not in your team.',
    seatOffline: 'The seat is not signed in.',
    seatOnCall: 'The seat is ringing or talking. Sign it out when the call is over.',
    seatNotReady: 'The seat is not ready and cannot take this call.',
    notWaiting: 'This call does not wait any more.',
  },
};
