import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type RunningStack, StackError } from './stack/index.ts';
import { runCommand } from './stack/run-command.ts';

/**
 * A self-signed certificate for this machine's names and addresses, made once and kept in the data folder.
 * Returns the paths of both PEM files.
 */
export async function makeCertificate(stack: RunningStack, dataDir: string): Promise<{ cert: string; key: string }> {
  const folder = join(dataDir, 'tls');
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  if (existsSync(cert) && existsSync(key)) return { cert, key };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4')
    .map((address) => `IP:${address?.address}`);
  const names = [...new Set(['DNS:localhost', `DNS:${hostname()}`, ...addresses])].join(',');
  // A configuration of our own: the private root's OpenSSL would look for the machine's.
  const configFile = join(folder, 'openssl.cnf');
  await writeFile(
    configFile,
    `[req]\ndistinguished_name=name\nx509_extensions=ext\nprompt=no\n[name]\nCN=Sansheng\n[ext]\nsubjectAltName=${names}\n`,
  );
  const { code, output } = await runCommand(
    stack.opensslCommand(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -config ${configFile} -keyout ${key} -out ${cert}`.split(
        ' ',
      ),
    ),
  );
  if (code !== 0) throw new StackError(`OpenSSL cannot make a certificate: ${output.trim().slice(-300)}`);
  return { cert, key };
}
