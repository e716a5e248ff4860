package io.tributary.coordinator.cluster;

import java.net.URI;
import java.util.List;

/** Where the members listen for devices, so that a device of one finds the others. A hint that may be late. Thread-safe. */
public interface MemberAddresses {
    /** Those of a coordinator that is one process: nobody is told of any. */
    MemberAddresses ALONE = new MemberAddresses() {
        @Override
        public void listening(URI address) {}

        @Override
        public void leaving() {}

        @Override
        public List<URI> all() {
            return List.of();
        }
    };

    /** This member takes devices at this address. */
    void listening(URI address);

    /** This member takes no devices any more. */
    void leaving();

    /** Those of the members that are there, sorted; none where all of several members have one address, and where nobody else is told. */
    List<URI> all();
}
