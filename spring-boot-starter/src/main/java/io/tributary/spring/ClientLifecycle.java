package io.tributary.spring;

import io.tributary.client.FederatedClient;
import org.springframework.context.SmartLifecycle;

/** Starts a client when the application is up. The client closes with its bean, after what may still ask its model. */
final class ClientLifecycle implements SmartLifecycle {
    private final FederatedClient client;
    private final boolean autoStart;
    private volatile boolean running;
    private boolean started;

    ClientLifecycle(FederatedClient client, boolean autoStart) {
        this.client = client;
        this.autoStart = autoStart;
    }

    @Override
    public boolean isAutoStartup() {
        return autoStart;
    }

    /** A client starts once: an application context that starts again finds it at work. */
    @Override
    public synchronized void start() {
        if (!started) {
            started = true;
            client.start();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
