import { ErrorBody, type ErrorCode } from '@sansheng/shared/contracts/errors';
import { Me } from '@sansheng/shared/contracts/people/sign-in';
import { demonstrationPassword } from '../../queue-workers/src/seed/examples/people/accounts.ts';

export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON, else text. */
  body: unknown;
  /** Code of a refusal. */
  code: ErrorCode | undefined;
}

/** What a browser does with cookies and the CSRF token, and no more. */
export class Browser {
  readonly url: string;
  cookie = '';
  csrfToken = '';
  roles: readonly string[] = [];

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await fetch(this.url + path, {
      method: method.toUpperCase(),
      headers: {
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.startsWith('application/json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return {
      status: reply.status,
      headers: reply.headers,
      body: parsed,
      code: ErrorBody.safeParse(parsed).data?.error.code,
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }

  /** Takes the cookies of a reply, as a browser does. */
  takeCookies(reply: Reply): void {
    this.cookie = reply.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  async signIn(employeeNo: string, password = demonstrationPassword): Promise<Reply> {
    const reply = await this.send('POST', '/api/v1/session', { employeeNo, password });
    if (reply.status === 200) {
      this.takeCookies(reply);
      ({ csrfToken: this.csrfToken, roles: this.roles } = Me.parse(reply.body));
    }
    return reply;
  }
}

export async function signedIn(url: string, employeeNo: string): Promise<Browser> {
  const browser = new Browser(url);
  const reply = await browser.signIn(employeeNo);
  if (reply.status !== 200) throw new Error(`${employeeNo} could not sign in: ${reply.code}`);
  return browser;
}
