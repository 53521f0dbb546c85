import { spawn } from 'node:child_process';
import type { Command } from './managed-process.ts';

export interface CommandResult {
  code: number;
  stdout: string;
  /** What it wrote to both outputs, for messages. */
  output: string;
}

/** Runs a command to its end. `onLine` gets each line of its output as it comes. Throws only when it cannot be started. */
export function runCommand(
  command: Command,
  options: { onLine?: (line: string) => void; input?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, command.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...command.env },
    });
    const result: CommandResult = { code: 0, stdout: '', output: '' };
    let rest = '';
    const take = (text: string) => {
      result.output += text;
      rest += text;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      result.stdout += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...result, code: code ?? 1 }));
  });
}
