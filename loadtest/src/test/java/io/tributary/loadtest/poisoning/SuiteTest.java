package io.tributary.loadtest.poisoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.config.ChoiceText;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.loadtest.attack.Attack;
import io.tributary.loadtest.attack.Attacks;
import io.tributary.loadtest.attack.Backdoor;
import io.tributary.loadtest.attack.LittleIsEnough;
import io.tributary.loadtest.attack.MinMax;
import io.tributary.loadtest.attack.NoAttack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteTest {
    private static final String SOUND =
            """
                    experiment: suites/glyphs-10.yaml
                    set: [seed=3]
                    attackers: 0.2
                    trusted: 50
                    rules: [mean, { krum: { byzantine: 2 } }, { nearestNeighborMixing: { byzantine: 2, then: { trimmedMean: { trim: 0.2 } } } }]
                    attacks: [none, { signFlip: { scale: 4 } }]
                    """;

    @TempDir
    private Path folder;

    private Suite read(String text) throws IOException {
        return Suite.read(Files.writeString(folder.resolve("suite.yaml"), text));
    }

    @Test
    void aSuiteIsReadWithAShortNameForEachOfItsRulesAndAttacks() throws IOException {
        Suite suite = read(SOUND);
        assertEquals(0.2, suite.attackers());
        assertEquals(
                List.of("mean", "krum(byzantine 2)", "nearestNeighborMixing(byzantine 2, then trimmedMean(trim 0.2))"),
                suite.ruleChoices().stream().map(Choice::label).toList());
        assertEquals(List.of("none", "signFlip(scale 4)"), suite.attackChoices().stream().map(Choice::label).toList());
        assertEquals(List.of("seed=3", "train.rounds=1"), suite.with(List.of("train.rounds=1")).set());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    attackers: 0.2     | attackers: 0.5        | attackers must be at least 0 and below 0.5, not 0.5
                    trusted: 50        | trusted: 0            | trusted must be at least 1, not 0
                    attackers: 0.2     | attacker: 0.2         | attacker
                    trusted: 50        |                       | trusted
                    set: [seed=3]      | set: 3                | line: 2
                    """)
    void aMistakeIsNamed(String right, String wrong, String expected) {
        String message = String.valueOf(assertThrows(IOException.class,
                () -> read(SOUND.replace(right, wrong == null ? "" : wrong))).getMessage());
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion-mnist", "glyphs"})
    void everySuiteOfTheTreeIsSound(String name) throws Exception {
        String text = Files.readString(Path.of("suites", name + ".yaml")).replace("loadtest/suites/", "suites/");
        Suite suite = read(text);
        RuleUnderAttack experiments = new RuleUnderAttack(suite, 1);
        for (Choice rule : suite.ruleChoices()) {
            assertTrue(experiments.config(rule).cohort() > 1);
        }
        for (Choice attack : suite.attackChoices()) {
            assertEquals(attack.text().equals("none"), RuleUnderAttack.attack(attack) instanceof NoAttack);
        }
    }

    @Test
    void everyAttackCanBeNamedAndItsExampleIsReadAsItself() throws ConfigException {
        Set<Class<?>> named = new HashSet<>();
        for (Kind<Attack> kind : Attacks.ALL.kinds()) {
            Attack attack = ChoiceText.read("attack", kind.example(), Attacks.ALL);
            named.add(attack.getClass());
        }
        assertEquals(new HashSet<>(Arrays.asList(Attack.class.getPermittedSubclasses())), named);
        assertEquals(new LittleIsEnough(Optional.empty()), ChoiceText.read("attack", "alie", Attacks.ALL));
        assertEquals(new Backdoor(4, 0, 0.5, 1), ChoiceText.read("attack", "backdoor", Attacks.ALL));
        assertInstanceOf(MinMax.class, ChoiceText.read("attack", "{ minMax: { direction: unit } }", Attacks.ALL));
    }

    @Test
    void anAttackThatIsNoneIsRefusedWithTheNames() {
        assertEquals(
                "attack signflip: attack: expected one of none, silence, signFlip, noise, labelFlip, backdoor, alie, ipm, minMax,"
                        + " found 'signflip'; did you mean 'signFlip'?",
                assertThrows(ConfigException.class, () -> ChoiceText.read("attack", "signflip", Attacks.ALL))
                        .getMessage());
    }
}
