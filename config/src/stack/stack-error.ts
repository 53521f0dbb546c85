/** Something the person at the keyboard can fix. `message` is one sentence: what is wrong and what to do. */
export class StackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
  }
}
