package io.tributary.coordinator.access.session;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.LocalRegistrar;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Devices that are enrolled once, for members that share the rows. */
final class Population {
    static final URI HERE = URI.create("https://coordinator.example");
    private final HandClock clock = new HandClock();
    private final AtomicInteger drawn = new AtomicInteger();
    private final MemoryStores rows = new MemoryStores(clock);
    private final List<String> copies = new ArrayList<>();
    private final LocalRegistrar registrar =
            new LocalRegistrar(SigningKeys.single(SigningKey.generate()), Duration.ofDays(1), clock);

    Member member(SharedMaps maps, String secret) {
        OwnAddress address = new OwnAddress(AccessOptions.open().toBuilder().address(Optional.of(HERE)).build());
        address.listening("localhost", HERE.getPort(), Optional.empty());
        Sessions sessions = Sessions.shared(rows.devices(), registrar, address, Clocks.of(clock),
                new SharedAccess(maps, new NoEvents(), secret.getBytes(StandardCharsets.UTF_8)));
        return new Member(sessions, this);
    }

    Device enrolled(String name) throws Exception {
        SigningKey key = SigningKey.generate();
        return new Device(key, new Enrolments(rows.devices(), registrar, AccessOptions.Enrolment.OPEN, clock)
                .enrol(new EnrolmentRequest(name, key.publicKey().raw()), Optional.empty()).certificate(), drawn);
    }

    DeviceStore devices() {
        return rows.devices();
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** Devices of which a member saw copies. */
    List<String> copies() {
        return copies;
    }
}
