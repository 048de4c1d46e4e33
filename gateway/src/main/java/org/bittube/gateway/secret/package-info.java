/** Secrets that others must know, kept as hashes. */
package org.bittube.gateway.secret;
