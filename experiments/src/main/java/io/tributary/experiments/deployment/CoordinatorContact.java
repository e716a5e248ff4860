package io.tributary.experiments.deployment;

import io.tributary.secureagg.identity.VerifyingKey;
import java.net.URI;
import java.util.List;

/**
 * What a device must know to take part.
 *
 * @param members where its members listen, at least one; a coordinator of its own is the only one
 * @param owner signs plans
 * @param registrar signs offers, versions and certificates
 * @param clock the time that the experiment goes by
 */
public record CoordinatorContact(List<URI> members, VerifyingKey owner, VerifyingKey registrar, ExperimentClock clock) {
    /** Copies the list. */
    public CoordinatorContact {
        members = List.copyOf(members);
    }

    /** Of a coordinator of its own. */
    public CoordinatorContact(URI coordinator, VerifyingKey owner, VerifyingKey registrar, ExperimentClock clock) {
        this(List.of(coordinator), owner, registrar, clock);
    }

    /** The first member. */
    public URI coordinator() {
        return members.getFirst();
    }
}
