/** What the operator's console and scripts call: channels over HTTP, behind the admin token. */
package org.bittube.gateway.api;
