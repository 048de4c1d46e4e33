package org.bittube.tracker.webtorrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was seen to end other trackers, to disturb their clients, or to fill their memory. */
class WhatBreaksTrackersTest {
    private static final WebTorrentLimits SMALL =
            new WebTorrentLimits(64 * 1024, 100, 500, 3, 10, 10, 4, 6, 5, 4, 2, 120, 50_000);

    private Swarms swarms = new Swarms(WebTorrentLimits.DEFAULT, false, true, new Random(1));

    private TestPeer joined(String name) {
        TestPeer peer = new TestPeer(swarms, name);
        peer.announce();
        peer.forget();
        return peer;
    }

    private static void assertFailed(JsonNode failure) {
        assertThat(failure.get("action").textValue()).isEqualTo("announce");
        assertThat(failure.get("failure reason").textValue()).isNotBlank();
        assertThat(failure.get("info_hash").textValue()).isEqualTo(TestPeer.SWARM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null]",
                "[{}]",
                "[1,true,\"x\"]",
                "[[]]",
                "{}",
                "\"x\"",
                "7",
                "[{\"offer\":null,\"offer_id\":\"x\"}]",
                "[{\"offer\":\"v=0\",\"offer_id\":\"x\"}]",
                "[{\"offer\":{},\"offer_id\":null}]",
                "[{\"offer\":{},\"offer_id\":{}}]",
                "[{\"offer\":{}}]"
            })
    void offersThatAreNoneAreAnError(String offers) throws Exception {
        TestPeer bystander = joined("bystander");
        TestPeer peer = new TestPeer(swarms, "peer");
        ObjectNode message = peer.message(TestPeer.SWARM, "started");
        message.set("offers", TestPeer.JSON.readTree(offers));
        peer.say(message);
        assertFailed(peer.next());
        assertThat(bystander.heardNothing()).isTrue();
        peer.announce();
        assertThat(peer.next().get("incomplete").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "true",
                "\"\"",
                "",
                "{",
                "{}",
                "{\"action\":null}",
                "{\"action\":\"announce\"}"
            })
    void framesThatAreNoMessageAreAnError(String text) {
        TestPeer peer = joined("peer");
        peer.say(text);
        JsonNode failure = peer.next();
        assertThat(failure.get("action").textValue()).isEqualTo("announce");
        assertThat(failure.get("failure reason").textValue()).isNotBlank();
        assertThat(swarms.peers()).isEqualTo(1);
        assertThat(swarms.figures().badMessages()).isEqualTo(1);
    }

    @Test
    void anErrorTellsWhichSwarmItIsAboutWhereverThatStands() {
        TestPeer peer = joined("peer");
        ObjectNode message = peer.message(TestPeer.SWARM, "bound");
        peer.say(message);
        assertFailed(peer.next());
        message.put("event", "started").put("peer_id", "too short");
        peer.say(message);
        assertFailed(peer.next());
        message.remove("info_hash");
        message.put("peer_id", peer.peerId()).put("answer", "text").put("info_hash", TestPeer.SWARM);
        peer.say(message);
        assertFailed(peer.next());
    }

    @Test
    void whoSaysStoppedForAnothersPeerIdIsAnsweredAndEvictsNobody() {
        TestPeer victim = joined("victim");
        TestPeer attacker = new TestPeer(swarms, "victim");
        attacker.event("stopped");
        assertThat(attacker.next().get("incomplete").intValue()).isEqualTo(1);
        joined("other").announce("offer");
        assertThat(victim.next().get("offer_id").textValue()).isEqualTo("offer");
    }

    @Test
    void whoAnnouncesAnothersPeerIdTakesNothingOver() {
        TestPeer victim = joined("victim");
        TestPeer attacker = new TestPeer(swarms, "victim");
        TestPeer offerer = joined("offerer");
        offerer.announce("for the victim");
        offerer.forget();
        attacker.announce();
        attacker.forget();
        assertThat(victim.next().get("offer_id").textValue()).isEqualTo("for the victim");
        attacker.answer(offerer.peerId(), "for the victim");
        assertThat(offerer.heardNothing())
                .as("it was not the attacker who was offered")
                .isTrue();
        victim.answer(offerer.peerId(), "for the victim");
        assertThat(offerer.next().has("answer")).isTrue();

        // Answers, too, go to the socket that made the offer.
        victim.announce("of the victim", "of the victim, too", "and one more");
        victim.forget();
        attacker.forget();
        offerer.answer(victim.peerId(), offerer.next().get("offer_id").textValue());
        assertThat(victim.next().has("answer")).isTrue();
        assertThat(attacker.heardNothing()).isTrue();
        attacker.end();
        assertThat(swarms.peers()).isEqualTo(2);
    }

    @Test
    void answersThatNobodyAskedForAreNotRelayed() {
        TestPeer victim = joined("victim");
        TestPeer attacker = joined("attacker");
        attacker.answer(victim.peerId(), "never offered");
        TestPeer third = new TestPeer(swarms, "third");
        victim.announce("offered");
        victim.forget();
        attacker.forget();
        third.announce();
        third.forget();
        third.answer(victim.peerId(), "offered");
        third.answerAs(attacker.peerId(), victim.peerId(), "offered");
        assertThat(victim.heardNothing()).isTrue();
        assertThat(third.heardNothing()).as("no error either").isTrue();
        assertThat(swarms.figures().staleAnswers()).isEqualTo(3);

        attacker.answer(victim.peerId(), "offered");
        assertThat(victim.next().has("answer")).isTrue();
        attacker.answer(victim.peerId(), "offered");
        assertThat(victim.heardNothing()).as("an offer is answered once").isTrue();
    }

    @Test
    void anAnswerThatIsTooLateIsDroppedAndTheSocketStays() {
        TestPeer answerer = joined("answerer");
        TestPeer offerer = joined("offerer");
        offerer.announce("slow", "never answered");
        offerer.forget();
        answerer.forget();
        answerer.at(50_000);
        answerer.answer(offerer.peerId(), "slow");
        assertThat(offerer.heardNothing()).isTrue();
        assertThat(answerer.heardNothing()).isTrue();
        offerer.at(60_000);
        offerer.announce("fresh");
        assertThat(answerer.next().get("offer_id").textValue()).isEqualTo("fresh");
    }

    @Test
    void anAnswerToSomebodyWhoHasGoneIsDropped() {
        TestPeer answerer = joined("answerer");
        TestPeer offerer = joined("offerer");
        offerer.announce("offer");
        offerer.end();
        answerer.answer(offerer.peerId(), "offer");
        assertThat(swarms.figures().staleAnswers()).isEqualTo(1);
    }

    @Test
    void aSocketIsInSoManySwarmsAndNotInTwentyThousand() {
        TestPeer greedy = new TestPeer(swarms, "greedy");
        for (int i = 0; i < 20_000; i++) {
            greedy.announceTo(TestPeer.id("swarm " + i));
        }
        assertThat(swarms.size()).isEqualTo(WebTorrentLimits.DEFAULT.pairsPerSocket());
        JsonNode last = greedy.next();
        for (int i = 1; i < 20_000; i++) {
            last = greedy.next();
        }
        assertThat(last.get("failure reason").textValue()).contains("too many swarms");
        assertThat(last.get("info_hash").textValue()).isEqualTo(TestPeer.id("swarm 19999"));
    }

    @Test
    void swarmsAndTheirPeersAreBounded() {
        swarms = new Swarms(SMALL, false, true, new Random(1));
        for (int i = 0; i < 10; i++) {
            new TestPeer(swarms, "peer" + i).announce();
        }
        assertThat(swarms.peers()).isEqualTo(SMALL.peersPerSwarm());
        for (int i = 0; i < 10; i++) {
            new TestPeer(swarms, "peer" + i).announceTo(TestPeer.id("swarm " + i));
        }
        assertThat(swarms.size()).isEqualTo(SMALL.swarms());
        TestPeer refused = new TestPeer(swarms, "refused");
        refused.announce();
        assertFailed(refused.next());
    }

    @Test
    void offersOfOneAnnounceOfOneSocketAndWithoutAnswerAreBounded() {
        swarms = new Swarms(SMALL, false, true, new Random(1));
        TestPeer[] others = {joined("a"), joined("b"), joined("c"), joined("d")};
        TestPeer flooder = joined("flooder");
        flooder.announce("1", "2", "3", "4");
        assertThat(swarms.figures().offers()).isEqualTo(SMALL.offersPerAnnounce());
        flooder.announce("5", "6", "7");
        assertThat(swarms.figures().offers()).isEqualTo(SMALL.openOffersPerSocket());
        flooder.at(50_000);
        swarms.check(50_000);
        flooder.allowOffers(2);
        flooder.announce("8", "9", "10");
        assertThat(swarms.figures().offers())
                .as("those before can be answered no more")
                .isEqualTo(SMALL.openOffersPerSocket() + 2);
        assertThat(swarms.figures().offersRefused()).isEqualTo(1);
        for (TestPeer other : others) {
            other.end();
        }
        flooder.allowOffers(10);
        joined("e");
        flooder.announce("11");
        assertThat(swarms.figures().offers())
                .as("nor those whose receiver has gone")
                .isEqualTo(SMALL.openOffersPerSocket() + 3);
    }

    @Test
    void whoReadsTooSlowlyIsOfferedNothing() {
        TestPeer slow = joined("slow");
        TestPeer other = joined("other");
        TestPeer offerer = joined("offerer");
        slow.congest();
        offerer.announce("1", "2");
        assertThat(slow.heardNothing()).isTrue();
        assertThat(other.next().get("offer_id").textValue()).isEqualTo("1");
        assertThat(other.heardNothing()).isTrue();
    }

    @Test
    void aScrapeOfVeryManyIsRefused() {
        TestPeer peer = joined("peer");
        ObjectNode scrape = TestPeer.JSON.createObjectNode().put("action", "scrape");
        for (int i = 0; i < 65; i++) {
            scrape.withArray("info_hash").add(TestPeer.id("" + i));
        }
        peer.say(scrape);
        assertThat(peer.next().get("failure reason").textValue()).contains("at most 64");
        scrape.putArray("info_hash");
        peer.say(scrape);
        assertThat(peer.next().has("failure reason")).isTrue();
    }
}
