/** tracker. */
package org.bittube.tracker;
