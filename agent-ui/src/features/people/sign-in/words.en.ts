import type { signInWords as Words } from './words.ts';

export const signInWords: typeof Words = {
  account: {
    title: 'My account',
    password: 'Change password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    again: 'Repeat new password',
    againNeeded: 'Repeat the new password',
    differ: 'The passwords do not match',
    wrongPassword: 'The current password is wrong.',
    passwordRule:
      'At least {{n}} characters. Not your employee number, no repeated or consecutive characters, no common password.',
    weak: {
      tooShort: 'Too short',
      ownNumber: 'It must not be your employee number',
      repeated: 'Too many repeated characters',
      sequence: 'It must not be consecutive characters',
      common: 'Too common: it would be among the first guesses',
    },
    endsTokens: 'Also revoke my API tokens ({{n}})',
    othersEnd: 'You will be signed out everywhere else.',
    change: 'Change password',
    changed: 'Password changed',
    mustChange: 'An administrator set this password. Before you start, change it to one that only you know.',
    noPages:
      'There are no pages for your role yet. If you need one, ask an administrator to add a role to your account.',
  },
  setUp: {
    title: 'Create the first administrator',
    hint: 'This center has no administrator yet. Sign in with the account you create here, then add the others.',
    nameNeeded: 'Enter a name',
    submit: 'Create and sign in',
  },
  signOut: {
    titles: {
      offered: 'The phone is ringing',
      talking: 'You are on a call with {{who}}',
      wrapUp: 'The wrap-up is not finished',
    },
    hints: {
      offered: 'Answer or decline the call first, or sign out once it is done.',
      talking:
        'If you sign out now, nobody is left to serve the customer. Hang up or transfer the call first, or sign out once the call and its wrap-up are done.',
      wrapUp:
        'What you have written is kept. If you sign out now, you will find it under “Wrap-ups to finish” next time.',
    },
    afterCall: 'Sign out after this call',
    whenDone: 'Sign out when it is done',
    hangUp: 'Hang up',
    now: 'Sign out now, finish later',
    stay: 'Stay signed in',
    free: 'The call is over',
    freeHint: 'You can sign out now.',
  },
  signIn: {
    title: 'Sign in',
    number: 'Employee number',
    password: 'Password',
    submit: 'Sign in',
    numberNeeded: 'Enter your employee number (digits)',
    passwordNeeded: 'Enter your password',
    demoTitle: 'Accounts of the demonstration center',
    demoPassword: 'All have the password',
    demoUse: 'Click one to fill it in',
    demoPhone: "No phone at hand? Open a customer's phone",
    signedOut: 'You have signed out.',
    signedInElsewhere: 'Your employee number signed in elsewhere, so you were signed out here.',
    signedOutByLead: 'Your lead has signed you out.',
    expired: 'Your session has expired. Please sign in again.',
    needsAdministrator:
      'This center has no administrator yet. Open the link shown when it started to create one; if it has expired, start the center again.',
    promise: ['First ring: see who it is', 'Second ring: see what it is about', 'Before the third ends: answer'],
  },
  audit: { things: { signIn: 'Sign-in' } },
  errors: {
    notSignedIn: 'You are not signed in, or the session has expired. Please sign in again.',
    wrongCredentials: 'Wrong employee number or password.',
    tooManyAttempts: 'Too many attempts. Try again in {{minutes}} min.',
    accountLocked:
      'Too many wrong passwords: this account is locked. Try again in {{minutes}} min; an administrator can unlock it in the list of accounts.',
    passwordMustChange: 'Change your password first: click your name at the top right.',
    passwordWeak:
      'This password is easy to guess. Do not use your employee number, repeated or consecutive characters, or a common password.',
    passwordSame: 'The new password is the current one. Choose another.',
    setUpLinkGone: 'This link has expired or has been used. Start the center again to get a new one.',
    onCall: 'You still have a call. Hang up, transfer it or finish the wrap-up first, or choose to sign out after it.',
  },
};
