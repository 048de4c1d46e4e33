package org.bittube.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.bittube.gateway.api.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What the operator set in the console.
 *
 * @param pricePerGigabyte what 10⁹ bytes sent cost him
 * @param currency as he calls it, 1 to 8 characters
 */
record ConsoleSettings(double pricePerGigabyte, String currency) {
    static final ConsoleSettings USUAL = new ConsoleSettings(0.05, "EUR");

    private static final double HIGHEST_PRICE = 1_000_000;
    private static final Pattern CURRENCY = Pattern.compile("[^\\s\\p{Cntrl}]{1,8}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fails with a {@link ProblemException} of 400 that says what to do. */
    static ConsoleSettings of(@Nullable JsonNode price, @Nullable JsonNode currency) {
        if (price == null || !price.isNumber() || !(price.doubleValue() >= 0 && price.doubleValue() <= HIGHEST_PRICE)) {
            throw new ProblemException(400, "\"pricePerGigabyte\" must be a number from 0 to 1000000.");
        }
        if (currency == null
                || !currency.isTextual()
                || !CURRENCY.matcher(currency.textValue()).matches()) {
            throw new ProblemException(400, "\"currency\" must be a text of 1 to 8 characters without spaces.");
        }
        return new ConsoleSettings(price.doubleValue(), currency.textValue());
    }

    /** What {@link #json} wrote. */
    static ConsoleSettings read(String json) {
        try {
            JsonNode kept = JSON.readTree(json);
            return of(kept.get("pricePerGigabyte"), kept.get("currency"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that this gateway did not write", e);
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("pricePerGigabyte", pricePerGigabyte)
                .put("currency", currency);
    }
}
