package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes of which Hazelcast says that it does not know what became of them. */
class SettledWritesTest {
    private static final byte[] MINE = {1};
    private static final byte[] THEIRS = {2};

    /** What becomes of a write whose copies do not answer. */
    private enum Silence {
        MADE, NOT_MADE
    }

    private final Map<String, byte[]> held = new HashMap<>();
    private final List<Silence> next = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final HazelcastMap map = new HazelcastMap(hazelcast());

    @SuppressWarnings("unchecked")
    private IMap<String, byte[]> hazelcast() {
        return (IMap<String, byte[]>) Proxy.newProxyInstance(IMap.class.getClassLoader(), new Class<?>[] {IMap.class},
                (_, called, given) -> called.getName().equals("getName") ? "map"
                        : asked(called.getName(), String.valueOf(given[0]), given));
    }

    private @Nullable Object asked(String method, String name, Object[] given) {
        if (method.equals("get")) {
            return held.get(name);
        }
        Optional<Silence> silence = next.isEmpty() ? Optional.empty() : Optional.of(next.removeFirst());
        Object answer = silence.equals(Optional.of(Silence.NOT_MADE)) ? "" : write(method, name, given);
        if (silence.isPresent()) {
            throw new IndeterminateOperationStateException("copies are silent");
        }
        copied.add(method);
        return answer;
    }

    private @Nullable Object write(String method, String name, Object[] given) {
        return switch (method) {
            case "putIfAbsent" -> held.putIfAbsent(name, (byte[]) given[1]);
            case "replace" -> Arrays.equals(held.get(name), (byte[]) given[1])
                    && held.put(name, (byte[]) given[2]) != null;
            case "delete" -> held.remove(name);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    @Test
    void aValueThatWasPutIsSoAlthoughNobodySaidAndTheCopiesAreToldAgain() {
        next.add(Silence.MADE);
        assertTrue(map.putIfAbsent("name", MINE));
        assertArrayEquals(MINE, held.get("name"));
        assertEquals(List.of("replace"), copied);
    }

    @Test
    void aValueThatWasNotPutIsPutAgain() {
        next.add(Silence.NOT_MADE);
        assertTrue(map.putIfAbsent("name", MINE));
        assertArrayEquals(MINE, held.get("name"));
        assertEquals(List.of("putIfAbsent"), copied);
    }

    @Test
    void whatSomebodyElsePutStays() {
        held.put("name", THEIRS);
        next.add(Silence.MADE);
        assertFalse(map.putIfAbsent("name", MINE));
        assertArrayEquals(THEIRS, held.get("name"));
    }

    @Test
    void aReplacementIsMadeOnceWhateverIsSaidOfIt() {
        for (Silence silence : Silence.values()) {
            held.put("name", THEIRS);
            next.add(silence);
            assertTrue(map.replace("name", THEIRS, MINE), silence.name());
            assertArrayEquals(MINE, held.get("name"));
        }
        next.add(Silence.MADE);
        assertFalse(map.replace("name", THEIRS, new byte[] {3}), "it is not what is there");
    }

    @Test
    void whatWasRemovedIsGone() {
        held.put("name", MINE);
        next.add(Silence.NOT_MADE);
        map.remove("name");
        assertTrue(held.isEmpty());
    }

    @Test
    void afterSomeTriesTheMembersAreSaidNotToAnswer() {
        for (int tries = 0; tries < SettledWrites.TRIES; tries++) {
            next.add(Silence.NOT_MADE);
        }
        ClusterException failed = assertThrows(ClusterException.class, () -> map.putIfAbsent("name", MINE));
        assertInstanceOf(IndeterminateOperationStateException.class, failed.getCause());
        assertTrue(next.isEmpty());
    }
}
