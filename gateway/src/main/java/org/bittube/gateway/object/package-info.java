/**
 * Files that viewers hand to each other: pieces, the hash tree over them and the signed descriptor (docs/protocol.md
 * section 7). Pure: no files, no clock, no network, no logger.
 */
package org.bittube.gateway.object;
