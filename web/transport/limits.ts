/**
 * What this side takes from the network at most. Whatever is longer is refused before it is kept: an answer is given up in
 * mid-read, a socket or a peer connection ends.
 */

const PACKET_HEADER_BYTES = 86;
const PACKET_PAYLOAD_BYTES = 16_384;

/** One packet: header and payload (docs/protocol.md section 2). */
export const PACKET_BYTES = PACKET_HEADER_BYTES + PACKET_PAYLOAD_BYTES;
/** Packets that one range request asks for at most (section 3). */
export const PACKETS_IN_RANGE = 64;
/** A whole piece of an object, and how many one request asks for at most (section 7). */
export const PIECE_BYTES = 64 * 1024;
export const PIECES_IN_RANGE = 32;
/** A descriptor's answer, and the answer about a hash group. */
export const DESCRIPTOR_BYTES = 64 + 48 * 1024;
export const HASHES_BYTES = (64 + 18) * 32;
/** A join answer is a prelude and a whole group of pictures: 8 s at 16 Mbit/s. */
export const JOIN_BYTES = 16 * 1024 * 1024;
/** Any JSON: `info.json`, a message of the tracker or the feed. */
export const JSON_BYTES = 64 * 1024;
/** What the tracker (section 5) and the feed (section 4) take from us in one message. */
export const TRACKER_REQUEST_BYTES = 16 * 1024;
export const FEED_REQUEST_BYTES = 1024;
/** A message on a peer's `control` channel. */
export const CONTROL_BYTES = 4 * 1024;
/** A message on a peer's `data` channel: a piece of an object is the longest, of 64 KiB behind type and number. */
export const DATA_BYTES = 5 + PIECE_BYTES;
/** ICE candidates of one side of one connection (section 5). */
export const CANDIDATES = 20;
