/**
 * Where live streams come from: FLV over HTTP, HLS, RTMP servers and encoders, a file that is still being written, a file played in a loop. What leaves a
 * {@link org.bittube.gateway.source.Source} is monotonic and single-track.
 */
package org.bittube.gateway.source;
