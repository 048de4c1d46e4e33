package org.bittube.tracker.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private long nowMillis = 1_000_000;

    @Test
    void bucketGivesItsBurstAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(40, 200, nowMillis);
        assertThat(taken(bucket, 300)).isEqualTo(200);
        nowMillis += 500;
        assertThat(taken(bucket, 300)).isEqualTo(20);
        nowMillis += 3_600_000;
        assertThat(taken(bucket, 300)).isEqualTo(200);
        nowMillis += -1000;
        assertThat(taken(bucket, 300)).isZero();
    }

    @Test
    void addressesAreCountedBySecond() {
        AddressRateLimit limit = new AddressRateLimit(3, 12345);
        byte[] one = {(byte) 192, 0, 2, 1};
        byte[] other = {(byte) 192, 0, 2, 2};
        assertThat(allowed(limit, one, 5)).isEqualTo(3);
        assertThat(allowed(limit, other, 5)).isEqualTo(3);
        nowMillis += 1000;
        assertThat(allowed(limit, one, 5)).isEqualTo(3);
    }

    @Test
    void ipv6IsCountedByNetwork() {
        AddressRateLimit limit = new AddressRateLimit(3, 12345);
        byte[] one = {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
        byte[] neighbour = one.clone();
        neighbour[15] = 2;
        assertThat(allowed(limit, one, 2)).isEqualTo(2);
        assertThat(allowed(limit, neighbour, 2)).isEqualTo(1);
    }

    @Test
    void forgedAddressesLeaveRoomForOthers() {
        AddressRateLimit limit = new AddressRateLimit(50, 12345);
        for (int i = 0; i < 16_384; i++) {
            limit.allows(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}, nowMillis);
        }
        assertThat(allowed(limit, new byte[] {(byte) 192, 0, 2, 1}, 30)).isEqualTo(30);
    }

    private int taken(TokenBucket bucket, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(nowMillis) ? 1 : 0;
        }
        return taken;
    }

    private int allowed(AddressRateLimit limit, byte[] address, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += limit.allows(address, nowMillis) ? 1 : 0;
        }
        return allowed;
    }
}
