package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.bittube.tracker.address.PublicAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void ipv4NetworksAreAddressesAndIpv6NetworksAre64Bits() {
        assertThat(network("192.0.2.1")).isEqualTo(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8::1"))
                .isEqualTo(network("2001:db8::ffff"))
                .isNotEqualTo(network("2001:db8:0:1::1"));
        assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:10.0.0.1"
            })
    void knowsAddressesThatTheInternetDoesNotRoute(String address) {
        assertThat(isPrivate(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11.0.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.0.2.1",
                "2001:db8::1",
                "fb00::1",
                "fe00::1"
            })
    void knowsAddressesThatItDoes(String address) {
        assertThat(isPrivate(address)).isFalse();
    }

    @Test
    void aLinkLocalAddressMayNameItsInterface() throws UnknownHostException {
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        SocketAddress address =
                SocketAddress.inetSocketAddress(new InetSocketAddress(Inet6Address.getByAddress(null, bytes, 1), 1234));
        assertThat(address.hostAddress()).contains("%");
        assertThat(PublicAddress.isPrivate(address)).isTrue();
    }

    @Test
    void aSocketOfAFileIsOfNoPrivateNetwork() {
        assertThat(PublicAddress.isPrivate(SocketAddress.domainSocketAddress("/socket")))
                .isFalse();
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

    private static boolean isPrivate(String address) {
        return PublicAddress.isPrivate(SocketAddress.inetSocketAddress(1234, address));
    }

    private static String network(String address) {
        return PublicAddress.network(SocketAddress.inetSocketAddress(1234, address));
    }
}
