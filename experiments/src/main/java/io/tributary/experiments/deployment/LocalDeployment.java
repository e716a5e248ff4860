package io.tributary.experiments.deployment;

import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Everything in this JVM, talking through real sockets. */
public final class LocalDeployment implements Deployment {
    private final Experiment experiment;
    private final SigningKey owner;
    private final Path work;
    private final ExperimentClock clock;
    private CoordinatorContact contact;

    public LocalDeployment(Experiment experiment, SigningKey owner, Path work, ExperimentClock clock) {
        this.experiment = experiment;
        this.owner = owner;
        this.work = work;
        this.clock = clock;
        this.contact = new CoordinatorContact(URI.create("http://127.0.0.1"), owner.publicKey(), owner.publicKey(),
                clock);
    }

    @Override
    public CoordinatorHost coordinator() throws IOException {
        return LocalCoordinator.start(experiment, owner.publicKey(), work.resolve("coordinator"), clock,
                Optional.empty(), Optional.empty());
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        contact = new CoordinatorContact(coordinator.uri(), owner.publicKey(), coordinator.key(), clock);
        return LocalDevices.build(experiment, contact, new DeviceRange(0, experiment.devices()),
                work.resolve("devices"));
    }

    @Override
    public CoordinatorContact contact() {
        return contact;
    }
}
