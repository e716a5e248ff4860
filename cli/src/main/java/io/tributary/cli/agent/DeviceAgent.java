package io.tributary.cli.agent;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.server.ConfiguredCoordinator;
import io.tributary.client.ClientBuilder;
import io.tributary.client.DeniedException;
import io.tributary.client.FederatedClient;
import io.tributary.client.TrustFile;
import io.tributary.client.serving.EdgeModel;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.data.Dataset;
import io.tributary.experiments.data.DeviceData;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A device: enrols, takes part in rounds with its own data, and keeps the model that came of it. */
public final class DeviceAgent {
    private final DeviceSettings settings;
    private final Consumer<String> said;

    /** @param said is told how it goes, a line each */
    public DeviceAgent(DeviceSettings settings, Consumer<String> said) {
        this.settings = settings;
        this.said = said;
    }

    /**
     * Takes part until it is stopped; or until the coordinator says that its runs have ended, if it is told to end then.
     *
     * @return whether anything was learned: whether the device holds a model that a round made
     * @throws CommandException if the device cannot take part, in words
     * @throws DataException if there is no such data
     * @throws ConfigException if the data is an experiment with mistakes
     * @throws InterruptedException if it was stopped; the device's state is kept
     */
    public boolean run() throws CommandException, DataException, ConfigException, InterruptedException {
        var _ = trusted(settings.connection().trust());
        said.accept("reading the data in " + settings.data().files().orElse(settings.data().where()) + " ...");
        DeviceData data = DeviceData.open(settings.data().where(), settings.index(), settings.data().classes(),
                settings.data().files());
        Dataset.describe(data.leftOut()).forEach(said);
        CompletableFuture<FederatedClient> built = new CompletableFuture<>();
        DeviceLog log = new DeviceLog(said, () -> built.join().close());
        boolean learned;
        try (FederatedClient client = build(data, log)) {
            built.complete(client);
            try {
                client.run();
            } catch (DeniedException denied) {
                throw log.end().orElseGet(() -> new CommandException(String.valueOf(denied.getMessage()), denied));
            } finally {
                tell(client);
            }
            learned = client.model().filter(model -> model.version() > 0).isPresent();
        }
        if (log.end().isPresent()) {
            throw log.end().get();
        }
        if (!learned) {
            said.accept("nothing was learned: no round made a model that came to this device");
        }
        return learned;
    }

    private FederatedClient build(DeviceData data, DeviceLog log) throws CommandException {
        ClientBuilder builder =
                FederatedClient.builder().coordinators(settings.connection().coordinators()).device(settings.name())
                        .deviceIndex(settings.index()).directory(settings.directory())
                        .trust(settings.connection().trust())
                        .trainer(new FittedTrainer(data)).data(data::signature)
                        .limits(settings.limits()).listener(log);
        settings.connection().token().ifPresent(builder::enrolmentToken);
        if (settings.once()) {
            builder.endsWithRuns();
        }
        settings.connection().clientCertificate()
                .ifPresent(certificate -> builder.clientCertificate(certificate.file(), certificate.key()));
        try {
            return builder.build();
        } catch (IOException | IllegalArgumentException | IllegalStateException wrong) {
            throw new CommandException("the device cannot start: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Whom to believe.
     *
     * @throws CommandException if the folder does not say
     */
    public static TrustFile trusted(Path folder) throws CommandException {
        try {
            return TrustFile.read(folder)
                    .orElseThrow(() -> new CommandException(folder.resolve(TrustFile.NAME) + " is not there; copy the "
                            + "folder " + ConfiguredCoordinator.TRUST + " of the coordinator's directory here"));
        } catch (IOException | RejectedException wrong) {
            throw new CommandException(folder.resolve(TrustFile.NAME) + " is not what a coordinator writes: "
                    + wrong.getMessage(), wrong);
        }
    }

    private void tell(FederatedClient client) {
        said.accept(client.model().map(DeviceAgent::describe).orElse("this device holds no model yet"));
    }

    private static String describe(EdgeModel model) {
        return "this device holds model '" + model.name() + "' version " + model.version() + ", sha256 "
                + model.sha256() + ", of the classes " + String.join(", ", model.modelSignature().labels());
    }
}
