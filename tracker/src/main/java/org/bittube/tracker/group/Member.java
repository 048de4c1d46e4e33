package org.bittube.tracker.group;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One viewer in one group. Confined to the event loop of its group; changed through {@link Group} only.
 */
public final class Member {
    /** Introductions that a member can be in at once; the oldest gives way, for its outcome is known by then. */
    static final int MAX_PARTNERS = 64;

    /** Ids remembered of former partners, and of those that must not be met again. */
    private static final int MAX_REMEMBERED = 128;

    /** Outcomes after which they say something about a member's network. */
    private static final int ENOUGH_OUTCOMES = 3;

    /** Who connects to fewer than this share of those it meets needs partners whom everybody can reach. */
    private static final double HARD_TO_REACH = 0.6;

    private final String id;
    private final String network;
    private final int capacity;
    private final Reach reach;
    private final Map<String, Member> partners = new LinkedHashMap<>();
    private final RecentIds former = new RecentIds(MAX_REMEMBERED);
    private final RecentIds avoided = new RecentIds(MAX_REMEMBERED);
    private Optional<ViewerFigures> figures = Optional.empty();
    private boolean toldStart;
    private int connected;
    private int failed;
    private int hardConnected;
    private int hardFailed;

    /**
     * Describes a viewer that is about to join.
     *
     * @param id its peerId
     * @param network what its public address is known by: equal for those that are near each other
     * @param capacity what it offers to upload, kbit/s
     */
    public Member(String id, String network, int capacity, Reach reach) {
        this.id = id;
        this.network = network;
        this.capacity = capacity;
        this.reach = reach;
    }

    public String id() {
        return id;
    }

    public String network() {
        return network;
    }

    public int capacity() {
        return capacity;
    }

    public Reach reach() {
        return reach;
    }

    /** Whether both come from the same public address. */
    public boolean isNear(Member other) {
        return network.equals(other.network);
    }

    /**
     * The share of its attempts to connect that is likely to come to something, by what was reported of it: a half for one of whom
     * nothing was reported, near 0 for one that nobody can reach, near 1 for one that everybody can.
     */
    public double reliability() {
        return (1.0 + connected) / (2.0 + connected + failed);
    }

    /** Whether it reaches few of those it meets, as one behind a symmetric NAT does. */
    public boolean isHard() {
        return isKnown() && reliability() < HARD_TO_REACH;
    }

    /** As {@link #reliability()}, of the attempts with those that {@link #isHard() hardly reach anybody}: high for who is open to all. */
    public double openness() {
        return (1.0 + hardConnected) / (2.0 + hardConnected + hardFailed);
    }

    /** Whether enough outcomes were reported to believe {@link #reliability()}. */
    public boolean isKnown() {
        return connected + failed >= ENOUGH_OUTCOMES;
    }

    /** How many introductions of this member stand. */
    public int partnerCount() {
        return partners.size();
    }

    /** Whether an introduction of the two stands. */
    public boolean knows(Member other) {
        return partners.containsKey(other.id);
    }

    /** Whether the two failed to connect before, or one of them was found to be a poisoner by the other. */
    public boolean avoids(Member other) {
        return avoided.contains(other.id) || other.avoided.contains(id);
    }

    /** Whether the member has been introduced to {@code peerId}, now or lately: a report about it may come late. */
    public boolean hasMet(String peerId) {
        return partners.containsKey(peerId) || former.contains(peerId);
    }

    Collection<Member> partners() {
        return List.copyOf(partners.values());
    }

    Optional<ViewerFigures> figures() {
        return figures;
    }

    /** Whether it has told how long it waited for its first picture: a viewer waits for that once. */
    boolean hasToldStart() {
        return toldStart;
    }

    void figures(ViewerFigures latest) {
        figures = Optional.of(latest);
        toldStart |= latest.startMillis().isPresent();
    }

    void meet(Member other) {
        if (partners.size() >= MAX_PARTNERS) {
            Member oldest = partners.values().iterator().next();
            part(oldest);
            oldest.part(this);
        }
        partners.put(other.id, other);
    }

    void part(Member other) {
        if (partners.remove(other.id) != null) {
            former.add(other.id);
        }
    }

    void avoid(String peerId) {
        avoided.add(peerId);
    }

    /** A new connection counts for both ends; {@code other} is empty when it has left meanwhile. */
    void countConnected(Optional<Member> other) {
        boolean hard = isHard();
        if (other.isPresent() && other.get().isHard()) {
            hardConnected++;
        }
        connected++;
        other.ifPresent(end -> {
            if (hard) {
                end.hardConnected++;
            }
            end.connected++;
        });
    }

    /** An attempt came to nothing; {@code withHard}: with somebody who {@link #isHard() hardly reaches anybody}. */
    void countFailed(boolean withHard) {
        failed++;
        if (withHard) {
            hardFailed++;
        }
    }

    /** The id only: addresses do not belong into logs. */
    @Override
    public String toString() {
        return "Member[" + id + "]";
    }
}
