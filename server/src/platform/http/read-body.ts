import { UserError } from './user-error.ts';

/** The raw body of a request. Throws `tooLarge` as soon as it is too large. */
export async function readBody(request: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > limitBytes) throw new UserError('tooLarge', { field: 'file' });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
