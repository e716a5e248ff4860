package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link KeyStore} does. */
public abstract class KeyStoreContract {
    private KeyStore keys;

    /** An empty store of the backend under test. */
    protected abstract KeyStore open();

    @BeforeEach
    final void openKeys() {
        keys = open();
    }

    @Test
    void aSecretIsFoundUnderItsName() {
        assertEquals(Optional.empty(), keys.find("run.1"));

        assertArrayEquals(new byte[] {1, 2, 3}, keys.putIfAbsent("run.1", new byte[] {1, 2, 3}));

        assertArrayEquals(new byte[] {1, 2, 3}, keys.find("run.1").orElseThrow());
        assertEquals(Optional.empty(), keys.find("run.2"));
    }

    @Test
    void theFirstSecretOfANameStays() {
        keys.putIfAbsent("run.1", new byte[] {1});

        assertArrayEquals(new byte[] {1}, keys.putIfAbsent("run.1", new byte[] {2}));
        assertArrayEquals(new byte[] {1}, keys.find("run.1").orElseThrow());
    }

    @Test
    void nobodyHoldsTheStoresOwnBytes() {
        byte[] secret = {1, 2, 3};
        Arrays.fill(keys.putIfAbsent("run.1", secret), (byte) 0);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(keys.find("run.1").orElseThrow(), (byte) 0);

        assertArrayEquals(new byte[] {1, 2, 3}, keys.find("run.1").orElseThrow());
    }

    @Test
    @DisplayName("I5: a destroyed secret is gone, its neighbours stay, and destroying again is no error")
    void aDestroyedSecretIsGone() {
        keys.putIfAbsent("run.1", new byte[] {1});
        keys.putIfAbsent("run.10", new byte[] {10});

        keys.destroy("run.1");
        keys.destroy("run.1");
        keys.destroy("never-there");

        assertEquals(Optional.empty(), keys.find("run.1"));
        assertArrayEquals(new byte[] {10}, keys.find("run.10").orElseThrow());
    }

    @Test
    void ofManySecretsThatRaceForANameOneStays() throws InterruptedException {
        List<byte[]> kept = Race.of(16, index -> keys.putIfAbsent("run.1", new byte[] {(byte) index}));

        Set<Byte> distinct = new HashSet<>();
        kept.forEach(secret -> distinct.add(secret[0]));
        assertEquals(Set.of(keys.find("run.1").orElseThrow()[0]), distinct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../a", "..", ".", "A", "a b", "\u0000", "a_b", "a\n"})
    void whatIsNoNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> keys.putIfAbsent(name, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> keys.find(name));
        assertThrows(IllegalArgumentException.class, () -> keys.destroy(name));
    }

    @Test
    void aNameHasAtMost100Characters() {
        keys.putIfAbsent("a".repeat(100), new byte[1]);

        assertThrows(IllegalArgumentException.class, () -> keys.find("a".repeat(101)));
    }
}
