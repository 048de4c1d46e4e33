package org.bittube.gateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Set;

/** What answers of a gateway mean for a person, and whether to ask again. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> PASSING = Set.of(408, 423, 429, 502, 503, 504);
    private static final long MAX_RETRY_SECONDS = 60;

    private Answers() {}

    /**
     * The exception for an answer that is not the one hoped for.
     *
     * @param body its bytes, perhaps a problem (RFC 9457)
     * @throws TryLater when the gateway may answer otherwise in a while
     */
    static ClientException refusal(HttpResponse<?> answer, byte[] body) throws TryLater {
        int status = answer.statusCode();
        String message = "the gateway answers " + status + detail(body) + hint(status);
        if (PASSING.contains(status)) {
            throw new TryLater(message, retryMillis(answer.headers()));
        }
        return ClientException.failed(message);
    }

    private static String hint(int status) {
        return status == 401 || status == 403 ? "; check --token" : "";
    }

    private static String detail(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String detail = problem == null ? "" : problem.path("detail").asText("");
            return detail.isBlank() ? "" : ": " + detail.lines().findFirst().orElse("");
        } catch (JsonProcessingException e) {
            return "";
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
    }

    private static long retryMillis(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("");
        return text.matches("\\d{1,4}") ? Math.min(Long.parseLong(text), MAX_RETRY_SECONDS) * 1000 : 0;
    }
}
