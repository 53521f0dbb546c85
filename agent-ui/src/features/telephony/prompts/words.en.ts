import type { promptsWords as Words } from './words.ts';

export const promptsWords: typeof Words = {
  audit: { things: { prompt: 'Prompt' } },
  admin: { prompts: 'Prompts' },
  menus: {
    library: {
      add: 'Add a prompt',
      empty: 'No prompts yet',
      emptyHint: 'Add one, then upload a recording or use text-to-speech.',
      noVersion: 'no recording',
      builtIn: 'built-in',
      uploaded: 'uploaded',
      spoken: 'text-to-speech',
      inUse: 'in use',
      upload: 'Upload a recording',
      uploadHint: 'WAV or mp3, up to 10 minutes and 12 MB; converted to telephone quality.',
      speak: 'Text-to-speech',
      speakHint: 'Read by the built-in voice; you can replace it with a human recording at any time.',
      cannotSpeak: 'Text-to-speech (espeak-ng) is not installed on this server. Please upload recordings.',
      cannotStore: 'This server has no folder for prompts (PROMPT_STORE); nothing can be added.',
      text: 'Text',
      saved: 'Saved as version {{version}}; queues play it at once, menus after the next publication',
      newestHint:
        'Publishing a menu uses the newest recordings; published menus do not change. Queues play the newest recording at once.',
      removeSure: 'Delete the prompt "{{name}}"?',
      removeVersionSure: 'Delete recording {{version}}?',
      seconds: '{{n}} s',
    },
  },
  errors: {
    soundUnreadable: 'This sound file cannot be read. Try another one (WAV or MP3).',
    soundTooLong: 'The sound is too long. Shorten it and try again.',
    soundSilent: 'The sound is silent. Check it and try again.',
    speechUnavailable: 'This server has no text-to-speech. Upload a sound file instead.',
  },
};
