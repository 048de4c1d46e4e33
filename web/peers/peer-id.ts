export const PEER_ID_BYTES = 16;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding, as peerIds stand in JSON (docs/protocol.md section 1). */
export function encodePeerId(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let c = 0; c <= Math.min(left, 3); c++) text += ALPHABET.charAt((group >> (18 - 6 * c)) & 63);
  }
  return text;
}

/** The 16 bytes of a peerId, or undefined when `text` is none. */
export function decodePeerId(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(PEER_ID_BYTES);
  let bits = 0;
  let collected = 0;
  let written = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    collected += 6;
    if (collected >= 8) {
      collected -= 8;
      if (written === PEER_ID_BYTES) return undefined;
      bytes[written++] = (bits >> collected) & 0xff;
    }
  }
  return written === PEER_ID_BYTES && encodePeerId(bytes) === text ? bytes : undefined;
}
