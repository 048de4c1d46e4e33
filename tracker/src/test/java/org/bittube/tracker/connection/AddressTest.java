package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void ipv4NetworksAreAddressesAndIpv6NetworksAre64Bits() {
        assertThat(network("192.0.2.1")).isEqualTo(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8::1"))
                .isEqualTo(network("2001:db8::ffff"))
                .isNotEqualTo(network("2001:db8:0:1::1"));
        assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
    }

    @Test
    void stunIsNamedByTheConfiguredHostOrTheOneAskedFor() {
        HostAndPort asked = HostAndPort.create("tv.example", 8080);
        assertThat(StunAddress.of(null, asked, 3478)).contains("stun:tv.example:3478");
        assertThat(StunAddress.of("stun.example", asked, 3478)).contains("stun:stun.example:3478");
        assertThat(StunAddress.of(null, asked, 0)).isEmpty();
        assertThat(StunAddress.of(null, null, 3478)).isEmpty();
    }

    @Test
    void ipv6LiteralsAreBracketedOnce() {
        assertThat(StunAddress.of(null, HostAndPort.create("[2001:db8::1]", 80), 3478))
                .contains("stun:[2001:db8::1]:3478");
        assertThat(StunAddress.of("2001:db8::1", null, 3478)).contains("stun:[2001:db8::1]:3478");
    }

    @Test
    void aHostThatIsNoneIsNotRepeated() {
        assertThat(StunAddress.of(null, HostAndPort.create("a\"b", 80), 3478)).isEmpty();
        assertThat(StunAddress.of(null, HostAndPort.create("a:3478?transport=tcp", 80), 3478))
                .isEmpty();
    }

    private static String network(String address) {
        return PublicAddress.network(SocketAddress.inetSocketAddress(1234, address));
    }
}
