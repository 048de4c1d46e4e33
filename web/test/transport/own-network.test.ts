import { describe, expect, it } from 'vitest';
import { isOfOwnNetwork } from '../../transport/own-network.js';

describe('isOfOwnNetwork', () => {
  it.each([
    '2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local',
    'PRINTER.LOCAL',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.196',
    '169.254.7.7',
    '127.0.0.1',
    '100.64.0.1',
    '100.127.255.255',
    'fd12:3456::1',
    'FC00::1',
    'fe80::1',
    'febf::1',
    '::1',
  ])('is so for a host candidate of %s', (address) => {
    expect(isOfOwnNetwork(`h ${address} 50000`)).toBe(true);
  });

  it.each([
    'tv.example',
    'local.example',
    '9.255.255.255',
    '11.0.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.0.1',
    '192.169.0.1',
    '169.253.0.1',
    '128.0.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '203.0.113.10',
    '2001:db8::1',
    'fb00::1',
    'fec0::1',
    'fc::1',
    '::1:1',
  ])('is not so for one of %s', (address) => {
    expect(isOfOwnNetwork(`h ${address} 50000`)).toBe(false);
  });

  it('is not so for what somebody else has seen', () => {
    for (const letter of ['s', 'p', 'r']) expect(isOfOwnNetwork(`${letter} 10.0.0.1 50000`)).toBe(false);
  });
});
