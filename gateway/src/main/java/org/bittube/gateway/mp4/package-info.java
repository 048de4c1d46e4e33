/**
 * MP4 and MOV files (ISO/IEC 14496-12, 14496-14, 14496-15; QuickTime File Format) with H.264 and AAC, turned into FLV.
 *
 * <p>Nothing but the channel that is handed in is read, by position and in windows of a fixed size: the memory depends neither on the
 * file's length nor on what it claims. No clock, no logger.
 */
package org.bittube.gateway.mp4;
