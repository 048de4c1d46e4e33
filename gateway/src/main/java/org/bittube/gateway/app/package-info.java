/** The program: settings, command line, wiring of all parts, the pages in the jar. Nothing imports it. */
package org.bittube.gateway.app;
