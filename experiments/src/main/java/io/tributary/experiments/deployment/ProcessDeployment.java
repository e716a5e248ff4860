package io.tributary.experiments.deployment;

import io.tributary.experiments.deployment.ProcessFile.CoordinatorPart;
import io.tributary.experiments.deployment.ProcessFile.DevicesPart;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** The coordinator and each group of devices in a JVM of their own. */
public final class ProcessDeployment implements Deployment {
    /** As many groups as two processors can serve at once; each has its own engine. */
    private static final int GROUPS = 2;
    private static final int TOKEN_BYTES = 32;

    private final RunRequest request;
    private final Experiment experiment;
    private final SigningKey owner;
    private final Path workshop;
    private final Consumer<String> said;
    private CoordinatorContact meeting;

    public ProcessDeployment(RunRequest request, Experiment experiment, SigningKey owner, Path workshop,
            Consumer<String> said) {
        this.request = request;
        this.experiment = experiment;
        this.owner = owner;
        this.workshop = workshop;
        this.said = said;
        this.meeting = new CoordinatorContact(URI.create("http://127.0.0.1"), owner.publicKey(), owner.publicKey());
    }

    @Override
    public CoordinatorHost coordinator() throws IOException, InterruptedException, RunFailedException {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return CoordinatorProcess.start(new CoordinatorPart(request.config().toString(), request.overrides(),
                ProcessFile.text(owner.publicKey()), workshop.resolve("coordinator").toString(),
                HexFormat.of().formatHex(token), workshop.resolve("coordinator.json").toString()), workshop, said);
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        coordinator.watchedBy(watch);
        meeting = new CoordinatorContact(coordinator.uri(), owner.publicKey(), coordinator.key());
        List<DevicesPart> parts = DeviceRange.split(experiment.devices(), GROUPS).stream().map(this::part).toList();
        return DeviceProcesses.start(parts, workshop, said);
    }

    private DevicesPart part(DeviceRange span) {
        return new DevicesPart(request.config().toString(), request.overrides(), meeting.coordinator().toString(),
                ProcessFile.text(meeting.owner()), ProcessFile.text(meeting.registrar()), span.from(), span.to(),
                workshop.resolve("devices").toString());
    }

    @Override
    public CoordinatorContact meeting() {
        return meeting;
    }
}
