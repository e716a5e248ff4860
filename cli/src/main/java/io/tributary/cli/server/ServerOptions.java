package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OidcIssuer;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.coordinator.admission.TrustedHops;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a coordinator's config comes to. Round keys are always destroyed: there is no setting that would keep them (I5). */
final class ServerOptions {
    private ServerOptions() {}

    static CoordinatorOptions of(CoordinatorConfig config, OwnClasses own, Consumer<String> said)
            throws ConfigException, CommandException, DataException, InterruptedException {
        List<VerifyingKey> owners = new ArrayList<>();
        for (Path owner : config.access().owners()) {
            owners.add(OwnerKeys.pinned(owner));
        }
        Function<RunPlan, Optional<Evaluator>> evaluator = evaluator(config, own, said);
        AccessOptions access = access(config);
        try {
            CoordinatorOptions.Builder options = CoordinatorOptions
                    .newBuilder(config.directory(), owners, Architectures::initial)
                    .access(access).evaluator(evaluator).runsAtOnce(config.runs().atOnce())
                    .runQuota(config.runs().quota()).retention(config.retention().versions())
                    .history(config.retention().runs()).auditHistory(config.retention().audit())
                    .listen(config.network().listen().host(), config.network().listen().port());
            config.network().tls().map(ServerOptions::files).ifPresent(options::tls);
            config.aggregationThreads().ifPresent(options::aggregationThreads);
            if (config.cluster().isPresent()) {
                share(config.cluster().get(), options);
            }
            return options.build();
        } catch (IOException missing) {
            throw new CommandException(String.valueOf(missing.getMessage()), missing);
        } catch (IllegalArgumentException impossible) {
            throw new CommandException(config.file() + ": " + impossible.getMessage(), impossible);
        }
    }

    private static void share(ClusterConfig cluster, CoordinatorOptions.Builder options) throws IOException {
        options.operatorToken(cluster.adminToken()).storage(cluster.storage());
    }

    private static TlsOptions files(CoordinatorConfig.Tls tls) {
        return new TlsOptions(tls.certificate(), tls.key(), tls.clientAuthorities());
    }

    private static AccessOptions access(CoordinatorConfig config) throws ConfigException {
        AccessOptions.Enrolment enrolment =
                config.access().openEnrolment() ? AccessOptions.Enrolment.OPEN : AccessOptions.Enrolment.TOKENS;
        Optional<OidcIssuer> issuer = Optional.empty();
        try {
            issuer = config.access().oidc().map(oidc -> new OidcIssuer(oidc.issuer(), oidc.audience(), oidc.keys(),
                    oidc.clients(), oidc.types()));
        } catch (IllegalArgumentException wrong) {
            throw config.mistake("oidc", String.valueOf(wrong.getMessage()));
        }
        return AccessOptions.product().toBuilder().enrolment(enrolment)
                .certificateLife(config.access().certificateLife()).issuer(issuer)
                .limits(config.access().limits().map(limits -> new RateLimits(limits.perDevice(), limits.perAddress())))
                .address(config.network().address()).proxies(proxies(config))
                .connectionsOfAddress(config.access().limits().map(CoordinatorConfig.Limits::connections)
                        .orElse(Integer.MAX_VALUE))
                .publicModels(config.access().publicModels()).build();
    }

    private static List<String> proxies(CoordinatorConfig config) throws ConfigException {
        try {
            TrustedHops.of(config.network().proxies());
            return config.network().proxies();
        } catch (IllegalArgumentException wrong) {
            throw config.mistake("proxy.trusted", String.valueOf(wrong.getMessage()));
        }
    }

    private static Function<RunPlan, Optional<Evaluator>> evaluator(CoordinatorConfig config, OwnClasses own,
            Consumer<String> said) throws ConfigException, DataException, InterruptedException {
        Function<RunPlan, Optional<Evaluator>> heldOut = heldOut(config, said);
        return plan -> heldOut.apply(plan).or(() -> own.evaluator(plan));
    }

    /** Measures models of the experiment's name and network on what it holds out. */
    private static Function<RunPlan, Optional<Evaluator>> heldOut(CoordinatorConfig config, Consumer<String> said)
            throws ConfigException, DataException, InterruptedException {
        if (config.evaluate().isEmpty()) {
            return _ -> Optional.empty();
        }
        said.accept("reading the held-out data of " + config.evaluate().get() + " ...");
        Experiment experiment = Experiment.prepare(config.evaluate().get(), List.of(), (_, _) -> {});
        experiment.data().requireHere(experiment.config());
        Examples test = experiment.data().dataset().test();
        return plan -> plan.model().equals(experiment.plan().model())
                && plan.spec().equals(experiment.plan().spec()) ? LearningEngine.required().evaluator(plan, test)
                        : Optional.empty();
    }
}
