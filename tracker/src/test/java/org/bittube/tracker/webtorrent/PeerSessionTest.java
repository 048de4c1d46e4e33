package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What clients that mean well see. */
class PeerSessionTest {
    private final Swarms swarms = new Swarms(WebTorrentLimits.DEFAULT, false, true, new Random(1));

    private TestPeer peer(String name) {
        return new TestPeer(swarms, name);
    }

    private TestPeer joined(String name) {
        TestPeer peer = peer(name);
        peer.announce();
        peer.forget();
        return peer;
    }

    @Test
    void anAnnounceIsAnsweredWithTheCounts() {
        joined("seed").say(peer("seed").message(TestPeer.SWARM, "started").put("left", 0));
        TestPeer newcomer = peer("newcomer");
        newcomer.announce();
        JsonNode reply = newcomer.next();
        assertThat(reply.get("action").textValue()).isEqualTo("announce");
        assertThat(reply.get("info_hash").textValue()).isEqualTo(TestPeer.SWARM);
        assertThat(reply.get("interval").intValue()).isEqualTo(120);
        assertThat(reply.get("complete").intValue()).isEqualTo(1);
        assertThat(reply.get("incomplete").intValue()).isEqualTo(1);
        assertThat(reply).hasSize(5);
    }

    @Test
    void offersAndAnswersReachWhomTheyAreFor() {
        TestPeer receiver = joined("receiver");
        TestPeer offerer = peer("offerer");
        String offerId = "\u00ff\u0000\"\\ opaque \ud83d\ude00 x";
        offerer.announce(offerId);
        assertThat(offerer.next().has("interval")).isTrue();
        JsonNode offer = receiver.next();
        assertThat(offer.get("offer").get("sdp").textValue()).isEqualTo("v=0\r\nof " + offerId);
        assertThat(offer.get("offer_id").textValue()).isEqualTo(offerId);
        assertThat(offer.get("peer_id").textValue()).isEqualTo(offerer.peerId());
        assertThat(offer.get("info_hash").textValue()).isEqualTo(TestPeer.SWARM);
        assertThat(offer).hasSize(5);

        receiver.answer(offerer.peerId(), offerId);
        JsonNode answer = offerer.next();
        assertThat(answer.get("answer").get("type").textValue()).isEqualTo("answer");
        assertThat(answer.get("offer_id").textValue()).isEqualTo(offerId);
        assertThat(answer.get("peer_id").textValue()).isEqualTo(receiver.peerId());
        assertThat(answer).hasSize(5);
        assertThat(receiver.heardNothing()).as("an answer is not replied to").isTrue();
        assertThat(swarms.figures().offers()).isEqualTo(1);
        assertThat(swarms.figures().answers()).isEqualTo(1);
    }

    @Test
    void addressesOfOwnNetworksAreTakenOutWhereTheyAreNotToBeTold() {
        Swarms discreet = new Swarms(WebTorrentLimits.DEFAULT, false, false, new Random(1));
        TestPeer receiver = new TestPeer(discreet, "receiver");
        receiver.announce();
        receiver.forget();
        String host = "\r\na=candidate:1 1 udp 1 192.168.0.7 5 typ host\r\nx";
        new TestPeer(discreet, "offerer").announce(host);
        JsonNode offer = receiver.next();
        assertThat(offer.get("offer").get("sdp").textValue()).isEqualTo("v=0\r\nof \r\nx");
    }

    @Test
    void eachOfferGoesToAnotherPeerAndNoneBack() {
        TestPeer offerer = joined("offerer");
        TestPeer[] others = new TestPeer[30];
        for (int i = 0; i < others.length; i++) {
            others[i] = joined("other" + i);
        }
        offerer.announce("a", "b", "c", "d", "e");
        Set<String> came = new TreeSet<>();
        for (TestPeer other : others) {
            if (!other.heardNothing()) {
                came.add(other.next().get("offer_id").textValue());
                assertThat(other.heardNothing()).isTrue();
            }
        }
        assertThat(came).containsExactly("a", "b", "c", "d", "e");
        assertThat(offerer.next().get("incomplete").intValue()).isEqualTo(31);
        assertThat(offerer.heardNothing()).isTrue();
    }

    @Test
    void theFirstOffersGoToThoseBehindTheSameAddressAndOnceOnly() {
        TestPeer[] others = new TestPeer[200];
        for (int i = 0; i < others.length; i++) {
            others[i] = joined("other" + i);
        }
        TestPeer[] near = new TestPeer[4];
        for (int i = 0; i < near.length; i++) {
            near[i] = peer("near" + i).from("home");
            near[i].announce();
            near[i].forget();
        }
        TestPeer offerer = peer("offerer").from("home");
        offerer.announce("a", "b", "c", "d", "e");
        assertThat(Arrays.stream(near).filter(TestPeer::heardNothing))
                .as("three of five go near")
                .hasSize(1);
        assertThat(Arrays.stream(others).filter(other -> !other.heardNothing())).hasSize(2);
        Arrays.stream(near).forEach(TestPeer::forget);
        offerer.announce("f", "g", "h", "i");
        assertThat(Arrays.stream(near).filter(peer -> !peer.heardNothing()))
                .as("the fourth")
                .hasSize(1);
        Arrays.stream(near).forEach(TestPeer::forget);
        near[0].announce("k");
        assertThat(offerer.next().has("interval")).isTrue();
        assertThat(offerer.next().has("interval")).isTrue();
        assertThat(offerer.heardNothing()).as("they have met").isTrue();
        near[0].end();
        near[0] = peer("near0").from("home");
        near[0].announce("l", "m", "n", "o", "p");
        assertThat(offerer.heardNothing() && near[1].heardNothing() && near[2].heardNothing() && near[3].heardNothing())
                .as("a new membership knows nobody")
                .isFalse();
    }

    @Test
    void whereACrowdIsBehindOneAddressChanceChooses() {
        TestPeer[] crowd = new TestPeer[NearPeers.MOST + 1];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = peer("crowd" + i).from("school");
            crowd[i].announce();
        }
        for (int i = 0; i < 300; i++) {
            joined("other" + i);
        }
        Arrays.stream(crowd).forEach(TestPeer::forget);
        crowd[0].announce("a", "b", "c", "d", "e");
        // Of five drawn out of 332, seed 1.
        assertThat(Arrays.stream(crowd).skip(1).filter(peer -> !peer.heardNothing()))
                .hasSizeLessThan(3);
    }

    @Test
    void whoSaysStoppedIsAnsweredAndIsInTheSwarmNoMore() {
        TestPeer left = joined("left");
        TestPeer other = joined("other");
        left.event("stopped");
        assertThat(left.next().get("incomplete").intValue()).isEqualTo(1);
        other.announce("offer");
        assertThat(left.heardNothing()).isTrue();
    }

    @Test
    void completedCountsOnce() {
        TestPeer peer = joined("peer");
        peer.event("completed");
        assertThat(peer.next().get("complete").intValue()).isEqualTo(1);
        peer.event("completed");
        peer.forget();
        peer.say("{\"action\":\"scrape\",\"info_hash\":"
                + TestPeer.JSON.getNodeFactory().textNode(TestPeer.SWARM) + "}");
        JsonNode counts = peer.next().get("files").get(TestPeer.SWARM);
        assertThat(counts.toString()).isEqualTo("{\"complete\":1,\"incomplete\":0,\"downloaded\":1}");
        peer.event("update");
        assertThat(peer.next().get("complete").intValue()).as("left is 9 again").isZero();
    }

    @Test
    void aScrapeTellsOfOneOfSeveralOrWhereAllowedOfAll() {
        TestPeer peer = joined("peer");
        peer.announceTo(TestPeer.id("two"));
        peer.forget();
        ObjectNode scrape = TestPeer.JSON.createObjectNode().put("action", "scrape");
        scrape.putArray("info_hash").add(TestPeer.id("two")).add(TestPeer.id("unknown"));
        peer.say(scrape);
        JsonNode answer = peer.next();
        assertThat(answer.get("action").textValue()).isEqualTo("scrape");
        assertThat(answer.get("files").get(TestPeer.id("two")).get("incomplete").intValue())
                .isEqualTo(1);
        assertThat(answer.get("files")
                        .get(TestPeer.id("unknown"))
                        .get("incomplete")
                        .intValue())
                .isZero();

        peer.say("{\"action\":\"scrape\"}");
        assertThat(peer.next().get("failure reason").textValue()).contains("info_hash");
        Swarms open = new Swarms(WebTorrentLimits.DEFAULT, true, true, new Random(1));
        TestPeer asking = new TestPeer(open, "asking");
        asking.announceTo(TestPeer.id("one"));
        asking.announceTo(TestPeer.id("two"));
        asking.forget();
        asking.say("{\"action\":\"scrape\",\"info_hash\":null}");
        assertThat(asking.next().get("files")).hasSize(2);
    }

    @Test
    void oneSocketCarriesPeersOfSeveralSwarmsAndIsCleanedUpWhole() {
        TestPeer socket = joined("one");
        socket.announceTo(TestPeer.id("other swarm"));
        socket.say(peer("another id").message(TestPeer.SWARM, "started"));
        assertThat(swarms.size()).isEqualTo(2);
        assertThat(swarms.peers()).isEqualTo(3);
        socket.end();
        socket.end();
        assertThat(swarms.size()).isZero();
        assertThat(swarms.peers()).isZero();
    }

    @Test
    void whoDoesNotAnnounceForTwiceTheIntervalIsForgotten() {
        TestPeer silent = joined("silent");
        TestPeer regular = joined("regular");
        regular.at(120_000);
        regular.event("update");
        swarms.check(239_999);
        assertThat(swarms.peers()).isEqualTo(2);
        swarms.check(240_000);
        assertThat(swarms.peers()).isEqualTo(1);
        silent.at(250_000);
        silent.event("update");
        assertThat(silent.next().get("incomplete").intValue())
                .as("it comes back by its next announce")
                .isEqualTo(2);
    }

    @Test
    void listsDecideWhichSwarmsAreServed() {
        TestPeer peer = joined("peer");
        TestPeer other = joined("other");
        Id20 wanted = SwarmName.read(TestPeer.id("wanted").replace('-', '+')).orElseThrow();
        swarms.lists(new SwarmLists(Optional.of(Set.of(wanted)), Set.of()));
        peer.announce("offer");
        JsonNode failure = peer.next();
        assertThat(failure.get("failure reason").textValue()).contains("does not serve");
        assertThat(failure.get("action").textValue()).isEqualTo("announce");
        assertThat(failure.get("info_hash").textValue()).isEqualTo(TestPeer.SWARM);
        assertThat(other.heardNothing()).isTrue();
        assertThat(swarms.peers()).as("it is a member no more").isEqualTo(1);
        peer.announceTo(TestPeer.id("wanted").replace('-', '+'));
        assertThat(peer.next().get("incomplete").intValue()).isEqualTo(1);
        swarms.lists(new SwarmLists(Optional.empty(), Set.of(wanted)));
        peer.announceTo(TestPeer.id("wanted").replace('-', '+'));
        assertThat(peer.next().has("failure reason")).isTrue();
    }
}
