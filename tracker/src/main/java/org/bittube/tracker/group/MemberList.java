package org.bittube.tracker.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Members in no particular order; adding, removing and picking one by its index take constant time. */
public final class MemberList {
    private final List<Member> members = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    MemberList() {}

    public int size() {
        return members.size();
    }

    /** The member at {@code index}, from 0 to below {@link #size}; another one after any change. */
    public Member at(int index) {
        return members.get(index);
    }

    void add(Member member) {
        indexes.put(member.id(), members.size());
        members.add(member);
    }

    void remove(Member member) {
        Integer index = indexes.remove(member.id());
        if (index == null) {
            return;
        }
        Member last = members.remove(members.size() - 1);
        if (last != member) {
            members.set(index, last);
            indexes.put(last.id(), index);
        }
    }
}
