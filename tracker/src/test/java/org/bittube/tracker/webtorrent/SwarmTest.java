package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwarmTest {
    private final Swarms swarms = new Swarms(WebTorrentLimits.DEFAULT, false, true, new Random(1));
    private final Swarm swarm = new Swarm(new Id20(1, 2, 3));
    private final List<SwarmPeer> peers = new ArrayList<>();

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            SwarmPeer peer =
                    new SwarmPeer(swarm, new Id20(0, 0, i), swarms.connect(new TestPeer(swarms, ""), now -> true));
            peers.add(peer);
            swarm.add(peer);
        }
    }

    @Test
    void anyOtherIsDrawnWithTheSameLikelihood() {
        fill(20);
        SwarmPeer asking = peers.get(7);
        int[] drawn = new int[20];
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            assertThat(swarm.drawOthers(asking, 5, random)).isEqualTo(5);
            for (int place = 0; place < 5; place++) {
                drawn[swarm.member(place).peerId().tail()]++;
            }
        }
        assertThat(drawn[7]).isZero();
        for (int i = 0; i < 20; i++) {
            if (i != 7) {
                // 10,000 × 5 / 19, with a deviation of 44.
                assertThat(drawn[i]).as("peer %d, seed 42", i).isBetween(2_410, 2_850);
            }
        }
    }

    @Test
    void drawsNoMoreThanThereAre() {
        fill(1);
        assertThat(swarm.drawOthers(peers.get(0), 5, new Random(1))).isZero();
        fill(2);
        assertThat(swarm.drawOthers(peers.get(0), 5, new Random(1))).isEqualTo(2);
        assertThat(Set.of(swarm.member(0), swarm.member(1))).isEqualTo(Set.of(peers.get(1), peers.get(2)));
    }

    @Test
    void membersComeAndGoAndTheCountsStayTrue() {
        fill(50);
        Random random = new Random(7);
        Set<SwarmPeer> expected = new HashSet<>(peers);
        for (SwarmPeer peer : peers) {
            swarm.complete(peer, random.nextBoolean());
            swarm.drawOthers(peer, 10, random);
            if (random.nextBoolean()) {
                swarm.remove(peer);
                expected.remove(peer);
                assertThat(peer.isMember()).isFalse();
            }
        }
        Set<SwarmPeer> members = new HashSet<>();
        for (int i = 0; i < swarm.size(); i++) {
            assertThat(swarm.member(i).place()).isEqualTo(i);
            members.add(swarm.member(i));
        }
        assertThat(members).as("seed 7").isEqualTo(expected);
        assertThat(swarm.counts().complete())
                .isEqualTo((int) expected.stream().filter(SwarmPeer::isComplete).count());
    }
}
