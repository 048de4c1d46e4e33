package org.bittube.tracker.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.group.GroupFigures;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.Reach;
import org.bittube.tracker.introduction.Introduction;
import org.bittube.tracker.introduction.IntroductionPolicy;
import org.bittube.tracker.introduction.NetworkMemory;
import org.bittube.tracker.message.CompactDescription;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.Gone;
import org.bittube.tracker.message.Introduce;
import org.bittube.tracker.message.Introduce.Partner;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.message.Signal;
import org.bittube.tracker.operation.Measurements;

/**
 * Where clients and groups come together. Knows no socket: it answers over {@link ClientLink}. Confined to its event
 * loop, except for {@link #peers}.
 */
final class TrackerHub implements Measurements.Source {
    /** Groups without members whose totals are still kept, where any group's name is welcome. */
    private static final int MAX_IDLE = 1000;

    private static final String HOST_CANDIDATE = "h ";

    private final boolean anyGroup;
    private final GroupAccess access;
    private final TrackerLimits limits;
    private final TrackerTiming timing;
    private final PeerIds peerIds;
    private final NetworkMemory networks = new NetworkMemory();
    private final LongSupplier clockMillis;
    private final IntroductionPolicy policy;
    private final HubFigures figures = new HubFigures();
    private final Map<String, HubGroup> groups = new HashMap<>();
    private final Set<String> opened = new LinkedHashSet<>();
    private final Set<String> idle = new LinkedHashSet<>();
    private final ConcurrentHashMap<String, Integer> sizes = new ConcurrentHashMap<>();

    TrackerHub(
            boolean anyGroup,
            GroupAccess access,
            TrackerLimits limits,
            TrackerTiming timing,
            RandomGenerator random,
            LongSupplier clockMillis) {
        this.anyGroup = anyGroup;
        this.access = access;
        this.limits = limits;
        this.timing = timing;
        this.peerIds = new PeerIds(random);
        this.clockMillis = clockMillis;
        this.policy = new IntroductionPolicy(random, networks, clockMillis);
    }

    ClientSession connect(ClientLink link) {
        return new ClientSession(this, link);
    }

    /** Opens a group, or changes what its future members are told. */
    void open(GroupSettings settings) {
        opened.add(settings.name());
        idle.remove(settings.name());
        HubGroup known = groups.get(settings.name());
        if (known == null) {
            groups.put(settings.name(), new HubGroup(settings));
        } else {
            known.settings(settings);
        }
    }

    /** Ends a group: its members are told, and are members no more. */
    void close(String name) {
        opened.remove(name);
        idle.remove(name);
        sizes.remove(name);
        HubGroup closed = groups.remove(name);
        if (closed != null) {
            Refusal over = new Refusal(ErrorCode.UNKNOWN_GROUP, "The group has ended.", Optional.of(name), true);
            for (ClientSession session : closed.sessions()) {
                session.forget(name);
                session.link().send(over);
            }
        }
    }

    /** Nobody speaks for the group any more: where any group's name is welcome its members stay and its key is forgotten, else it ends. */
    void release(String name) {
        HubGroup known = groups.get(name);
        if (!anyGroup) {
            close(name);
        } else if (known != null && opened.remove(name)) {
            known.settings(GroupSettings.unknown(name));
            if (known.size() == 0) {
                sizes.remove(name);
                idle.add(name);
            }
        }
    }

    /** How many members a group has now; from any thread. */
    int peers(String name) {
        return sizes.getOrDefault(name, 0);
    }

    /** Whether a group has a member from that public address; on the event loop only. */
    boolean hasMemberFrom(String name, String network) {
        HubGroup known = groups.get(name);
        return known != null && known.group().hasMemberFrom(network);
    }

    /** What a group's viewers report; empty for an unknown group. */
    Optional<GroupFigures> figures(String name) {
        return Optional.ofNullable(groups.get(name)).map(known -> known.group().figures());
    }

    @Override
    public void measure(Measurements measured) {
        measured.gauge("bittube_tracker_groups", "Groups that are known.", groups.size());
        int peers = groups.values().stream().mapToInt(HubGroup::size).sum();
        measured.gauge("bittube_tracker_peers", "Members of all groups.", peers);
        figures.measure(measured);
    }

    /** A client tells what became of its introduction to another one, which stood until now. */
    void note(Report report, Member reporter, Optional<Member> other) {
        long now = clockMillis.getAsLong();
        Reach ofOther = other.map(member -> networks.reach(member, now)).orElse(Reach.UNKNOWN);
        figures.count(report.outcome(), report.path(), networks.reach(reporter, now), ofOther);
        boolean attempted = report.outcome() == Outcome.CONNECTED || report.outcome() == Outcome.FAILED;
        // Only once of each introduction: those that failed stand no more.
        other.filter(member -> attempted && reporter.knows(member))
                .ifPresent(member -> networks.note(reporter, member, report.outcome() == Outcome.CONNECTED, now));
    }

    /** A member's signal was handed on. One that names the very address that the tracker sees has no NAT in front of it. */
    void noteRelayed(Member from, Signal signal, boolean fromPrivateAddress) {
        if (!(signal instanceof CompactDescription description)) {
            figures.count(HubFigures.Relayed.CANDIDATE);
            return;
        }
        figures.count(HubFigures.Relayed.DESCRIPTION);
        boolean unmapped = !fromPrivateAddress
                && description.candidates().stream()
                        .filter(candidate -> candidate.startsWith(HOST_CANDIDATE))
                        .anyMatch(candidate -> PublicAddress.network(candidate.split(" ", -1)[1])
                                .filter(from.network()::equals)
                                .isPresent());
        if (unmapped) {
            networks.noteUnmapped(from.network(), clockMillis.getAsLong());
        }
    }

    HubFigures figures() {
        return figures;
    }

    GroupAccess access() {
        return access;
    }

    TrackerLimits limits() {
        return limits;
    }

    TrackerTiming timing() {
        return timing;
    }

    String newPeerId() {
        return peerIds.next();
    }

    /** The group to join; empty when it is not one that may be joined. */
    Optional<HubGroup> groupToJoin(String name) {
        HubGroup known = groups.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (!anyGroup || (groups.size() >= limits.groups() && !forgetIdle())) {
            return Optional.empty();
        }
        HubGroup made = new HubGroup(GroupSettings.unknown(name));
        groups.put(name, made);
        return Optional.of(made);
    }

    void join(HubGroup group, Member member, ClientSession session) {
        group.join(member, session);
        idle.remove(group.group().name());
        sizes.put(group.group().name(), group.size());
    }

    void leave(HubGroup group, Member member) {
        String name = group.group().name();
        Gone gone = new Gone(name, member.id());
        for (Member partner : group.leave(member)) {
            group.send(partner, gone);
        }
        sizes.put(name, group.size());
        if (group.size() == 0 && !opened.contains(name)) {
            sizes.remove(name);
            idle.add(name);
            if (idle.size() > MAX_IDLE) {
                forgetIdle();
            }
        }
    }

    /** Introduces up to {@code want} others to a member, both sides being told. */
    void introduce(HubGroup group, Member asking, int want, Set<String> exclude) {
        String name = group.group().name();
        List<Partner> partners = new ArrayList<>();
        for (Introduction introduction : policy.choose(group.group(), asking, want, exclude)) {
            Member responder = introduction.responder();
            group.group().introduce(asking, responder);
            boolean near = group.near(asking, responder);
            partners.add(new Partner(responder.id(), true, near, responder.capacity()));
            // The responder is told first, so that it knows the initiator before the offer can arrive.
            group.send(
                    responder, new Introduce(name, List.of(new Partner(asking.id(), false, near, asking.capacity()))));
        }
        if (!partners.isEmpty()) {
            figures.countIntroductions(partners.size());
            group.send(asking, new Introduce(name, partners));
        }
    }

    private boolean forgetIdle() {
        Iterator<String> oldest = idle.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        groups.remove(oldest.next());
        oldest.remove();
        return true;
    }
}
