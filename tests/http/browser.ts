import type { Me } from '@sansheng/shared/contracts/sign-in';
import { demonstrationPassword } from '../../queue-workers/src/seed/demonstration-center.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint: what a test looks for in it differs from test to test
  body: any;
}

/** What a browser does with cookies and the CSRF token, and no more. */
export class Browser {
  readonly url: string;
  cookie = '';
  csrfToken = '';

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(this.csrfToken !== '' && { 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.startsWith('application/json');
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
  }

  async signIn(employeeNo: string, password = demonstrationPassword): Promise<Reply> {
    const reply = await this.send('POST', '/api/v1/session', { employeeNo, password });
    if (reply.status === 200) {
      this.cookie = reply.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      this.csrfToken = (reply.body as Me).csrfToken;
    }
    return reply;
  }
}

export async function signedIn(url: string, employeeNo: string): Promise<Browser> {
  const browser = new Browser(url);
  const reply = await browser.signIn(employeeNo);
  if (reply.status !== 200) throw new Error(`${employeeNo} could not sign in: ${JSON.stringify(reply.body)}`);
  return browser;
}
