package io.tributary.learning.method;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract passes what keeps it, and finds each fault that it names. */
class ClientMethodContractTest {
    private static final int SIZE = 40;

    private record Sample(Function<TrainingTask, Round> made) implements ClientMethodPlugIn {
        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String summary() {
            return "A sample.";
        }

        @Override
        public MethodRound begin(TrainingTask task, int examples, double rate, PlugInSpec settings) {
            return made.apply(task);
        }
    }

    private record Round(Optional<GradientTerm> gradientTerm, Consumer<float[]> end) implements MethodRound {
        @Override
        public void finish(float[] update, DeviceMemory memory) {
            end.accept(update);
        }
    }

    private static TrainingTask task() {
        RunPlan plan = RunPlan.builder().name("tried").model("tried")
                .spec(new ModelSpec("linear", List.of(2, 2, 1), 2, List.of()))
                .layout(new ParameterLayout(List.of(new Parameter("w", Parameter.Role.TRAINABLE, List.of(SIZE)))))
                .rounds(1).training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 1000, 10)).round(new RoundSpec(2, 1, 2, 1, 2, 60, 60)).build();
        return new TrainingTask(plan, 1, new float[SIZE], 1);
    }

    private static void check(Function<TrainingTask, Round> made) throws Exception {
        ClientMethodContract.check(new Sample(made), PlugInSpec.of("sample", "1"), task());
    }

    private static String fault(Function<TrainingTask, Round> made) {
        return String.valueOf(assertThrows(AssertionError.class, () -> check(made)).getMessage());
    }

    private static String faultOfTerm(Supplier<Optional<GradientTerm>> term) {
        return fault(task -> new Round(term.get(), update -> {}));
    }

    private static Optional<GradientTerm> term(float slope, int size) {
        return Optional.of(new GradientTerm(slope, new float[size]));
    }

    @Test
    void methodsThatKeepItPass() {
        assertDoesNotThrow(() -> check(task -> new Round(Optional.empty(), update -> {})));
        assertDoesNotThrow(() -> check(task -> new Round(term(0.1f, SIZE), update -> update[1] /= 2)));
    }

    @Test
    void anUpdateThatDependsOnMoreThanTheTaskIsFound() {
        AtomicInteger times = new AtomicInteger();
        assertEquals("the same task gave another update", fault(task -> {
            int time = times.incrementAndGet();
            return new Round(Optional.empty(), update -> update[3] = time);
        }));
    }

    @Test
    void anAlteredModelIsFound() {
        assertEquals("the task's model was altered", fault(task -> {
            task.model()[7] = 1;
            return new Round(Optional.empty(), update -> {});
        }));
    }

    @Test
    void anUpdateThatIsNoNumberAnyMoreIsFound() {
        assertEquals("a finite update became NaN",
                fault(task -> new Round(Optional.empty(), update -> update[2] = Float.NaN)));
        assertEquals("a finite update became Infinity",
                fault(task -> new Round(Optional.empty(), update -> update[2] = Float.MAX_VALUE * 2)));
    }

    @Test
    void faultyTermsAreFound() {
        AtomicInteger times = new AtomicInteger();
        assertEquals("the same task gave a term once",
                faultOfTerm(() -> times.incrementAndGet() % 2 == 0 ? Optional.empty() : term(0, SIZE)));
        assertEquals("the same task gave another term", faultOfTerm(() -> term(times.incrementAndGet(), SIZE)));
        assertEquals("a term has a shift for each of 40 trained values, not 39", faultOfTerm(() -> term(0, SIZE - 1)));
        assertEquals("the slope is NaN", faultOfTerm(() -> term(Float.NaN, SIZE)));
        assertEquals("a shift is Infinity", faultOfTerm(() -> {
            float[] shift = new float[SIZE];
            shift[5] = Float.POSITIVE_INFINITY;
            return Optional.of(new GradientTerm(0, shift));
        }));
    }
}
