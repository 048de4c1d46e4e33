package org.bittube.gateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The requests of tus 1.0.0, core and creation, as a gateway takes them at {@code /api/uploads}. One attempt each. */
final class TusClient {
    /** The gateway answers the last part when the whole file has become an object. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String OFFSET = "Upload-Offset";
    private static final String OBJECT = "BitTube-Object";

    private final HttpClient http;
    private final URI gateway;
    private final String token;

    /** @param token the admin token; empty: none is sent */
    TusClient(HttpClient http, URI gateway, String token) {
        this.http = http;
        this.gateway = gateway;
        this.token = token;
    }

    /**
     * How far an upload is.
     *
     * @param offset bytes that the gateway has
     * @param object the id, when it has become an object
     */
    record State(long offset, Optional<String> object) {}

    /** Begins an upload; answers its address. */
    URI create(String name, long sizeBytes) throws IOException, InterruptedException {
        String filename = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        URI uploads = URI.create(gateway + "/api/uploads");
        HttpResponse<byte[]> answer = send(request(uploads)
                .header("Upload-Length", Long.toString(sizeBytes))
                .header("Upload-Metadata", "filename " + filename)
                .POST(BodyPublishers.noBody()));
        if (answer.statusCode() != 201) {
            throw Answers.refusal(answer, answer.body());
        }
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> ClientException.failed("the gateway does not say where to upload to"));
        URI upload = uploads.resolve(location);
        // The token goes with every request: only to whom it was given for.
        if (!upload.getRawAuthority().equals(gateway.getRawAuthority())
                || !upload.getScheme().equals(gateway.getScheme())) {
            throw ClientException.failed("the gateway wants the file at another place: " + upload);
        }
        return upload;
    }

    /** How far it is; empty when the gateway does not know it (any more). */
    Optional<State> state(URI upload) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request(upload).method("HEAD", BodyPublishers.noBody()));
        if (answer.statusCode() == 404 || answer.statusCode() == 410) {
            return Optional.empty();
        }
        return Optional.of(state(answer, 200));
    }

    /**
     * Sends a part of the file. An empty one at its end makes the gateway try once more to make an object of it.
     *
     * @param sent is told of bytes that are on their way
     */
    State append(URI upload, Path file, long offset, long length, LongConsumer sent)
            throws IOException, InterruptedException {
        BodyPublisher part = length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> open(file, offset, length, sent)), length);
        return state(
                send(request(upload)
                        .header(OFFSET, Long.toString(offset))
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", part)),
                204);
    }

    private static InputStream open(Path file, long offset, long length, LongConsumer sent) {
        try {
            return new FilePart(file, offset, length, sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static State state(HttpResponse<byte[]> answer, int expected) throws IOException {
        if (answer.statusCode() != expected && !(expected == 200 && answer.statusCode() == 204)) {
            // It has another offset than was thought; whoever tries again asks for it first.
            if (answer.statusCode() == 409
                    && answer.headers().firstValue(OFFSET).isPresent()) {
                throw new TryLater("the gateway has another part of the file", 0);
            }
            throw Answers.refusal(answer, answer.body());
        }
        String offset = answer.headers().firstValue(OFFSET).orElse("");
        if (!offset.matches("\\d{1,18}")) {
            throw ClientException.failed("the gateway does not say how much it has");
        }
        return new State(Long.parseLong(offset), answer.headers().firstValue(OBJECT));
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Tus-Resumable", "1.0.0");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
