package org.bittube.gateway.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Sends one part of a file, in as many attempts as it takes. After the first one, the gateway is asked what has arrived of it. */
final class PartSender implements Attempts.Action<TusClient.State> {
    private final TusClient tus;
    private final URI upload;
    private final Path file;
    private final long offset;
    private final long length;
    private final Progress progress;

    private boolean begun;
    private long told;

    PartSender(TusClient tus, URI upload, Path file, long offset, long length, Progress progress) {
        this.tus = tus;
        this.upload = upload;
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.progress = progress;
    }

    /** @throws ClientException when the gateway does not know the upload any more */
    static TusClient.State require(Optional<TusClient.State> state) {
        return state.orElseThrow(() -> ClientException.failed("the gateway has given the upload up; run it again"));
    }

    @Override
    public TusClient.State run() throws IOException, InterruptedException {
        if (begun) {
            TusClient.State arrived = require(tus.state(upload));
            tell(arrived.offset() - offset);
            if (arrived.offset() != offset || arrived.object().isPresent()) {
                return arrived;
            }
        }
        begun = true;
        TusClient.State state = tus.append(upload, file, offset, length, bytes -> tell(told + bytes));
        tell(state.offset() - offset);
        return state;
    }

    /** So much of this part is there, for all that is known. */
    private void tell(long bytes) {
        progress.moved(bytes - told);
        told = bytes;
    }
}
