/** How bytes become texts and digests everywhere: base64url, SHA-256, and texts that nobody can guess. Pure. */
package org.bittube.gateway.encoding;
