import type { seatControlWords as Words } from './words.ts';

export const seatControlWords: typeof Words = {
  audit: { things: { seat: 'Agent' } },
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
      'Takes effect at once. Calls in progress are not affected; waiting calls are offered by the new assignment.',
    queues: 'Queues',
    skills: 'Skills',
    noSkills: 'No skills are set up yet.',
    level: 'level {{level}}',
    without: 'none',
    sureReady: 'Make {{seat}} ready?',
    sureNotReady: 'Make {{seat}} not ready ({{reason}})?',
    sureSignOut: 'Sign {{seat}} out? Their page will be signed out.',
    sureEndWrapUp: 'End the wrap-up of {{seat}}? The record has no category until the agent adds one.',
    go: 'Confirm',
    done: 'Done',
    pending: 'The agent is busy; it takes effect after the call',
    pull: 'Assign to an agent',
    pullHint: 'Choose an agent: a ready one rings now, a busy one gets the call next',
    pulled: { offered: 'Offered to {{seat}}, ringing', kept: '{{seat}} gets this call next' },
  },
  errors: {
    notYourTeam: 'This agent is not in your team.',
    seatOffline: 'The agent is not signed in.',
    seatOnCall: 'The agent is ringing or talking. Sign them out when the call is over.',
    seatNotReady: 'The agent is not ready and cannot take this call.',
    notWaiting: 'This call is no longer waiting.',
  },
};
