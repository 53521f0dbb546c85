/**
 * Tells whether a message was seen among the last `capacity` ones. A subscription to `endpoint:PJSIP` beside our own
 * channels makes Asterisk send the same event again, letter for letter (its time stamp included), so the whole text is
 * the key: two digits or two variables set in one millisecond are not taken for one.
 */
export function createRepeatFilter(capacity = 1024): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => {
    if (seen.has(text)) return true;
    seen.add(text);
    if (seen.size > capacity) {
      for (const oldest of seen) {
        seen.delete(oldest);
        break;
      }
    }
    return false;
  };
}
