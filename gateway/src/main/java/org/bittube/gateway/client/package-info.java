/**
 * What {@code bittube get} and {@code bittube seed} do: a client of a gateway's objects over HTTP (docs/protocol.md section 7). Blocking, on the
 * thread that calls; clock and waiting come from outside.
 */
package org.bittube.gateway.client;
