/** Who is the operator: the admin token, sessions of browsers that showed it, and what keeps other sites' pages out of them. */
package org.bittube.gateway.session;
