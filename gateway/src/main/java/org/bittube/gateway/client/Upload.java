package org.bittube.gateway.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings a file to a gateway, which makes an object of it. Goes on where an earlier attempt ended, in this process or in one before: the
 * gateway is asked how much it has.
 */
public final class Upload {
    /** So much goes into one request: what a gateway behind a strict proxy takes, and what is sent again at worst. */
    private static final long PART_BYTES = 16 << 20;

    private final TusClient tus;
    private final URI gateway;
    private final Attempts attempts;
    private final PendingUploads pending;
    private final Progress progress;

    /**
     * For any number of files, one after the other.
     *
     * @param gateway without a slash at its end
     * @param token its admin token; empty: none is sent
     */
    public Upload(
            HttpClient http, Waiting waiting, URI gateway, String token, PendingUploads pending, Progress progress) {
        this.tus = new TusClient(http, gateway, token);
        this.gateway = gateway;
        this.attempts = new Attempts(waiting);
        this.pending = pending;
        this.progress = progress;
    }

    /**
     * Uploads what the gateway has not got.
     *
     * @return the object's id
     * @throws ClientException when it cannot be done; run again, it goes on from there
     */
    public String of(Path file) {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw ClientException.failed(file + " is no file that can be read");
            }
            long size = Files.size(file);
            if (size == 0) {
                throw ClientException.failed(file + " is empty; there is nothing to share");
            }
            String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
            progress.begin(name, size);
            try {
                String id = send(file, name, size);
                pending.forget(gateway, file);
                return id;
            } finally {
                progress.end();
            }
        } catch (IOException e) {
            throw ClientException.failed("could not read " + file + ": " + Attempts.words(e), e);
        }
    }

    private String send(Path file, String name, long size) throws IOException {
        Optional<URI> begun = pending.find(gateway, file);
        Optional<TusClient.State> known =
                begun.flatMap(upload -> attempts.run("reach " + gateway, () -> tus.state(upload)));
        if (begun.isPresent() && known.isPresent()) {
            progress.held(known.get().offset());
            return send(file, size, begun.get(), known.get());
        }
        URI upload = attempts.run("reach " + gateway, () -> tus.create(name, size));
        pending.remember(gateway, file, upload);
        return send(file, size, upload, new TusClient.State(0, Optional.empty()));
    }

    private String send(Path file, long size, URI upload, TusClient.State from) {
        TusClient.State state = from;
        while (state.object().isEmpty()) {
            Attempts.Action<TusClient.State> next = state.offset() < size
                    ? new PartSender(
                            tus, upload, file, state.offset(), Math.min(PART_BYTES, size - state.offset()), progress)
                    : () -> ended(upload, file, size);
            state = attempts.run("send to " + gateway, next);
        }
        return state.object().get();
    }

    /** The gateway has every byte, and the answer that named the object, or said why there is none, was lost. */
    private TusClient.State ended(URI upload, Path file, long size) throws IOException, InterruptedException {
        TusClient.State state = PartSender.require(tus.state(upload));
        if (state.object().isEmpty()) {
            state = tus.append(upload, file, size, 0, sent -> {});
        }
        if (state.object().isEmpty()) {
            throw new TryLater("the gateway has the whole file and made no object of it yet; run it again", 0);
        }
        return state;
    }
}
