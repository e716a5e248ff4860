package io.tributary.loadtest.poisoning;

import io.tributary.aggregation.AggregationException;
import io.tributary.experiments.config.ChoiceText;
import io.tributary.experiments.config.DataConfig;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.data.FederatedData;
import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.partition.Draws;
import io.tributary.experiments.simulation.Simulation;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.djl.DjlEvaluator;
import io.tributary.learning.djl.DjlTrainer;
import io.tributary.loadtest.attack.Attack;
import io.tributary.loadtest.attack.Attackers;
import io.tributary.loadtest.attack.Attacks;
import io.tributary.loadtest.attack.Backdoor;
import io.tributary.loadtest.attack.Task;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rules meet attacks: plays one experiment after another on the same data. Used by one thread. */
final class RuleUnderAttack {
    private final Suite suite;
    private final int threads;
    private final Map<DataConfig, FederatedData> loaded = new HashMap<>();

    /** Trains as many devices at once as there are threads. */
    RuleUnderAttack(Suite suite, int threads) {
        this.suite = suite;
        this.threads = threads;
    }

    /** One match. */
    private record Match(RunPlan plan, FederatedData data, Attack attack, BitSet attackers) {
        List<LocalTrainer> trainers() {
            List<LocalTrainer> trainers = new ArrayList<>();
            for (int device = 0; device < data.devices().size(); device++) {
                Examples own = data.devices().get(device);
                trainers.add(new DjlTrainer(attackers.get(device) ? attack.poison(own, task(device)) : own));
            }
            return trainers;
        }

        Task task(int device) {
            return new Task(plan.spec().classes(), plan.spec().input(),
                    Draws.of(plan.seed(), "poisoning/data", device).bits());
        }

        Attackers transit() {
            return new Attackers(attack, attackers, (float) plan.update().bound(), plan.seed());
        }
    }

    /** The configuration of a rule, so that a mistake shows before anything is trained. */
    ExperimentConfig config(Choice rule) throws ConfigException {
        List<String> overrides = new ArrayList<>(suite.set());
        overrides.add("strategy.rule=" + rule.text());
        if (rule.text().equals("flTrust")) {
            overrides.add("data.trusted=" + suite.trusted());
        }
        return ExperimentConfig.read(Path.of(suite.experiment()), overrides);
    }

    /** An attack by what a suite says. */
    static Attack attack(Choice choice) throws ConfigException {
        return ChoiceText.read("attack", choice.text(), Attacks.ALL);
    }

    /** Plays all rounds, then measures the last model. */
    Score play(Choice rule, Choice attack)
            throws ConfigException, DataException, RejectedException, AggregationException,
            TrainingException, IOException, InterruptedException {
        long begin = System.nanoTime();
        ExperimentConfig config = config(rule);
        FederatedData data = data(config);
        BitSet attackers = Attackers.draw(data.devices().size(), suite.attackers(), config.seed());
        Match match = new Match(PlanBuilder.plan(config, data.shape()), data, attack(attack), attackers);
        float[] model = train(match);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Score(rule.label(), attack.label(), accuracy(match, model, data.dataset().test()),
                backdoor(match, model), seconds);
    }

    private FederatedData data(ExperimentConfig config) throws ConfigException, DataException, InterruptedException {
        FederatedData data = loaded.get(config.data());
        if (data == null) {
            data = FederatedData.load(config, LoadProgress.NONE);
            loaded.put(config.data(), data);
        }
        return data;
    }

    private float[] train(Match match)
            throws RejectedException, AggregationException, TrainingException, IOException, InterruptedException {
        Optional<LocalTrainer> trusted = match.data().trusted().map(DjlTrainer::new);
        try (Simulation run =
                new Simulation(match.plan(), match.trainers(), trusted, match.transit(), threads)) {
            while (run.round() < match.plan().rounds()) {
                run.play();
            }
            return run.model();
        }
    }

    private static double accuracy(Match match, float[] model, Examples held) {
        return new DjlEvaluator(match.plan().spec(), held, match.plan().training().threads()).evaluate(model)
                .accuracy();
    }

    private static @Nullable Double backdoor(Match match, float[] model) {
        return match.attack() instanceof Backdoor backdoor
                ? (Double) accuracy(match, model, backdoor.trap(match.data().dataset().test(), match.task(0)))
                : null;
    }
}
