import type { promptsWords as Words } from './words.ts';

export const promptsWords: typeof Words = {
  audit: { things: { prompt: 'Prompt' } },
  admin: { prompts: 'Prompts' },
  menus: {
    library: {
      add: 'Add a prompt',
      empty: 'No prompts yet',
      emptyHint: 'Add one, then upload a recording or have text spoken.',
      noVersion: 'no recording',
      builtIn: 'comes with the center',
      uploaded: 'uploaded',
      spoken: 'spoken from text',
      inUse: 'in use',
      upload: 'Upload a recording',
      uploadHint: 'WAV or mp3, 10 minutes and 12 MB at most; converted to telephone quality.',
      speak: 'Speak text',
      speakHint: 'Read by the built-in voice; replace it by a human voice any time.',
      cannotSpeak: 'No voice (espeak-ng) is installed on this server. Please upload recordings.',
      cannotStore: 'This server has no folder for prompts (PROMPT_STORE); nothing can be added.',
      text: 'What to say',
      saved: 'Kept as version {{version}}; queues play it at once, menus when next published',
      newestHint:
        'Publishing a menu takes the newest recordings; published menus do not change. Queues play the newest recording at once.',
      removeSure: 'Delete the prompt "{{name}}"?',
      removeVersionSure: 'Delete recording {{version}}?',
      seconds: '{{n}} s',
    },
  },
  errors: {
    soundUnreadable: 'This sound file cannot be read. Try another one (WAV or MP3).',
    soundTooLong: 'The sound is too long. Shorten it and try again.',
    soundSilent: 'The sound is silent. Check it and try again.',
    speechUnavailable: 'This server cannot speak text. Upload a sound file instead.',
  },
};
