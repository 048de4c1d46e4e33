/** Encoders that come by themselves: who may publish, how much of one is read, and those that come over HTTP. */
package org.bittube.gateway.publish;
