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
    private final Path work;
    private final Consumer<String> said;
    private CoordinatorContact contact;

    public ProcessDeployment(RunRequest request, Experiment experiment, SigningKey owner, Path work,
            Consumer<String> said) {
        this.request = request;
        this.experiment = experiment;
        this.owner = owner;
        this.work = work;
        this.said = said;
        this.contact = new CoordinatorContact(URI.create("http://127.0.0.1"), owner.publicKey(), owner.publicKey());
    }

    @Override
    public CoordinatorHost coordinator() throws IOException, InterruptedException, RunFailedException {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return CoordinatorProcess.start(new CoordinatorPart(request.config().toString(), request.overrides(),
                ProcessFile.text(owner.publicKey()), work.resolve("coordinator").toString(),
                HexFormat.of().formatHex(token), work.resolve("coordinator.json").toString()), work, said);
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        coordinator.watchedBy(watch);
        contact = new CoordinatorContact(coordinator.uri(), owner.publicKey(), coordinator.key());
        List<DevicesPart> parts = DeviceRange.split(experiment.devices(), GROUPS).stream().map(this::part).toList();
        return DeviceProcesses.start(parts, work, said);
    }

    private DevicesPart part(DeviceRange span) {
        return new DevicesPart(request.config().toString(), request.overrides(), contact.coordinator().toString(),
                ProcessFile.text(contact.owner()), ProcessFile.text(contact.registrar()), span.from(), span.to(),
                work.resolve("devices").toString());
    }

    @Override
    public CoordinatorContact contact() {
        return contact;
    }
}
