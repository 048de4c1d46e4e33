/** mDNS (RFC 6762); private, link-local, loopback and carrier-grade NAT addresses (RFC 1918, 3927, 1122, 6598); the same of IPv6. */
const NAMES_OF_THE_OWN_NETWORK = [
  /\.local$/i,
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^127\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd][0-9a-f]{2}:/i,
  /^fe[89ab][0-9a-f]:/i,
  /^::1$/,
];

/**
 * Whether a candidate, as it travels, can only be reached from within this host's own network: a host candidate with an
 * mDNS name or with an address that the internet does not route.
 */
export function isOfOwnNetwork(compact: string): boolean {
  const [letter, address = ''] = compact.split(' ', 2);
  return letter === 'h' && NAMES_OF_THE_OWN_NETWORK.some((name) => name.test(address));
}
