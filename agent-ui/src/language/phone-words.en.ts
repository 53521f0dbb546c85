import type { zhQualityWords, zhDeviceWords, zhCheckWords, zhHeadsetWords, zhPhonePlaceWords } from './phone-words.ts';

export const enQualityWords: typeof zhQualityWords = {
  title: 'Call quality',
  words: { good: 'Good sound', fair: 'Fair sound', poor: 'Poor sound', lost: 'Sound is gone' },
  lost: '{{share}}% lost',
  gone: {
    in: 'No sound comes from the other side. It is being mended; check your network, or change it.',
    out: 'Your voice does not get through. It is being mended; check microphone and network.',
    both: 'Neither side hears the other. It is being mended; check your network.',
  },
  goneWhat: { in: 'does not hear the other side', out: 'is not heard', both: 'neither hears nor is heard' },
  of: 'MOS {{mos}} (lowest {{lowest}}) · round trip {{roundTrip}} ms · jitter {{jitter}} ms · lost in {{lost}}% out {{sentLost}}%',
  ofLost: 'sound gone for {{time}}',
};

export const enDeviceWords: typeof zhDeviceWords = {
  title: 'Devices',
  microphone: 'Microphone',
  speaker: 'Speaker',
  ringer: 'Ringer',
  system: 'System default',
  unnamed: 'Device {{n}}',
  gone: 'Unplugged device',
  test: 'Test',
  level: 'Microphone level',
  hint: 'May be changed during a call; this browser remembers it.',
  fallback: 'The chosen microphone is gone; {{label}} is used until it is back.',
};

export const enCheckWords: typeof zhCheckWords = {
  title: 'Check before the shift',
  hint: 'Say a few words: you will hear yourself. It takes about 8 seconds.',
  notNow: 'Possible only while you are not ready and your phone is registered.',
  start: 'Start the check',
  again: 'Check again',
  calling: 'Connecting with the echo…',
  speak: 'Please speak, and listen to yourself…',
  fit: 'All is well. You may go ready.',
  unfit: 'Not yet. Do what stands below, then check again.',
  microphone: {
    good: 'The microphone is loud enough.',
    quiet: 'The microphone is too quiet. Move it closer, or turn its level up in the system.',
    silent: 'The microphone is silent. Look for a mute button on the headset, its plug, or choose another one.',
  },
  echo: {
    heard: 'Your voice reached the center and came back.',
    notHeard: 'Your voice did not come back from the center. Try another network, or ask your administrator.',
    unknown: 'Nothing was said, so nothing could come back.',
  },
  network: {
    good: 'Good network: round trip {{roundTripMs}} ms, {{lost}}% lost.',
    fair: 'Fair network: round trip {{roundTripMs}} ms, {{lost}}% lost. Use a cable if you can.',
    poor: 'Poor network: round trip {{roundTripMs}} ms, {{lost}}% lost. Use a cable, and stop what else uses the network.',
    unknown: 'The network could not be measured. Check again.',
  },
};

export const enHeadsetWords: typeof zhHeadsetWords = {
  title: 'Headset buttons',
  none: 'Not linked; once it is, the headset answers, hangs up and mutes.',
  linked: '{{name}} is linked',
  link: 'Link',
  change: 'Change',
  unavailable: 'This browser cannot hear headset buttons; use Chrome or Edge over https://.',
};

export const enPhonePlaceWords: typeof zhPhonePlaceWords = {
  title: 'Where you are rung',
  browser: 'Browser',
  desk: 'Desk phone',
  number: 'Phone number',
  numberOf: 'Mobile or landline number',
  hint: 'On duty at home you may answer by your own phone; the browser then only works the records.',
  notNow: 'May be changed while you are not ready.',
  ringsAt: 'Calls ring at {{number}}',
  answerThere: 'Answer by: {{number}}',
  answerByKey: 'Pick up {{number}} and press 1',
  pickedUp: 'Picked up: press 1',
  ringsHint:
    'For seats on duty at home as well: once their telephone is picked up they have 10 more seconds to press 1. The center still answers the caller after three rings',
  make: 'Make an account for the phone',
  server: 'Server',
  user: 'User',
  password: 'Password',
  once: 'The password is shown this once: put it into the phone now.',
  registered: 'The phone is registered',
  notRegistered: 'Not registered yet: put the account into the phone and wait some seconds.',
  ringThere: 'Ring at this phone',
  renew: 'New password',
  renewSure: 'Make a new password? The old one is void at once.',
  removeSure: 'Remove this account? The phone cannot register any more.',
};
