package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.LearningEngine.Built;
import io.tributary.learning.Predictor;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Blocks of the owner's own, by the names of their classes. */
final class OwnBlockTest {
    private static final ModelSpec BUILT_IN = Tasks.spec("linear", 6, 6, 1, 3);
    private static final TrainingSpec TRAINING = new TrainingSpec(2, 8, Tasks.sgd(0.1), 1);
    private static final AtomicBoolean RAN = new AtomicBoolean();

    /** The built-in network linear. */
    public static final class Plain extends SequentialBlock {
        /** By name. */
        public Plain() {
            add(Blocks.batchFlattenBlock());
            add(Linear.builder().setUnits(3).build());
        }
    }

    /** With running statistics. */
    public static final class Normalized extends SequentialBlock {
        /** By name. */
        public Normalized() {
            add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build());
            add(BatchNorm.builder().build());
            add(Activation::relu);
            add(Blocks.batchFlattenBlock());
            add(Linear.builder().setUnits(3).build());
        }
    }

    /** Needs something. */
    public static final class Demanding extends SequentialBlock {
        /** Not by name. */
        public Demanding(int units) {
            add(Linear.builder().setUnits(units).build());
        }
    }

    /** Breaks. */
    public static final class Broken extends SequentialBlock {
        /** By name. */
        public Broken() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Something else that runs when it is loaded. */
    public static final class NoBlock {
        static {
            RAN.set(true);
        }

        private NoBlock() {}
    }

    private static ModelSpec spec(Class<?> block) {
        return new ModelSpec("block", BUILT_IN.input(), 3, List.of(), new NetworkSpec.Block(block.getName()));
    }

    private static Built build(ModelSpec spec, long seed) {
        return new DjlEngine().build(spec, seed);
    }

    private static RunPlan plan(ModelSpec spec, List<String> frozen) {
        TrainingSpec training = TRAINING.toBuilder().frozen(frozen).build();
        return Tasks.plan(BUILT_IN, TRAINING).toBuilder().spec(spec).training(training)
                .layout(Architectures.layout(build(spec, 1).layout(), training)).build();
    }

    private static TrainingOutcome train(RunPlan plan, float[] start) throws Exception {
        return new DjlTrainer(new ToyExamples(BUILT_IN, 20, 1)).train(new TrainingTask(plan, 1, start, 5));
    }

    private static String refused(ModelSpec spec) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> build(spec, 1)).getMessage());
    }

    @Test
    void aBlockLearnsAnswersAndIsMeasuredAsTheBuiltInNetworkOfTheSameLayers() throws Exception {
        RunPlan own = plan(spec(Plain.class), List.of());
        RunPlan builtIn = Tasks.plan(BUILT_IN, TRAINING);
        float[] start = Architectures.initial(builtIn);
        TrainingOutcome expected = train(builtIn, start);
        TrainingOutcome found = train(own, start);
        assertArrayEquals(expected.delta(), found.delta(), 1e-6f);
        assertEquals(expected.loss(), found.loss(), 1e-6);
        assertTrue(found.delta()[0] != 0);

        ToyExamples examples = new ToyExamples(BUILT_IN, 20, 1);
        assertEquals(DjlEvaluator.of(builtIn, examples).orElseThrow().evaluate(start).loss(),
                DjlEvaluator.of(own, examples).orElseThrow().evaluate(start).loss(), 1e-6);
        float[] input = new float[36];
        examples.read(0, input, 0);
        try (Predictor ours = new DjlPredictorLoader().load(own, start, DeviceMemory.none());
                Predictor theirs = new DjlPredictorLoader().load(builtIn, start, DeviceMemory.none())) {
            assertArrayEquals(theirs.predict(input), ours.predict(input), 1e-6f);
        }
    }

    @Test
    void itsTensorsHaveNamesAndRolesAndTheSameBeginningFromASeed() {
        Built built = build(spec(Normalized.class), 3);
        List<Parameter> tensors = built.layout().parameters();
        assertEquals(List.of("01Conv2d_weight", "01Conv2d_bias", "02BatchNorm_gamma", "02BatchNorm_beta",
                "05Linear_weight", "05Linear_bias", "02BatchNorm_runningMean", "02BatchNorm_runningVar"),
                tensors.stream().map(Parameter::name).toList());
        assertEquals(2, tensors.stream().filter(tensor -> tensor.role() == Role.BUFFER).count());
        assertEquals(List.of(4, 1, 3, 3), tensors.get(0).shape());
        assertArrayEquals(built.values(), build(spec(Normalized.class), 3).values());
        assertFalse(Arrays.equals(built.values(), build(spec(Normalized.class), 4).values()));
        assertEquals(1, built.values()[built.values().length - 1], "a running variance begins with 1");
    }

    @Test
    void i10RunningStatisticsTravelAndFrozenTensorsStayAndTheSameTaskGivesTheSameBits() throws Exception {
        ModelSpec spec = spec(Normalized.class);
        RunPlan plan = plan(spec, List.of("01Conv2d_weight"));
        float[] start =
                Architectures.travelling(build(spec, 1).layout(), plan.training(), build(spec, 1).values());
        float[] delta = train(plan, start).delta();
        assertEquals(plan.layout().updateSize(), delta.length);
        assertEquals(36, plan.layout().size(Role.FROZEN));
        for (int i = plan.layout().trainableSize(); i < delta.length; i++) {
            assertTrue(delta[i] != 0, "running statistics move");
        }
        assertArrayEquals(delta, train(plan, start).delta());
    }

    @Test
    void aClassThatIsNoSuchBlockIsNamedAndNotRun() {
        assertTrue(
                refused(new ModelSpec("block", List.of(6, 6, 1), 3, List.of(), new NetworkSpec.Block("com.example.No")))
                        .startsWith("class com.example.No is not here"));
        assertEquals("class " + NoBlock.class.getName() + " is no ai.djl.nn.Block", refused(spec(NoBlock.class)));
        assertFalse(RAN.get());
        assertEquals("class " + Demanding.class.getName() + " has no public constructor without parameters",
                refused(spec(Demanding.class)));
        assertTrue(refused(spec(Broken.class)).endsWith("cannot be made: java.lang.IllegalStateException: no licence"));
        ModelSpec five =
                new ModelSpec("block", List.of(6, 6, 1), 5, List.of(), new NetworkSpec.Block(Plain.class.getName()));
        assertTrue(refused(five).contains("gives [(1, 3)] for one example, where the model has 5 classes"));
        ModelSpec flat =
                new ModelSpec("block", List.of(36), 3, List.of(), new NetworkSpec.Block(Normalized.class.getName()));
        assertTrue(refused(flat).contains("takes no examples of the shape [36]"), refused(flat));
    }

    @Test
    void aDeviceThatLacksTheClassOrHasAnotherOneDeclinesByName() {
        RunPlan plan = plan(spec(Plain.class), List.of());
        DjlTrainer trainer = new DjlTrainer(new ToyExamples(BUILT_IN, 1, 1));
        RunPlan elsewhere = plan.toBuilder().spec(new ModelSpec("block", BUILT_IN.input(), 3, List.of(),
                new NetworkSpec.Block("com.example.Elsewhere"))).build();
        assertTrue(assertThrows(TrainingException.class, () -> trainer.requireFit(elsewhere)).getMessage()
                .contains("class com.example.Elsewhere is not here"));
        RunPlan other = plan.toBuilder().spec(spec(Normalized.class)).build();
        assertEquals("plan 'test': the plan's layout is not that of its network 'block' as it is here",
                assertThrows(TrainingException.class, () -> trainer.requireFit(other)).getMessage());
    }
}
