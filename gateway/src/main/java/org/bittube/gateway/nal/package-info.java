/**
 * NAL units of H.264 and H.265: Annex B, parameter sets, and the configuration records that decoders want instead of them (ISO/IEC 14496-15).
 *
 * <p>Pure: no I/O, no clock, no logger.
 */
package org.bittube.gateway.nal;
