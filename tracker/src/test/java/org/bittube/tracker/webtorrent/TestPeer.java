package org.bittube.tracker.webtorrent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A socket of a client that keeps what it is sent, and speaks as the npm client does. */
final class TestPeer implements PeerLink {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String SWARM = "swarm-\u0000\u007f\u00ff-\"\\-1234567";

    private final Deque<JsonNode> received = new ArrayDeque<>();
    private final PeerSession session;
    private final String peerId;
    private String network = "of its own: " + System.identityHashCode(this);
    private long nowMillis;
    private boolean congested;
    private int allowance = Integer.MAX_VALUE;

    TestPeer(Swarms swarms, String name) {
        this.session = swarms.connect(this, now -> allowance-- > 0);
        this.peerId = id(name);
    }

    /** 20 characters that begin with these. */
    static String id(String name) {
        return (name + "--------------------").substring(0, 20);
    }

    String peerId() {
        return peerId;
    }

    void end() {
        session.end();
    }

    void at(long millis) {
        nowMillis = millis;
    }

    TestPeer from(String address) {
        network = address;
        return this;
    }

    @Override
    public String network() {
        return network;
    }

    void congest() {
        congested = true;
    }

    void allowOffers(int count) {
        allowance = count;
    }

    void announce(String... offerIds) {
        announceTo(SWARM, offerIds);
    }

    void announceTo(String swarm, String... offerIds) {
        say(message(swarm, "started", offerIds));
    }

    void event(String event) {
        say(message(SWARM, event));
    }

    ObjectNode message(String swarm, String event, String... offerIds) {
        ObjectNode message = JSON.createObjectNode()
                .put("numwant", offerIds.length)
                .put("uploaded", 0)
                .put("downloaded", 0);
        message.put("left", 9)
                .put("event", event)
                .put("action", "announce")
                .put("info_hash", swarm)
                .put("peer_id", peerId);
        ArrayNode offers = message.putArray("offers");
        for (String offerId : offerIds) {
            ObjectNode offer = offers.addObject();
            offer.putObject("offer").put("type", "offer").put("sdp", "v=0\r\nof " + offerId);
            offer.put("offer_id", offerId);
        }
        return message;
    }

    void answer(String to, String offerId) {
        answerAs(peerId, to, offerId);
    }

    void answerAs(String from, String to, String offerId) {
        ObjectNode message = JSON.createObjectNode().put("action", "announce").put("info_hash", SWARM);
        message.put("peer_id", from).put("to_peer_id", to).put("offer_id", offerId);
        message.putObject("answer").put("type", "answer").put("sdp", "v=0\r\nto " + offerId);
        say(message);
    }

    void say(JsonNode message) {
        say(message.toString());
    }

    void say(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        session.receive(bytes, bytes.length, nowMillis);
    }

    /** Takes out what came first. */
    JsonNode next() {
        JsonNode first = received.poll();
        if (first == null) {
            throw new AssertionError("nothing came");
        }
        return first;
    }

    boolean heardNothing() {
        return received.isEmpty();
    }

    void forget() {
        received.clear();
    }

    @Override
    public void send(byte[] utf8, int length) {
        try {
            received.add(JSON.readTree(utf8, 0, length));
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + new String(utf8, 0, length, StandardCharsets.UTF_8), e);
        }
    }

    @Override
    public boolean congested() {
        return congested;
    }
}
