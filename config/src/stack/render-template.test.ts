import { describe, expect, it } from 'vitest';
import { renderTemplate } from './render-template.ts';

describe('renderTemplate', () => {
  it('fills in names and leaves Asterisk its own variables', () => {
    expect(renderTemplate('bind = {{HOST}}:{{PORT}} ; ${EXTEN}', { HOST: '127.0.0.1', PORT: 5060 })).toBe(
      'bind = 127.0.0.1:5060 ; ${EXTEN}',
    );
  });

  it('refuses a name without a value and a value with a line break', () => {
    expect(() => renderTemplate('{{MISSING}}', {})).toThrow('MISSING');
    expect(() => renderTemplate('{{A}}', { A: 'x\n[trunk]' })).toThrow('line break');
  });
});
