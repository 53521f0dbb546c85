import type { shortcutsWords as Words } from './words.ts';

export const shortcutsWords: typeof Words = {
  shortcuts: {
    title: 'Shortcuts',
    hint: 'Those with Alt work while you type, too. Grey ones have nothing to do now.',
    open: 'Shortcuts (?)',
    self: 'Show or close this list',
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
      'Alt+KeyR': 'Go ready',
      'Alt+KeyN': 'Go not ready (choose why)',
      'Alt+KeyO': 'Dial: enter a number',
      'Ctrl+Enter': 'Finish the wrap-up',
      'Alt+KeyV': 'Devices, and the check before the shift',
    },
  },
};
