package org.bittube.tracker.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of("127.0.0.1, 10.0.0.0/8,2001:db8::/33");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "127.0.0.1; 192.0.2.1; 192.0.2.1",
                "127.0.0.1; 198.51.100.9, 192.0.2.1; 192.0.2.1",
                "127.0.0.1; 192.0.2.1, 10.2.3.4; 192.0.2.1",
                "2001:db8:7fff::1; 2a00::1; 2a00::1",
                "2001:db8:8000::1; 2a00::1; 2001:db8:8000::1",
                "192.0.2.7; 198.51.100.9; 192.0.2.7",
                "127.0.0.1; 192.0.2.1, unknown; 127.0.0.1",
                "127.0.0.1; localhost; 127.0.0.1",
                "127.0.0.1; ''; 127.0.0.1",
                "127.0.0.1; 10.0.0.1, 10.0.0.2; 10.0.0.1",
            })
    void takesTheRightmostAddressThatIsNotTrusted(String remote, String forwarded, String client) {
        assertThat(clientOf(PROXIES, remote, forwarded)).isEqualTo(canonical(client));
    }

    @Test
    void trustsNobodyWhenNobodyIsNamed() {
        assertThat(clientOf(TrustedProxies.of(" "), "127.0.0.1", "192.0.2.1")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.1,", "::/129"})
    void namesAnEntryThatIsNone(String list) {
        assertThatThrownBy(() -> TrustedProxies.of(list)).hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void anAddressHasSoManySocketsAndOthersHaveTheirOwn() {
        AddressTable table = new AddressTable(new AddressLimits(2, 100, 1000, 1000), 5);
        AddressUse first = table.enter(address("192.0.2.1"), 0).orElseThrow();
        assertThat(table.enter(address("192.0.2.1"), 0)).containsSame(first);
        assertThat(table.enter(address("192.0.2.1"), 0)).isEmpty();
        assertThat(table.enter(address("192.0.2.2"), 0)).isPresent();
        table.leave(first);
        assertThat(table.enter(address("192.0.2.1"), 0)).isPresent();
        assertThat(first.takeBytes(1000, 0)).isTrue();
        assertThat(first.takeBytes(1, 0)).isFalse();
        assertThat(first.takeBytes(500, 500)).isTrue();
    }

    @Test
    void anAddressHasSoManyNewSocketsASecond() {
        AddressTable table = new AddressTable(new AddressLimits(100, 3, 1000, 1000), 5);
        for (int i = 0; i < 3; i++) {
            table.leave(table.enter(address("192.0.2.1"), 999).orElseThrow());
        }
        Optional<AddressUse> fourth = table.enter(address("192.0.2.1"), 999);
        assertThat(fourth).isEmpty();
        assertThat(table.enter(address("192.0.2.1"), 1000)).isPresent();
    }

    private static String clientOf(TrustedProxies proxies, String remote, String forwarded) {
        return proxies.clientOf(address(remote), List.of(forwarded)).hostAddress();
    }

    private static String canonical(String literal) {
        return address(literal).hostAddress();
    }

    private static SocketAddress address(String literal) {
        return SocketAddress.inetSocketAddress(1234, literal);
    }
}
