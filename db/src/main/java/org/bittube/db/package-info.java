/** db. */
package org.bittube.db;
