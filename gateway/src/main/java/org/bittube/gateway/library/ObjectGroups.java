package org.bittube.gateway.library;

/** The groups in which the viewers of objects meet; an object has its group as long as it is in the library. */
public interface ObjectGroups {

    /**
     * From now on viewers may join the group.
     *
     * @param publicKey of the library, base64url
     */
    void open(String id, String publicKey);

    /** The members are told that the group is over. */
    void close(String id);

    /** How many viewers are in the group now, as far as this process knows. */
    int viewers(String id);
}
