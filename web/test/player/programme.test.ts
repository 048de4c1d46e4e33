import { describe, expect, it } from 'vitest';
import { programmeOf } from '../../player/programme.js';

const OWN = new URL('https://media.example/');
const ID = 'a'.repeat(43);

function programme(attributes: Record<string, string>) {
  return programmeOf({ getAttribute: (name) => attributes[name] ?? null }, OWN, 'https://blog.example/');
}

describe('what the attributes name', () => {
  it('is a channel, or an object, which goes first', () => {
    expect(programme({ channel: 'news', p2p: 'ask', 'max-upload': '500', tabs: 'off' })).toMatchObject({
      gateway: OWN,
      channel: 'news',
      object: undefined,
      wish: 'ask',
      maxUploadKbps: 500,
      sharesTabs: false,
    });
    expect(programme({ channel: 'news', object: ID, token: 't' })).toMatchObject({
      channel: '',
      object: { id: ID, token: 't' },
    });
  });

  it('is nothing that could not be', () => {
    for (const attributes of [{}, { channel: 'no name' }, { object: 'short' }, { channel: 'news', src: 'ftp://x' }]) {
      expect(programme(attributes)).toBeUndefined();
    }
  });

  it('has a token that may become another one', () => {
    const attributes: Record<string, string> = { channel: 'news', token: 'one' };
    const named = programme(attributes);
    attributes['token'] = 'other';
    expect(named?.token()).toBe('other');
  });
});
