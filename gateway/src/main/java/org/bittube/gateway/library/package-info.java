/** The library: files that became objects, kept on disk, checked at every read, and served over HTTP. */
package org.bittube.gateway.library;
