/**
 * Records streams to FLV files: a subscriber of a stream with a bounded queue of its own, files that are valid at every moment, their repair
 * after a crash, how long they are kept, and what viewers need to go back in a stream that is being recorded (docs/protocol.md section 8).
 */
package org.bittube.gateway.recorder;
