/** RTMP chunk streams: messages cut into chunks that interleave (RTMP 1.0 section 5.3). Pure. */
package org.bittube.gateway.rtmp.chunk;
