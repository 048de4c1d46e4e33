package org.bittube.tracker.message;

/** What kind of machine a viewer watches on; on the wire in lower case. */
public enum Device {
    DESKTOP,
    MOBILE,
    SERVER
}
