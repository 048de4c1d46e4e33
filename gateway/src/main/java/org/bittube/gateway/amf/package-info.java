/** Action Message Format 0, as FLV's script tags carry it: values, reader, writer. Pure. */
package org.bittube.gateway.amf;
