package org.bittube.gateway.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bittube.gateway.object.HashGroup;
import org.bittube.gateway.object.ObjectFormatException;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.SignedDescriptor;

/** Reads one object from a gateway. Descriptor and hashes are verified here; no answer is read beyond what it may be long. */
final class ObjectClient {
    private static final int PATIENCE_SECONDS = 60;

    private final HttpClient http;
    private final Attempts attempts;
    private final ObjectAddress address;

    ObjectClient(HttpClient http, Attempts attempts, ObjectAddress address) {
        this.http = http;
        this.attempts = attempts;
        this.address = address;
    }

    /** @throws ClientException FALSE_CONTENT when it is not the one of that id */
    SignedDescriptor descriptor() {
        byte[] answer = get(address.part("descriptor"), SignedDescriptor.MOST_BYTES);
        try {
            return SignedDescriptor.open(address.id(), answer);
        } catch (ObjectFormatException e) {
            throw ClientException.falseContent("the gateway sends a false descriptor (" + e.getMessage() + ")");
        }
    }

    /**
     * The leaf hashes of a group, one behind the other.
     *
     * @throws ClientException FALSE_CONTENT when they do not lead to the root
     */
    byte[] hashes(byte[] root, PieceLayout pieces, int group) {
        byte[] answer = get(address.part("hashes", "" + group), HashGroup.length(pieces, group));
        try {
            return HashGroup.verify(root, pieces, group, answer);
        } catch (ObjectFormatException e) {
            throw ClientException.falseContent("the gateway sends false hashes (" + e.getMessage() + ")");
        }
    }

    /** Asks for pieces and does not wait. What comes has not been checked in any way, and may be the answer's failure. */
    CompletableFuture<HttpResponse<byte[]>> begin(PieceRange range) {
        return http.sendAsync(request(range), LimitedBody.of(range.lengthBytes()));
    }

    /** The bytes that were asked for by {@link #begin}; asks again where that failed. Not verified. */
    byte[] finish(PieceRange range, CompletableFuture<HttpResponse<byte[]>> begun) {
        try {
            return checked(await(begun), range.lengthBytes());
        } catch (InterruptedException e) {
            throw Attempts.interrupted(e);
        } catch (IOException e) {
            return pieces(range);
        }
    }

    /** The bytes of pieces, one behind the other. Not verified. */
    byte[] pieces(PieceRange range) {
        return get(request(range), range.lengthBytes());
    }

    private HttpRequest request(PieceRange range) {
        return request(address.part("pieces", range.first() + "-" + range.last()));
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).GET().build();
    }

    private byte[] get(URI uri, int mostBytes) {
        return get(request(uri), mostBytes);
    }

    private byte[] get(HttpRequest request, int mostBytes) {
        return attempts.run(
                "reach " + address.gateway(),
                () -> checked(await(http.sendAsync(request, LimitedBody.of(mostBytes))), mostBytes));
    }

    /** The whole answer; unlike a request's own limit, this one holds for the body, too. */
    private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException noConnection) {
                throw noConnection;
            }
            throw new IOException(Attempts.words(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static byte[] checked(HttpResponse<byte[]> answer, int mostBytes) throws IOException {
        byte[] body = answer.body();
        if (answer.statusCode() != 200) {
            throw Answers.refusal(answer, body);
        }
        if (body.length > mostBytes) {
            throw ClientException.falseContent("the gateway sends more than " + mostBytes + " bytes from "
                    + answer.uri().getPath());
        }
        return body;
    }
}
