package io.tributary.coordinator.store;

import org.junit.jupiter.api.Nested;

/** All suites of the ports that keep rows, for one backend. */
public abstract class RowPortsContract {
    /** An empty store of the backend under test, whose leases follow {@code clock}. */
    protected abstract RowPorts rows(RowPorts.Hand clock);

    /** Runs. */
    @Nested
    public final class Runs extends RunStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** Rounds. */
    @Nested
    public final class Rounds extends RoundStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** What is told of old rounds. */
    @Nested
    public final class History extends RoundHistoryContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** Devices. */
    @Nested
    public final class Devices extends DeviceStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** The audit log. */
    @Nested
    public final class Audit extends AuditStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** What is known of files. */
    @Nested
    public final class Known extends KnownStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** Parts of partial objects. */
    @Nested
    public final class Parts extends PartStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }

    /** Models. */
    @Nested
    public final class Models extends ModelStoreContract {
        @Override
        protected RowPorts open(RowPorts.Hand clock) {
            return rows(clock);
        }
    }
}
