package io.tributary.client.internal.member;

import io.tributary.protocol.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * In which order a device tries members: rendezvous hashing (Thaler and Ravishankar, 1998). Every device has an order of its own, so that
 * devices spread evenly, and the order of some members stays the same when others come and go.
 */
public final class Rendezvous {
    private Rendezvous() {}

    /** The members, the first choice of this device first. */
    public static List<URI> order(String device, Collection<URI> members) {
        return members.stream().distinct().map(member -> new Scored(member, score(device, member)))
                .sorted(Comparator.comparing(Scored::score).reversed()).map(Scored::member).toList();
    }

    private record Scored(URI member, String score) {}

    /** Compared as text, which is as the hash in lower-case hex compares. */
    private static String score(String device, URI member) {
        return Sha256.of((device + "\n" + member).getBytes(StandardCharsets.UTF_8)).hex();
    }
}
