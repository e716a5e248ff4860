package io.tributary.coordinator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class FaultLogTest {
    private static final String LINE =
            "a request failed: IllegalStateException: a row was not written; because of IOException: No "
                    + "space left on device";
    private final Lines lines = new Lines();
    private final AtomicLong now = new AtomicLong();
    private final FaultLog faults = new FaultLog(lines, now::get);

    /** Keeps what is logged at WARN or above. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;
        private final transient List<String> said = new ArrayList<>();
        private transient boolean debug;
        private transient int traces;

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return debug;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, String message,
                Object @Nullable [] arguments, @Nullable Throwable trace) {
            said.add(MessageFormatter.arrayFormat(message, arguments).getMessage());
            traces += trace == null ? 0 : 1;
        }
    }

    private static Exception full() {
        return new IllegalStateException("a row was not written", new IOException("No space left on device"));
    }

    @Test
    void faultsThatAreAlikeAreOneLineAMinuteWithTheirNumber() {
        for (int i = 0; i < 1000; i++) {
            faults.error("a request failed", full());
            now.addAndGet(Duration.ofMillis(50).toNanos());
        }
        assertEquals(List.of(LINE), lines.said);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        faults.error("a request failed", full());
        assertEquals(List.of(LINE, LINE + " (and 999 times more since it was last said)"), lines.said);
        assertEquals(0, lines.traces);
    }

    @Test
    void anotherCauseHasItsOwnLine() {
        faults.warn("run 1: storage failed", full());
        faults.warn("run 2: storage failed", full());
        faults.warn("run 1: storage failed", new IOException("Read-only file system"));
        assertEquals(3, lines.said.size());
    }

    @Test
    void whoLooksCloserSeesWhereItHappened() {
        lines.debug = true;
        faults.error("a request failed", full());
        assertEquals(1, lines.traces);
    }

    @Test
    void causesThatNeverEndAreCutOff() {
        Exception outer = full();
        Throwable inner = outer.getCause();
        inner.initCause(outer);
        faults.error("x", outer);
        assertTrue(lines.said.getFirst().length() < 300);
    }
}
