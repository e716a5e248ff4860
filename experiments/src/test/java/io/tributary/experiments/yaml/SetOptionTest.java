package io.tributary.experiments.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import io.tributary.protocol.plan.OptimizerSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SetOptionTest {
    @TempDir
    private Path folder;

    @Test
    void aValueIsReplacedAndALaterOneWins() throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, "train.rounds=5", "train.rounds=7", "seed=-3");
        assertEquals(7, config.train().rounds());
        assertEquals(-3, config.seed());
        assertEquals(12, config.data().devices());
    }

    @Test
    void aSectionThatTheFileLacksIsMade() throws IOException, ConfigException {
        assertEquals(90, Configs.parse(folder, Configs.SOUND, "round.deadline=90s").round().deadlineSeconds());
    }

    @Test
    void aWholeSectionIsReplacedByYamlInBraces() throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, "data.partition={dirichlet: 0.1}",
                "train.optimizer={adam: {learningRate: 1e-3}}");
        assertEquals(new Dirichlet(0.1, 10), config.data().partition());
        assertEquals(new OptimizerSpec.Adam(0.001, 0.9, 0.999, 1e-8), config.train().optimizer());
    }

    @Test
    void anExpectationMayBeSetAlthoughItHasAnEqualsSign() throws IOException, ConfigException {
        assertEquals("[accuracy >= 0.5]",
                Configs.parse(folder, Configs.SOUND, "expect.accuracy='>= 0.5'").expect().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    train.ronds=5    | --set train.ronds=5: train.ronds: unknown key; allowed in train: rounds, cohort, localEpochs, \
                    batchSize, optimizer, threads, method, schedule, local, frozen, parallel; did you mean 'rounds'?
                    train.rounds=ten | --set train.rounds=ten: train.rounds: expected a whole number 1..1000000, found 'ten'
                    train.rounds=    | --set train.rounds=: there is nothing in it
                    train.rounds     | --set train.rounds: expected path=value of at most 4096 characters, for example train.rounds=5
                    seed.low=1       | --set seed.low=1: 'seed' is 1, not a section; replace the whole of it, as in --set 'seed={...}'
                    train.optimizer.adam.learningRate=1 | experiment.yaml:4:21: train.optimizer: expected one of sgd, adam, found \
                    a section with sgd, adam; to replace one by the other, give the whole: optimizer={ adam: { learningRate: 0.001, \
                    beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }
                    """)
    void whatCannotBeSetIsRefusedNamingTheOption(String option, String expected) {
        String text = Configs.SOUND + "seed: 1\n";
        ConfigException refused = assertThrows(ConfigException.class, () -> Configs.parse(folder, text, option));
        assertEquals(expected, refused.getMessage().replace(folder + "/", ""));
    }
}
