package org.bittube.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectAddressTest {
    private static final String ID = TusServer.ID;
    private static final URI LOCAL = URI.create("http://localhost:8080/");

    @ParameterizedTest
    @CsvSource({
        "{id}, http://localhost:8080",
        "http://a.example/objects/{id}, http://a.example",
        "https://a.example:8443/objects/{id}?download, https://a.example:8443",
        "http://a.example/objects/{id}/info.json, http://a.example",
        "http://a.example/tube/objects/{id}, http://a.example/tube",
        "http://a.example/tube/objects/{id}/watch, http://a.example/tube",
        "http://[::1]:8080/watch/{id}#t=3, http://[::1]:8080",
    })
    void findsGatewayAndId(String text, String gateway) {
        ObjectAddress address = ObjectAddress.parse(text.replace("{id}", ID), LOCAL, Optional.empty());
        assertThat(address).isEqualTo(new ObjectAddress(URI.create(gateway), ID, Optional.empty()));
        assertThat(address.watch()).isEqualTo(URI.create(gateway + "/objects/" + ID + "/watch"));
    }

    @Test
    void tokenOfTheAddressIsKept() {
        String text = "http://a.example/objects/" + ID + "?a=b&token=s%2Bc";
        ObjectAddress address = ObjectAddress.parse(text, LOCAL, Optional.empty());
        assertThat(address.token()).contains("s+c");
        assertThat(address.part("hashes", "3"))
                .isEqualTo(URI.create("http://a.example/objects/" + ID + "/hashes/3?token=s%2Bc"));
        assertThat(ObjectAddress.parse(text, LOCAL, Optional.of("given")).token())
                .contains("given");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "news",
                "http://a.example/objects/",
                "ftp://a.example/objects/{id}",
                "objects/{id}",
                "{id}{id}"
            })
    void refusesOthers(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectAddress.parse(text.replace("{id}", ID), LOCAL, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectAddress.gateway(URI.create("localhost:8080")));
    }
}
