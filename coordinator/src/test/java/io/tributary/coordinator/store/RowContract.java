package io.tributary.coordinator.store;

import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of row ports share: a fresh store, a clock in hand and one claimed run. */
abstract class RowContract {
    static final String RUN = "018f0000-0000-7000-8000-000000000001";
    static final Duration LEASE = Duration.ofSeconds(3);
    static final Instant AT = Instant.parse("2026-03-01T12:00:01.234Z");

    final RowPorts.Hand clock = new RowPorts.Hand();
    RowPorts ports;

    /** An empty store of the backend under test. */
    protected abstract RowPorts open(RowPorts.Hand clock);

    @BeforeEach
    final void openPorts() {
        ports = open(clock);
    }

    @AfterEach
    final void closePorts() throws Exception {
        ports.closer().close();
    }

    static SignedDocument document(String text) {
        return new SignedDocument(text.getBytes(StandardCharsets.UTF_8), new byte[64], new byte[32]);
    }

    /** A run that {@code a} owns. */
    final Fence claimed() {
        ports.runs().create(RUN, document("plan"), PlanUse.once(), AT);
        return claim("a");
    }

    /** The right of the present owner after another member took the run over. */
    final Fence takenOver() {
        clock.pass(LEASE);
        return claim("b");
    }

    private Fence claim(String member) {
        return ports.runs().claim(RUN, member, LEASE).orElseThrow();
    }
}
