package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Addresses in a map of which Hazelcast says, for some writes, that it does not know what became of them. */
class HazelcastAddressesTest {
    private static final URI HERE = URI.create("https://here:8443");
    private static final URI THERE = URI.create("https://there:8443");

    private final Map<String, String> held = new HashMap<>(Map.of("other", THERE.toString()));
    private final LocalMembership membership = new LocalMembership("self");
    private final HazelcastAddresses addresses = new HazelcastAddresses(hazelcast(), membership);
    private int silent;

    @SuppressWarnings("unchecked")
    private ReplicatedMap<String, String> hazelcast() {
        return (ReplicatedMap<String, String>) Proxy.newProxyInstance(ReplicatedMap.class.getClassLoader(),
                new Class<?>[] {ReplicatedMap.class}, (_, called, given) -> asked(called.getName(), given));
    }

    private @Nullable Object asked(String method, Object[] given) {
        if (method.equals("entrySet")) {
            return held.entrySet();
        }
        if (silent > 0) {
            silent--;
            throw new IndeterminateOperationStateException("a copy is silent");
        }
        return switch (method) {
            case "put" -> held.put((String) given[0], (String) given[1]);
            case "remove" -> held.remove(given[0]);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    @Test
    void anAddressIsToldAgainUntilItIsKnownThatItWas() {
        silent = SettledWrites.TRIES - 1;
        addresses.listening(HERE);
        assertEquals(HERE.toString(), held.get("self"));
        assertEquals(List.of(HERE), addresses.all());
    }

    @Test
    void whereItStaysUnknownTheStartOfTheMemberSaysWhatItCouldNotTell() {
        silent = SettledWrites.TRIES;
        ClusterException failed = assertThrows(ClusterException.class, () -> addresses.listening(HERE));
        assertEquals("telling the members that devices find this one at https://here:8443", failed.getMessage());
        assertInstanceOf(IndeterminateOperationStateException.class, failed.getCause());
    }

    @Test
    void aMemberLeavesWhetherOrNotTheOthersAreKnownToHaveHeard() {
        addresses.listening(HERE);
        silent = 1;
        addresses.leaving();
        assertEquals(0, silent);
        addresses.leaving();
        assertEquals(Set.of("other"), held.keySet());
    }
}
