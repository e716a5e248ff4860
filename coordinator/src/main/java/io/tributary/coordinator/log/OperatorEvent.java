package io.tributary.coordinator.log;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * An event of the log that operators read, named and listed in docs/operations.md. It is written with keys and values to the logger
 * {@value #LOGGER}, so that a program need not take text apart. No value is a secret. Thread-safe.
 */
public enum OperatorEvent {
    /** The coordinator listens. */
    STARTED(Level.INFO, "the coordinator listens"),
    /** It ends; what is being written is written. */
    STOPPED(Level.INFO, "the coordinator has ended"),
    /** The admin token, the owners or a file that devices are given is not what it was at the last start. */
    DIRECTORY_CHANGED(Level.WARN, "something that this directory knew has changed"),
    /** A file that the next start needs was removed or replaced. */
    FILE_LOST(Level.ERROR, "a file of the directory was removed or replaced while the coordinator runs"),
    /** The clock is behind what the audit log saw last. */
    CLOCK_BEHIND(Level.WARN, "the clock is behind the newest entry of the audit log"),
    /** The clock is not where it would be by the time that passed. */
    CLOCK_JUMPED(Level.WARN, "the clock jumped"),
    /** A device joined. */
    ENROLLED(Level.INFO, "a device is enrolled"),
    /** A device was not let in. */
    ENROLMENT_REFUSED(Level.WARN, "an enrolment was refused"),
    /** A device got no session. */
    SESSION_REFUSED(Level.WARN, "a session was refused"),
    /** Somebody asked for what is not allowed. */
    REQUEST_DENIED(Level.WARN, "a request was denied"),
    /** An operator changed something, or tried to. */
    OPERATOR_ACTED(Level.INFO, "an operator acted"),
    /** A device that was asked does not take part in a round, and says why. */
    DEVICE_DECLINED(Level.INFO, "a device declined"),
    /** A device is out. */
    DEVICE_REVOKED(Level.WARN, "a device is revoked"),
    /** A device that was revoked may come in again. */
    DEVICE_RESTORED(Level.INFO, "a device is restored"),
    /** Two copies of a device's directory are in use. */
    DEVICE_CLONED(Level.WARN, "two copies of a device's directory are in use"),
    /** A device has another key, and copies of it are out. */
    DEVICE_RECOVERED(Level.INFO, "a device is recovered with another key"),
    /** A run was recorded. */
    RUN_SUBMITTED(Level.INFO, "a run is submitted"),
    /** A run is played here, from its beginning or from where it was. */
    RUN_STARTED(Level.INFO, "a run is played"),
    /** A run waits for an operator. */
    RUN_PAUSED(Level.WARN, "a run is paused"),
    /** An operator ended a run. */
    RUN_STOPPED(Level.INFO, "a run is stopped"),
    /** A run cannot go on. */
    RUN_FAILED(Level.ERROR, "a run has failed"),
    /** All rounds of a run are closed. */
    RUN_FINISHED(Level.INFO, "a run has finished"),
    /** The offer of a round is out. */
    ROUND_OPENED(Level.INFO, "a round takes reports"),
    /** A round made a model version. */
    ROUND_COMMITTED(Level.INFO, "a round made a model version"),
    /** A round came to nothing. */
    ROUND_ABANDONED(Level.WARN, "a round was abandoned"),
    /** An update or a report does not count. */
    UPDATE_REFUSED(Level.WARN, "an update was refused"),
    /** The key of a round is gone for good. */
    KEY_DESTROYED(Level.INFO, "the key of a round is destroyed"),
    /** Another coordinator plays a run that was played here. */
    LEASE_LOST(Level.WARN, "another coordinator took a run over");

    /** Name of the logger. */
    public static final String LOGGER = "io.tributary.events";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 500;

    private final Level level;
    private final String words;

    OperatorEvent(Level level, String words) {
        this.level = level;
        this.words = words;
    }

    /** Its name in the log, in lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How urgent it is. */
    public Level level() {
        return level;
    }

    /**
     * Writes it.
     *
     * @param keysAndValues key, value, key, value, ...; what comes from outside may stand among the values
     * @throws IllegalArgumentException if a value is missing
     */
    public void log(Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the key " + keysAndValues[keysAndValues.length - 1] + " has no value");
        }
        LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("event", code());
        for (int at = 0; at < keysAndValues.length; at += 2) {
            line = line.addKeyValue(String.valueOf(keysAndValues[at]), harmless(keysAndValues[at + 1]));
        }
        line.log(words);
    }

    /** A value that cannot break a line, command a terminal or fill a disk. */
    private static Object harmless(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        String text = String.valueOf(value).replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
