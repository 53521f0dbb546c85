import type { shortcutsWords as Words } from './words.ts';

export const shortcutsWords: typeof Words = {
  shortcuts: {
    title: 'Shortcuts',
    hint: 'Shortcuts with Alt also work while you type. Grey ones are not available now.',
    open: 'Shortcuts (?)',
    self: 'Show or hide this list',
    digits: 'With the keypad open, 0–9, * and # are sent as tones',
    does: {
      'Alt+KeyA': 'Answer',
      'Alt+KeyX': 'Decline',
      'Alt+KeyQ': 'Hang up',
      'Alt+KeyM': 'Mute, unmute',
      'Alt+KeyH': 'Hold, retrieve',
      'Alt+KeyK': 'Open the keypad',
      'Alt+KeyT': 'Transfer',
      'Alt+KeyC': 'Consult a colleague',
      'Alt+KeyS': 'Swap while consulting',
      'Alt+KeyG': 'Add somebody to the call',
      'Alt+KeyP': 'Pause, resume the recording',
      'Alt+KeyB': 'Notes or knowledge',
      'Alt+KeyJ': 'Open a case',
      'Alt+KeyL': 'Link this call to an open case',
      'Alt+KeyU': 'Attach the caller to the outage, or note that they are told',
      'Alt+KeyY': 'Call the customer of the case',
      'Alt+KeyR': 'Go ready',
      'Alt+KeyN': 'Go not ready (choose a reason)',
      'Alt+KeyO': 'Dial: enter a number',
      'Ctrl+Enter': 'Finish wrap-up',
      'Alt+KeyV': 'Devices and pre-shift check',
    },
  },
};
