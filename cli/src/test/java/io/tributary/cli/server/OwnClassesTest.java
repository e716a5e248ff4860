package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.console.CommandException;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.learning.EvaluatorFactory;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnClassesTest {
    @TempDir
    private Path folder;

    /** An evaluator of an operator. */
    public static final class Constant implements EvaluatorFactory {
        /** For the service loader. */
        public Constant() {}

        @Override
        public Optional<Evaluator> evaluator(RunPlan plan) {
            return Optional.of(model -> new Evaluation(0.5, 1, new int[0][0], 1));
        }
    }

    /** Needs something that nobody gives it. */
    public static final class Demanding implements EvaluatorFactory {
        /** Not for the service loader. */
        public Demanding(String wanted) {
            throw new IllegalStateException(wanted);
        }

        @Override
        public Optional<Evaluator> evaluator(RunPlan plan) {
            return Optional.empty();
        }
    }

    private String naming(String type) throws Exception {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(EvaluatorFactory.class.getName()), type);
        return folder.resolve("classes").toString();
    }

    private static String refused(String path) {
        return String.valueOf(assertThrows(CommandException.class, () -> OwnClasses.on(path)).getMessage());
    }

    @Test
    void whatAFolderNamesIsFound() throws Exception {
        assertTrue(OwnClasses.on(naming(Constant.class.getName())).evaluators().getFirst() instanceof Constant);
    }

    @Test
    void whatIsMissingOrOfNoUseIsSaidInALine() throws Exception {
        assertEquals("--class-path: 'nowhere.jar' is neither a jar nor a folder of classes", refused("nowhere.jar"));
        assertTrue(refused(folder.toString()).contains(
                "has no evaluator: a jar names it in META-INF/services/io.tributary.learning.EvaluatorFactory"));
        assertTrue(refused(naming("com.example.Typo")).contains("com.example.Typo not found"));
        assertTrue(refused(naming(Demanding.class.getName())).contains("Unable to get public no-arg constructor"));
        assertTrue(refused(naming(OwnClassesTest.class.getName())).contains("not a subtype"));
        Path torn = Files.writeString(folder.resolve("torn.jar"), "no jar");
        assertTrue(refused(torn.toString()).contains("--class-path " + torn), refused(torn.toString()));
    }
}
