import { describe, expect, it } from 'vitest';
import { policyOf, policyWords, readPolicy, type PolicyFields } from '../../console/policy.js';

function open(): PolicyFields {
  const known = readPolicy({ access: 'open', posting: 'key', origins: [], hostCandidates: true });
  if (known === undefined) throw new Error('no policy');
  return known.fields;
}

describe('policyOf', () => {
  it('gives back what was read, and leaves a secret where it is', () => {
    const policy = {
      access: 'token',
      posting: 'token',
      key: { algorithm: 'HS256' },
      origins: ['https://a.example', 'https://b.example:8443'],
      maxPeers: 500,
      hostCandidates: false,
    };
    const known = readPolicy(policy);
    expect(known?.hasSecret).toBe(true);
    expect(policyOf(known?.fields ?? open(), true)).toEqual({ policy });
    expect(policyWords(known?.fields ?? open())).toBe(
      'Only who has a token may watch, on the pages that are named, 500 at a time.',
    );
  });

  it('leaves out what everybody may', () => {
    expect(policyOf(open(), false)).toEqual({ policy: { access: 'open', posting: 'key', hostCandidates: true } });
    expect(policyWords(open())).toBe('Everybody may watch.');
  });

  it.each([
    [{ access: 'token' }, 'secret'],
    [{ posting: 'token', algorithm: 'EdDSA' }, 'public key'],
    [{ origins: 'https://a.example/path' }, 'without a path'],
    [{ origins: 'a.example' }, 'https://'],
    [{ maxPeers: '0' }, 'whole number'],
  ] as const)('says what is missing in %j', (change, words) => {
    expect(policyOf({ ...open(), ...change }, false)).toEqual({ missing: expect.stringContaining(words) as string });
  });

  it('takes a new key of either kind', () => {
    const fields = { ...open(), access: 'token' } as const;
    expect(policyOf({ ...fields, secret: 's'.repeat(43) }, true)).toMatchObject({
      policy: { key: { algorithm: 'HS256', secret: 's'.repeat(43) } },
    });
    expect(policyOf({ ...fields, algorithm: 'EdDSA', publicKey: ' abc ' }, true)).toMatchObject({
      policy: { key: { algorithm: 'EdDSA', publicKey: 'abc' } },
    });
  });
});

it.each([null, [], 'x'])('takes %j for no policy', (json) => {
  expect(readPolicy(json)).toBeUndefined();
});
