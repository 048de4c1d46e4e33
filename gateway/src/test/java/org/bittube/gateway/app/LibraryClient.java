package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the tests of the library ask a gateway for. */
final class LibraryClient {
    private final RunningGateway gateway;

    LibraryClient(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Contents by the rule of the vectors, from another place on for each seed. */
    static byte[] contents(int size, int seed) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31L + 7 + seed) % 251);
        }
        return bytes;
    }

    HttpResponse<String> post(String name, byte[] bytes) {
        return gateway.send(upload(name).POST(BodyPublishers.ofByteArray(bytes)));
    }

    HttpRequest.Builder upload(String name) {
        return upload(name, "public");
    }

    HttpRequest.Builder upload(String name, String visibility) {
        return gateway.request("/api/objects?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&visibility="
                        + visibility)
                .header("Authorization", "Bearer " + RunningGateway.TOKEN);
    }

    /** Uploads what is not there yet, and gives its id. */
    String added(String name, byte[] bytes) {
        HttpResponse<String> answer = post(name, bytes);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode json = RunningGateway.json(answer);
        assertThat(json.get("created").booleanValue()).isTrue();
        return json.get("id").textValue();
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        HttpRequest.Builder request = gateway.request(path);
        return gateway.sendForBytes(headers.length == 0 ? request : request.headers(headers));
    }
}
