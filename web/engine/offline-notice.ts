const SCRIPT_TAG = 18;
const TAG_HEADER_BYTES = 11;
const TRAILER_BYTES = 4;
/** An AMF0 string: marker and length, then these letters. */
const NAME_OFFSET = TAG_HEADER_BYTES + 3;
const NAME = 'onStatus';
const CODE = 'NetStream.Play.UnpublishNotify';

/**
 * Whether these bytes of an FLV stream are the tag by which the gateway says that nothing comes for now (docs/protocol.md
 * section 3), and nothing else: it stands alone, for it comes when nothing else does.
 */
export function isOfflineNotice(bytes: Uint8Array): boolean {
  const [type, high = 0, middle = 0, low = 0] = bytes;
  const bodyBytes = high * 65_536 + middle * 256 + low;
  if (type !== SCRIPT_TAG || bytes.length !== TAG_HEADER_BYTES + bodyBytes + TRAILER_BYTES) return false;
  const text = String.fromCharCode(...bytes.subarray(NAME_OFFSET, NAME_OFFSET + 256));
  return text.startsWith(NAME) && text.includes(CODE);
}
