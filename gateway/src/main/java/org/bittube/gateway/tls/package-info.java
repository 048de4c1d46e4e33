/** A certificate and its key as they stand on the disk, checked before they serve. */
package org.bittube.gateway.tls;
