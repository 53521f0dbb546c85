/** What a text from outside may contain, whoever sends it and however. */
import { z } from 'zod';

/**
 * Finds a text that cannot be stored: half of a surrogate pair, which UTF-8 cannot represent and MariaDB's JSON
 * refuses, or NUL, at which C programs end a text. Returns the path of the first, '' when the value itself is one; null
 * when there is none. Keys count as texts. Walks without recursion: nesting is the sender's choice.
 */
export function findUnstorable(value: unknown): string | null {
  const left: { value: unknown; path: string }[] = [{ value, path: '' }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: one, path } = next;
    if (typeof one === 'string') {
      if (!isStorable(one)) return path;
    } else if (typeof one === 'object' && one !== null) {
      const entries = Object.entries(one);
      for (let i = entries.length - 1; i >= 0; i -= 1) {
        const [key, inner] = entries[i] as [string, unknown];
        // The bad key itself is not repeated: a log could not store it either.
        if (!isStorable(key)) return path;
        left.push({ value: inner, path: path === '' ? key : `${path}.${key}` });
      }
    }
  }
  return null;
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

const ownIdForm = /^[\x20-\x7e]*$/;
/** An id, number or word of the center's own: all of them are ASCII, and columns of ids refuse to be compared with more. */
export const ownId = (maxLength: number) => z.string().max(maxLength).regex(ownIdForm);
/** An id that somebody gives a new setting. */
export const newId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const isOwnId = (text: string) => ownIdForm.test(text);

/** Control characters, marks that change the writing direction, and invisible characters. */
const unseen = /[\p{Cc}\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * A name as lists, logs and files show it: on one line, in the order in which it reads. What would make it look like
 * another one is removed silently, like spaces at its ends: it comes from pasting, and nobody meant it.
 */
export const plainName = (maxLength = 64) =>
  z
    .string()
    .overwrite((text) => text.replace(breaks, ' ').replace(unseen, ''))
    .trim()
    .min(1)
    .max(maxLength);
