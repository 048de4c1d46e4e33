package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:",
        "2001:db8:1:2::6, 2001:db8:1:2:",
        "2001:db8::6, 2001:db8:0:0:",
        "::1, 0:0:0:0:",
        "fe80::1%eth0, fe80:0:0:0:",
        "::2:3:4:5:6, 0:0:0:2:",
        "::ffff:192.0.2.7, ::ffff:192.0.2.7",
    })
    void householdIsOneViewer(String address, String viewer) {
        assertThat(ViewerAddress.of(address)).isEqualTo(viewer);
    }
}
