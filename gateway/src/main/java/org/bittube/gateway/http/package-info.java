/** What all answers to viewers have in common: problem details, access from other origins, the count of bytes sent. */
package org.bittube.gateway.http;
