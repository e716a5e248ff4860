package io.tributary.cli.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tributary.coordinator.log.OperatorEvent;
import org.slf4j.LoggerFactory;

/** The log of what a coordinator tells its operators. It is off where the program shows by other means what goes on. */
public final class EventLog {
    private EventLog() {}

    /** Writes events from now on. */
    public static void on() {
        if (LoggerFactory.getLogger(OperatorEvent.LOGGER) instanceof Logger events) {
            events.setLevel(Level.INFO);
        }
    }
}
