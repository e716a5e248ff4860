package io.tributary.experiments.deployment;

import io.tributary.experiments.deployment.ProcessFile.CoordinatorPart;
import io.tributary.experiments.deployment.ProcessFile.DevicesPart;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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

    private final Path config;
    private final List<String> overrides;
    private final Experiment experiment;
    private final SigningKey owner;
    private final Path work;
    private final ExperimentClock clock;
    private final Consumer<String> said;
    private CoordinatorContact contact;

    /** Parts of an experiment whose config is in a file that stays as it is. */
    public ProcessDeployment(Path config, List<String> overrides, Experiment experiment, SigningKey owner, Path work,
            ExperimentClock clock, Consumer<String> said) {
        this.config = config;
        this.overrides = List.copyOf(overrides);
        this.clock = clock;
        this.experiment = experiment;
        this.owner = owner;
        this.work = work;
        this.said = said;
        this.contact = new CoordinatorContact(URI.create("http://127.0.0.1"), owner.publicKey(), owner.publicKey(),
                clock);
    }

    @Override
    public CoordinatorHost coordinator() throws IOException, InterruptedException, RunFailedException {
        Files.deleteIfExists(work.resolve("coordinator.json")); // of a coordinator before this one
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return CoordinatorProcess.start(new CoordinatorPart(config.toString(), overrides,
                ProcessFile.text(owner.publicKey()), work.resolve("coordinator").toString(),
                HexFormat.of().formatHex(token), work.resolve("coordinator.json").toString(), clock.behindMillis(),
                null),
                work, said);
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        coordinator.watchedBy(watch);
        contact = new CoordinatorContact(coordinator.members(), owner.publicKey(), coordinator.key(), clock);
        List<DevicesPart> parts = DeviceRange.split(experiment.devices(), GROUPS).stream().map(this::part).toList();
        return DeviceProcesses.start(parts, work, said);
    }

    /** The same coordinator as a member of a cluster, in a folder of its own. */
    CoordinatorPart member(ProcessFile.MemberPart member, String token) {
        Path folder = work.resolve(member.member());
        return new CoordinatorPart(config.toString(), overrides, ProcessFile.text(owner.publicKey()),
                folder.toString(), token, work.resolve(member.member() + ".json").toString(), clock.behindMillis(),
                member);
    }

    private DevicesPart part(DeviceRange span) {
        return new DevicesPart(config.toString(), overrides, contact.members().stream().map(URI::toString).toList(),
                ProcessFile.text(contact.owner()), ProcessFile.text(contact.registrar()), span.from(), span.to(),
                work.resolve("devices").toString(), clock.behindMillis());
    }

    @Override
    public CoordinatorContact contact() {
        return contact;
    }
}
