/** What RTMP messages say: commands in AMF, control messages, sound, pictures and data as FLV tags. Pure. */
package org.bittube.gateway.rtmp.command;
