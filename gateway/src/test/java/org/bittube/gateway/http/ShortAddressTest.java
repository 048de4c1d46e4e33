package org.bittube.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.bittube.gateway.swarm.ViewerAddress;
import org.junit.jupiter.api.Test;

final class ShortAddressTest {

    @Test
    void namesNoHousehold() {
        assertThat(ShortAddress.of("192.0.2.77")).isEqualTo("192.0.2.x");
        assertThat(ShortAddress.of("2001:db8:1:2:")).isEqualTo("2001:db8:1::");
        assertThat(ShortAddress.of("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1::");
        assertThat(ShortAddress.of("")).isEmpty();
    }

    @Test
    void saysThisMachineInFull() {
        assertThat(ShortAddress.of(ViewerAddress.of("::1"))).isEqualTo("::1");
    }
}
