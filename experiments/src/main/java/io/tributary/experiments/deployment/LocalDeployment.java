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
    private final Path workshop;
    private CoordinatorContact meeting;

    public LocalDeployment(Experiment experiment, SigningKey owner, Path workshop) {
        this.experiment = experiment;
        this.owner = owner;
        this.workshop = workshop;
        this.meeting = new CoordinatorContact(URI.create("http://127.0.0.1"), owner.publicKey(), owner.publicKey());
    }

    @Override
    public CoordinatorHost coordinator() throws IOException {
        return LocalCoordinator.start(experiment, owner.publicKey(), workshop.resolve("coordinator"), Optional.empty());
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        meeting = new CoordinatorContact(coordinator.uri(), owner.publicKey(), coordinator.key());
        return LocalDevices.build(experiment, meeting, new DeviceRange(0, experiment.devices()),
                workshop.resolve("devices"));
    }

    @Override
    public CoordinatorContact meeting() {
        return meeting;
    }
}
