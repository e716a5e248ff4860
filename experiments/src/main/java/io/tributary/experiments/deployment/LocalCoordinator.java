package io.tributary.experiments.deployment;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.architecture.Architectures;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A coordinator in this JVM. */
record LocalCoordinator(Coordinator coordinator) implements CoordinatorHost {
    /** Starts one on loopback, that measures versions on the experiment's held-out examples, and trains on those it was given itself. */
    static LocalCoordinator start(Experiment experiment, VerifyingKey owner, Path directory, ExperimentClock clock,
            Optional<String> token, Optional<ProcessFile.MemberPart> member) throws IOException {
        Optional<Evaluator> evaluator = LearningEngine.required()
                .evaluator(experiment.plan(), experiment.data().dataset().test());
        CoordinatorOptions.Builder options = CoordinatorOptions
                .newBuilder(directory, List.of(owner), Architectures::initial)
                .evaluator(_ -> evaluator)
                .trainer(_ -> experiment.data().trusted().map(LearningEngine.required()::trainer)).clock(clock);
        token.ifPresent(options::operatorToken);
        if (member.isPresent()) {
            options.storage(storage(member.get()));
        } else {
            options.clusterOnLoopback();
        }
        return new LocalCoordinator(Coordinator.start(options.build()));
    }

    private static ClusterStorage storage(ProcessFile.MemberPart member) throws IOException {
        StoreAccess stores = member.stores();
        ClusterSettings settings =
                ClusterSettings.loopback(member.cluster(), member.member()).withSeeds(member.seeds());
        return new ClusterStorage(settings, Path.of(member.signingKey()), stores.postgres().server(),
                stores.s3().settings(stores.s3().bucket()), stores.s3().settings(stores.s3().keyBucket()),
                KekFile.open(Path.of(member.keyEncryption())));
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + coordinator.port());
    }

    @Override
    public VerifyingKey key() {
        return coordinator.publicKey();
    }

    @Override
    public String operatorToken() {
        return coordinator.operatorToken();
    }

    @Override
    public void watchedBy(RunWatch watch) {}

    @Override
    public void close() {
        coordinator.close();
    }
}
