package io.tributary.coordinator.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs faults, one line a cause and minute: the first at once, those like it only as a number in the next line of their kind. A full disk
 * fails every effect of a run and every request, many times a second. The stack trace comes with the line where the logger is at DEBUG.
 * Thread-safe.
 */
public final class FaultLog {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_CAUSES = 256;
    private static final int MOST_DEEP = 8;

    private final Logger log;
    private final Ticker time;
    private final Cache<String, Fault> faults = Caffeine.newBuilder().maximumSize(MOST_CAUSES).build();

    private static final class Fault {
        private final AtomicLong unsaid = new AtomicLong();
        private long saidAt;
        private boolean said;

        /**
         * One more.
         *
         * @return how many were not said since the last that was; -1 if this one is not said either
         */
        synchronized long next(long now) {
            if (said && now - saidAt < MINUTE) {
                unsaid.incrementAndGet();
                return -1;
            }
            said = true;
            saidAt = now;
            return unsaid.getAndSet(0);
        }
    }

    /** Of a class's own logger. */
    public FaultLog(Logger log) {
        this(log, Ticker.systemTicker());
    }

    FaultLog(Logger log, Ticker time) {
        this.log = log;
        this.time = time;
    }

    /**
     * Something must be looked at.
     *
     * @param what failed, in words: the same for faults that are alike
     */
    public void error(String what, Throwable fault) {
        say(Level.ERROR, what, fault);
    }

    /**
     * Something is tried again.
     *
     * @param what failed, in words: the same for faults that are alike
     */
    public void warn(String what, Throwable fault) {
        say(Level.WARN, what, fault);
    }

    private void say(Level level, String what, Throwable fault) {
        String line = what + ": " + words(fault);
        Fault alike = faults.get(line, _ -> new Fault());
        long unsaid = alike.next(time.read());
        if (unsaid < 0) {
            return;
        }
        var event = log.atLevel(level);
        if (log.isDebugEnabled()) {
            event = event.setCause(fault);
        }
        event.log("{}{}", line,
                unsaid == 0 ? "" : String.format(Locale.ROOT, " (and %d times more since it was last said)", unsaid));
    }

    /** The messages of a fault and of its causes, each once. */
    static String words(Throwable fault) {
        StringBuilder words = new StringBuilder();
        Throwable cause = fault;
        for (int deep = 0; cause != null && deep < MOST_DEEP; deep++) {
            String own = one(cause);
            if (words.indexOf(own) < 0) {
                words.append(words.isEmpty() ? "" : "; because of ").append(own);
            }
            cause = cause.getCause();
        }
        return words.toString();
    }

    private static String one(Throwable fault) {
        String name = fault.getClass().getSimpleName();
        return fault.getMessage() == null ? name : name + ": " + fault.getMessage().lines().findFirst().orElse("");
    }
}
