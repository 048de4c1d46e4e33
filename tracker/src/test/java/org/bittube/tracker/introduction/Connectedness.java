package org.bittube.tracker.introduction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.bittube.tracker.group.Group;
import org.bittube.tracker.group.Member;

/** Who can be reached from a member along introductions. */
final class Connectedness {
    private Connectedness() {}

    static Set<Member> reachedFrom(Member start, Group group) {
        Set<Member> reached = new HashSet<>(Set.of(start));
        Deque<Member> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Member member = open.remove();
            for (int i = 0; i < group.members().size(); i++) {
                Member other = group.members().at(i);
                if (member.knows(other) && reached.add(other)) {
                    open.add(other);
                }
            }
        }
        return reached;
    }
}
