package org.bittube.gateway.app;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.recorder.FolderDisk;
import org.bittube.gateway.recorder.RecorderOptions;
import org.bittube.gateway.recorder.Recorders;
import org.bittube.gateway.recorder.RecordingListener;

/** The recorder as the settings want it. */
final class Recording {

    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
    private static final int ID_BYTES = 16;

    private Recording() {}

    static Recorders recorders(
            Vertx vertx, Settings settings, RecordingStore store, RecordingListener listener, SecureRandom random) {
        return new Recorders(
                vertx,
                options(settings),
                store,
                new FolderDisk(settings.recordingsFolder()),
                System::currentTimeMillis,
                () -> RandomText.make(ID_BYTES, random::nextBytes),
                listener);
    }

    private static RecorderOptions options(Settings settings) {
        long minutes = settings.get(GatewaySettings.RECORDING_MINUTES);
        long megabytes = settings.get(GatewaySettings.RECORDING_MEGABYTES);
        return new RecorderOptions(
                minutes == 0 ? RecorderOptions.MOST_SPLIT_MILLIS : minutes * MINUTE_MILLIS,
                megabytes == 0 ? Long.MAX_VALUE : megabytes << 20,
                settings.get(GatewaySettings.RECORDINGS_KEEP_DAYS) * DAY_MILLIS,
                settings.get(GatewaySettings.RECORDINGS_KEEP_COUNT),
                (long) settings.get(GatewaySettings.RECORDINGS_FREE_MEGABYTES) << 20,
                RecorderOptions.DEFAULT_QUEUE_BYTES);
    }
}
