import { ErrorBody } from '@sansheng/shared/contracts/errors';
import { Refused } from './rest.ts';

/** Fetches a file and hands it to the browser under the name that the server gave it. Throws Refused. */
export async function download(path: string): Promise<void> {
  const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin' }).catch(() => {
    throw new Refused('unavailable');
  });
  if (!response.ok) {
    const refusal = ErrorBody.safeParse(await response.json().catch(() => undefined));
    throw new Refused(refusal.success ? refusal.data.error.code : 'unavailable', refusal.data?.error.field);
  }
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = decodeURIComponent(name ?? 'export');
  link.click();
  URL.revokeObjectURL(url);
}
