/** What the operator's console asks for beside the API: sign-in, live figures, their history, the log, probes of sources, its settings. */
package org.bittube.gateway.console;
