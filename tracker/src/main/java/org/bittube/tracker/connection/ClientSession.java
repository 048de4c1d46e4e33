package org.bittube.tracker.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Visitor;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.Reach;
import org.bittube.tracker.group.ViewerFigures;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.HostCandidates;
import org.bittube.tracker.message.Interval;
import org.bittube.tracker.message.Join;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.More;
import org.bittube.tracker.message.Nat;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RelayedSignal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.message.SendSignal;
import org.bittube.tracker.message.Signal;
import org.bittube.tracker.message.Stats;
import org.bittube.tracker.message.TrackerRequestHandler;
import org.bittube.tracker.message.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client with its memberships: what each of its requests does. Confined to the hub's event loop. */
final class ClientSession implements TrackerRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

    /**
     * {@code token}: what its join brought, of at most 4 KiB, and a socket has only so many memberships; {@code intervalMillis}: what the
     * client was last told, in this group.
     */
    private record Membership(HubGroup group, Member member, Optional<String> token, int intervalMillis) {
        Membership told(int newIntervalMillis) {
            return new Membership(group, member, token, newIntervalMillis);
        }

        /** Without the token: it must not reach a log. */
        @Override
        public String toString() {
            return "Membership[member=" + member.id() + ", intervalMillis=" + intervalMillis + "]";
        }
    }

    private final TrackerHub hub;
    private final ClientLink link;
    private final Map<String, Membership> memberships = new HashMap<>();
    private boolean ended;

    ClientSession(TrackerHub hub, ClientLink link) {
        this.hub = hub;
        this.link = link;
    }

    ClientLink link() {
        return link;
    }

    /** Ends all memberships; may be called twice. */
    void end() {
        ended = true;
        memberships.values().forEach(membership -> hub.leave(membership.group(), membership.member()));
        memberships.clear();
    }

    /** Drops a membership of a group that is no more. */
    void forget(String group) {
        memberships.remove(group);
    }

    @Override
    public void onJoin(Join join) {
        if (ended) {
            return; // Was on its way when the socket closed: a member that nobody ends must not come about.
        }
        hub.figures().count(HubFigures.Request.JOIN);
        leave(join.group());
        if (memberships.size() >= hub.limits().groupsPerSocket()) {
            refuse(ErrorCode.TOO_MANY_GROUPS, "This socket is a member of too many groups.", join.group(), true);
            return;
        }
        Optional<HubGroup> found = hub.groupToJoin(join.group());
        if (found.isEmpty()) {
            refuse(ErrorCode.UNKNOWN_GROUP, "There is no group of that name.", join.group(), true);
            return;
        }
        HubGroup group = found.get();
        Optional<Denial> denial = denial(group, join.token(), Moment.COMES).or(() -> crowd(group));
        if (denial.isPresent()) {
            refuse(code(denial.get()), denial.get().message(), join.group(), true);
            return;
        }
        Member member = new Member(hub.newPeerId(), link.network(), join.capacity(), reach(join.nat()));
        hub.join(group, member, this);
        int intervalMillis = hub.timing().statsMillisAmong(group.size());
        memberships.put(join.group(), new Membership(group, member, join.token(), intervalMillis));
        link.send(welcome(group, member, intervalMillis));
        hub.introduce(group, member, join.want(), Set.of());
    }

    @Override
    public void onSignal(SendSignal signal) {
        membership(signal.group()).ifPresent(membership -> relay(membership, signal));
    }

    @Override
    public void onMore(More more) {
        hub.figures().count(HubFigures.Request.MORE);
        allowed(more.group())
                .ifPresent(membership -> hub.introduce(
                        membership.group(), membership.member(), more.want(), Set.copyOf(more.exclude())));
    }

    @Override
    public void onReport(Report report) {
        hub.figures().count(HubFigures.Request.REPORT);
        membership(report.group()).ifPresent(membership -> note(membership, report));
    }

    @Override
    public void onStats(Stats stats) {
        hub.figures().count(HubFigures.Request.STATS);
        allowed(stats.group()).ifPresent(membership -> {
            membership
                    .group()
                    .group()
                    .figures(
                            membership.member(),
                            new ViewerFigures(
                                    stats.fromPeersBytes(),
                                    stats.fromFeedBytes(),
                                    stats.fromHttpBytes(),
                                    stats.toPeersBytes(),
                                    stats.lagMillis(),
                                    stats.stalls(),
                                    stats.stalledMillis(),
                                    stats.playing(),
                                    stats.startMillis()));
            tellInterval(stats.group(), membership);
        });
    }

    @Override
    public void onLeave(Leave leave) {
        hub.figures().count(HubFigures.Request.LEAVE);
        if (membership(leave.group()).isPresent()) {
            leave(leave.group());
        }
    }

    private void relay(Membership membership, SendSignal signal) {
        HubGroup group = membership.group();
        Optional<Member> to = group.group().find(signal.to()).filter(membership.member()::knows);
        if (to.isEmpty()) {
            refuseUnknownPeer(signal.group());
        } else if (group.congested(to.get())) {
            // Whoever sends much to one peer must not be able to make its socket overflow.
            refuse(ErrorCode.RATE, "That peer reads too slowly: try again later.", signal.group(), false);
        } else {
            Optional<Signal> told = hub.access().tellsHostCandidates(group.settings())
                    ? Optional.of(signal.signal())
                    : HostCandidates.strip(signal.signal());
            told.ifPresent(what -> {
                group.send(
                        to.get(),
                        new RelayedSignal(signal.group(), membership.member().id(), what));
                hub.noteRelayed(membership.member(), signal.signal(), link.isFromPrivateAddress());
            });
        }
    }

    /** A group grows and shrinks while its members stay: each learns of it when it reports, if its interval changes by it. */
    private void tellInterval(String name, Membership membership) {
        int intervalMillis = hub.timing().statsMillisAmong(membership.group().size());
        if (intervalMillis != membership.intervalMillis()) {
            memberships.put(name, membership.told(intervalMillis));
            link.send(new Interval(name, intervalMillis));
        }
    }

    private void note(Membership membership, Report report) {
        Group group = membership.group().group();
        Member reporter = membership.member();
        if (!reporter.hasMet(report.peer())) {
            refuseUnknownPeer(report.group());
            return;
        }
        hub.note(report, reporter, group.find(report.peer()));
        switch (report.outcome()) {
            case CONNECTED -> {
                group.connected(reporter, report.peer());
                LOG.debug("peers connected group={} path={}", report.group(), report.path());
            }
            case FAILED -> group.failed(reporter, report.peer());
            case LOST -> group.lost(reporter, report.peer());
            case POISONED -> {
                group.poisoned(reporter, report.peer());
                LOG.info("peer reported as poisoner group={} peer={}", report.group(), shortened(report.peer()));
            }
        }
    }

    private void leave(String group) {
        Membership membership = memberships.remove(group);
        if (membership != null) {
            hub.leave(membership.group(), membership.member());
        }
    }

    private Optional<Membership> membership(String group) {
        Membership membership = memberships.get(group);
        if (membership == null && !ended) {
            refuse(ErrorCode.NOT_JOINED, "Join the group first.", group, false);
        }
        return Optional.ofNullable(membership);
    }

    /** The membership, unless it has just ended because it is allowed no more. */
    private Optional<Membership> allowed(String group) {
        return membership(group).filter(membership -> {
            Optional<Denial> denial = denial(membership.group(), membership.token(), Moment.STAYS)
                    .filter(why -> why.reason() != Denial.Reason.RATE);
            denial.ifPresent(why -> {
                leave(group);
                refuse(code(why), why.message(), group, true);
            });
            return denial.isEmpty();
        });
    }

    private Optional<Denial> denial(HubGroup group, Optional<String> token, Moment moment) {
        GroupSettings settings = group.settings();
        return hub.access()
                .denial(settings, new Visitor(settings.name(), token, link.origin(), link.network()), moment);
    }

    private Optional<Denial> crowd(HubGroup group) {
        int most =
                Math.min(hub.limits().peersPerGroup(), group.settings().policy().mostPeers());
        return group.size() >= most ? Optional.of(Doorkeeper.FULL) : Optional.empty();
    }

    private static ErrorCode code(Denial denial) {
        return switch (denial.reason()) {
            case TOKEN, EXPIRED, ORIGIN -> ErrorCode.DENIED;
            case RATE -> ErrorCode.RATE;
            case FULL -> ErrorCode.GROUP_FULL;
        };
    }

    private Welcome welcome(HubGroup group, Member member, int intervalMillis) {
        GroupSettings settings = group.settings();
        return new Welcome(
                settings.name(),
                member.id(),
                Optional.ofNullable(settings.publicKey()),
                settings.gateways(),
                List.copyOf(link.stun()),
                link.turn(member.id()),
                intervalMillis,
                group.size());
    }

    private void refuseUnknownPeer(String group) {
        refuse(ErrorCode.UNKNOWN_PEER, "No introduction to that peer.", group, false);
    }

    private void refuse(ErrorCode code, String message, String group, boolean fatal) {
        link.send(new Refusal(code, message, Optional.of(group), fatal));
    }

    private static String shortened(String peerId) {
        return peerId.substring(0, 6);
    }

    private static Reach reach(Nat nat) {
        return switch (nat) {
            case OPEN -> Reach.OPEN;
            case CONE -> Reach.CONE;
            case SYMMETRIC -> Reach.SYMMETRIC;
            case BLOCKED -> Reach.BLOCKED;
            case UNKNOWN -> Reach.UNKNOWN;
        };
    }
}
