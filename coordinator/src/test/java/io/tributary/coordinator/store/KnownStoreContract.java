package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link KnownStore} does. */
public abstract class KnownStoreContract extends RowContract {
    @Test
    void whatIsRememberedLastIsFoundByItsName() {
        assertEquals(Optional.empty(), ports.known().find("owners"));
        ports.known().remember("owners", "a b");
        ports.known().remember("other", "c");
        ports.known().remember("owners", "b");
        assertEquals(Optional.of("b"), ports.known().find("owners"));
        assertEquals(Optional.of("c"), ports.known().find("other"));
    }
}
