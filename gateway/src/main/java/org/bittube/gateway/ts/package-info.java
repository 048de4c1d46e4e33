/**
 * MPEG transport streams (ISO/IEC 13818-1) with H.264, H.265, AAC and MP3, turned into FLV tags.
 *
 * <p>Pure: the same bytes give the same tags; no I/O, no clock, no logger.
 */
package org.bittube.gateway.ts;
