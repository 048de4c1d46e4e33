package org.bittube.tracker.group;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The members of one group, and who of them was introduced to whom. Confined to its event loop. */
public final class Group {
    private final String name;
    private final Map<String, Member> byId = new HashMap<>();
    private final MemberList members = new MemberList();
    private final Map<String, MemberList> byNetwork = new HashMap<>();
    private final PoisonReports poisonReports = new PoisonReports();
    private final ReachOutcomes outcomes = new ReachOutcomes();
    private final StartLog starts = new StartLog();
    private final FigureTotals departed = new FigureTotals();

    public Group(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public MemberList members() {
        return members;
    }

    /** Those that come from the same public address, the asked one included if it is a member. */
    public MemberList membersNear(Member member) {
        return byNetwork.getOrDefault(member.network(), new MemberList());
    }

    /** Whether somebody from that public address is a member. */
    public boolean hasMemberFrom(String network) {
        return byNetwork.containsKey(network);
    }

    public Optional<Member> find(String peerId) {
        return Optional.ofNullable(byId.get(peerId));
    }

    public void join(Member member) {
        if (byId.putIfAbsent(member.id(), member) != null) {
            throw new IllegalStateException("a peerId was given twice");
        }
        members.add(member);
        byNetwork.computeIfAbsent(member.network(), network -> new MemberList()).add(member);
    }

    /** Ends a membership; what it contributed stays in the totals. Returns those it was introduced to. */
    public Collection<Member> leave(Member member) {
        if (!byId.remove(member.id(), member)) {
            throw new IllegalStateException("not a member");
        }
        members.remove(member);
        MemberList near = membersNear(member);
        near.remove(member);
        if (near.size() == 0) {
            byNetwork.remove(member.network());
        }
        member.figures().ifPresent(departed::add);
        Collection<Member> partners = member.partners();
        partners.forEach(partner -> {
            partner.part(member);
            member.part(partner);
        });
        return partners;
    }

    /** Notes that two members have been introduced to each other. */
    public void introduce(Member one, Member other) {
        if (one == other || one.knows(other)) {
            throw new IllegalStateException("an introduction takes two that have not met");
        }
        one.meet(other);
        other.meet(one);
    }

    /** The reporter has a connection to {@code peerId}, which it was introduced to: it speaks for both. */
    public void connected(Member reporter, String peerId) {
        Optional<Member> other = find(peerId);
        reporter.countConnected(other);
        other.ifPresent(end -> outcomes.add(reporter.reach(), end.reach(), true));
    }

    /** No connection came about between the two: their introduction ends, and they do not meet again. */
    public void failed(Member reporter, String peerId) {
        Optional<Member> other = find(peerId);
        reporter.countFailed(other.map(Member::isHard).orElse(false));
        other.ifPresent(end -> outcomes.add(reporter.reach(), end.reach(), false));
        avoid(reporter, peerId);
    }

    /** The connection between the two broke: their introduction ends; they may meet again. */
    public void lost(Member reporter, String peerId) {
        part(reporter, peerId);
    }

    /** {@code peerId} handed on a packet with a bad signature to {@code reporter}. */
    public void poisoned(Member reporter, String peerId) {
        poisonReports.add(peerId, reporter.id());
        avoid(reporter, peerId);
    }

    /** How many different members reported {@code peerId} as a poisoner. */
    public int poisonReportsOf(String peerId) {
        return poisonReports.of(peerId);
    }

    /** Takes over what a member tells about itself, in the place of what it told before. */
    public void figures(Member member, ViewerFigures latest) {
        if (!member.hasToldStart()) {
            latest.startMillis().ifPresent(starts::add);
        }
        member.figures(latest);
    }

    /** What all viewers report together. */
    public GroupFigures figures() {
        FigureTotals totals = departed.copy();
        long[] lags = new long[members.size()];
        int playing = 0;
        for (int i = 0; i < members.size(); i++) {
            Optional<ViewerFigures> figures = members.at(i).figures();
            if (figures.isPresent()) {
                totals.add(figures.get());
                if (figures.get().playing()) {
                    lags[playing++] = figures.get().lagMillis();
                }
            }
        }
        return GroupFigures.of(
                members.size(),
                totals,
                Percentiles.of(lags, playing),
                poisonReports.all(),
                starts.times(),
                outcomes.all());
    }

    private void avoid(Member reporter, String peerId) {
        reporter.avoid(peerId);
        part(reporter, peerId);
    }

    private void part(Member one, String peerId) {
        Member other = byId.get(peerId);
        if (other != null) {
            one.part(other);
            other.part(one);
        }
    }
}
