package org.bittube.db;

import java.nio.file.Path;
import java.time.Instant;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.db.channels.ChannelRecord;
import org.bittube.db.channels.ChannelStore;

/** A process of its own that opens a database, stores a channel, says so, and holds the database until it is killed. */
final class OtherProcess {
    static final ChannelRecord CHANNEL = new ChannelRecord(
            "kept",
            "{}",
            true,
            false,
            "",
            new byte[32],
            new byte[48],
            ChannelAbout.NOTHING,
            Instant.ofEpochMilli(1_764_590_000_000L));

    private OtherProcess() {}

    public static void main(String[] args) throws Exception {
        new ChannelStore(Database.open(Path.of(args[0]))).insert(CHANNEL);
        System.out.println("stored");
        System.out.flush();
        while (System.in.read() >= 0) {
            // Until the test ends it.
        }
    }
}
