package org.bittube.tracker.connection;

import java.util.HashMap;
import java.util.Map;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.message.TrackerEvent;

/** A group together with the ways to its members. Confined to the hub's event loop. */
final class HubGroup {
    private final Group group;
    private final Map<Member, ClientSession> sessions = new HashMap<>();
    private GroupSettings settings;

    HubGroup(GroupSettings settings) {
        this.group = new Group(settings.name());
        this.settings = settings;
    }

    Group group() {
        return group;
    }

    GroupSettings settings() {
        return settings;
    }

    void settings(GroupSettings changed) {
        settings = changed;
    }

    int size() {
        return group.members().size();
    }

    void join(Member member, ClientSession session) {
        group.join(member);
        sessions.put(member, session);
    }

    Iterable<Member> leave(Member member) {
        sessions.remove(member);
        return group.leave(member);
    }

    Iterable<ClientSession> sessions() {
        return sessions.values();
    }

    void send(Member member, TrackerEvent event) {
        ClientSession session = sessions.get(member);
        if (session != null) {
            session.link().send(event);
        }
    }

    /**
     * Whether an address of one's own network may be of use to the other: they come from the same public address, or both reached
     * a tracker that stands in their network.
     */
    boolean near(Member one, Member other) {
        return one.isNear(other) || (isFromPrivateAddress(one) && isFromPrivateAddress(other));
    }

    private boolean isFromPrivateAddress(Member member) {
        ClientSession session = sessions.get(member);
        return session != null && session.link().isFromPrivateAddress();
    }

    boolean congested(Member member) {
        ClientSession session = sessions.get(member);
        return session == null || session.link().congested();
    }
}
