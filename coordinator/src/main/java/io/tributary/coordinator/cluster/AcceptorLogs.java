package io.tributary.coordinator.cluster;

import com.hazelcast.internal.server.tcp.TcpServerAcceptor;
import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LogListener;
import com.hazelcast.logging.LoggingService;
import java.io.IOException;
import java.util.logging.Level;

/**
 * The logs of Hazelcast's network, in which its acceptor does not warn of each connection that a {@link MemberDoor} refused: strangers would
 * write as many lines as they like, and the door itself has warned.
 */
record AcceptorLogs(LoggingService all) implements LoggingService {
    @Override
    public ILogger getLogger(Class<?> type) {
        ILogger plain = all.getLogger(type);
        return type == TcpServerAcceptor.class ? new Acceptor(plain) : plain;
    }

    @Override
    public ILogger getLogger(String name) {
        return all.getLogger(name);
    }

    @Override
    public void addLogListener(Level level, LogListener listener) {
        all.addLogListener(level, listener);
    }

    @Override
    public void removeLogListener(LogListener listener) {
        all.removeLogListener(listener);
    }

    @Override
    public void shutdown() {
        all.shutdown();
    }

    private static final class Acceptor extends AbstractLogger {
        private final ILogger plain;

        Acceptor(ILogger plain) {
            this.plain = plain;
        }

        @Override
        public void log(Level level, String message) {
            plain.log(level, message);
        }

        @Override
        public void log(Level level, String message, Throwable thrown) {
            plain.log(thrown instanceof IOException ? Level.FINE : level, message, thrown);
        }

        @Override
        @SuppressWarnings("removal") // as long as the interface has it
        public void log(LogEvent event) {
            plain.log(event);
        }

        @Override
        public Level getLevel() {
            return plain.getLevel();
        }

        @Override
        public boolean isLoggable(Level level) {
            return plain.isLoggable(level);
        }
    }
}
