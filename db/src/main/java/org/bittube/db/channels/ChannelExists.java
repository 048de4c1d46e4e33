package org.bittube.db.channels;

import org.bittube.db.DatabaseException;

/** A channel of that name is there already. */
public final class ChannelExists extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public ChannelExists(String name, Throwable cause) {
        super("A channel named " + name + " exists already: choose another name, or delete it first.", cause);
    }
}
