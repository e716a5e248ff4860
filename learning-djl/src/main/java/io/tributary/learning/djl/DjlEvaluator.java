package io.tributary.learning.djl;

import ai.djl.ndarray.NDManager;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.ExamplesFingerprint;
import io.tributary.learning.SliceFigures;
import io.tributary.learning.SlicedEvaluator;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures models on held-out examples with DJL's PyTorch engine. Batches of a fixed size, which are its slices, run on as many cores as
 * the threads per model leave room for; sums are made in the order of the examples, so the same model gives the same figures. Thread-safe.
 */
public final class DjlEvaluator implements SlicedEvaluator {
    private static final int MAX_BATCH = 256;
    private static final int MAX_BATCH_VALUES = 1 << 21;

    private final ModelSpec spec;
    private final Placement placement;
    private final Examples examples;
    private final int threads;
    private final int batchSize;
    private final int[] order;

    /** Evaluates vectors of a whole network with one thread a batch, several batches at once. */
    public DjlEvaluator(ModelSpec spec, Examples examples) {
        this(spec, examples, 1);
    }

    /**
     * Evaluates vectors of a whole network with the given number of threads a batch.
     *
     * @param threads at least 1; a plan's number spares waiting for trainings that are still going on in the same JVM
     * @throws IllegalArgumentException if the network cannot be built, threads is below 1, or an example has a class that it does not know
     */
    public DjlEvaluator(ModelSpec spec, Examples examples, int threads) {
        this(spec, Placement.of(spec), examples, threads);
    }

    /**
     * An evaluator of the vectors of a plan, with its number of threads a batch; none if tensors stay on the devices: nobody else has a whole
     * network then.
     *
     * @throws IllegalArgumentException if the network cannot be built, or an example has a class that it does not know
     */
    public static Optional<Evaluator> of(RunPlan plan, Examples examples) {
        Placement placement = PlannedNetwork.placement(plan);
        return placement.localSize() > 0 ? Optional.empty()
                : Optional.of(new DjlEvaluator(plan.spec(), placement, examples, plan.training().threads()));
    }

    private DjlEvaluator(ModelSpec spec, Placement placement, Examples examples, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a model runs on at least 1 thread, not " + threads);
        }
        this.spec = spec;
        this.placement = placement;
        this.examples = examples;
        this.threads = threads;
        batchSize = Math.max(1, Math.min(MAX_BATCH, MAX_BATCH_VALUES / new InputShape(spec.input()).values()));
        order = IntStream.range(0, examples.size()).toArray();
        for (int i : order) {
            if (examples.label(i) < 0 || examples.label(i) >= spec.classes()) {
                throw new IllegalArgumentException("example " + i + " has class " + examples.label(i)
                        + ", but the network knows 0.." + (spec.classes() - 1));
            }
        }
    }

    /**
     * Measures a flat vector of the layout's size on all examples.
     *
     * @throws IllegalArgumentException if the vector is not of the layout's size
     * @throws EngineMissingException if the engine's native library cannot be loaded
     * @throws java.io.UncheckedIOException if an example cannot be read
     */
    @Override
    public Evaluation evaluate(float[] model) {
        try (OpenModel open = open(model)) {
            IntStream slices = IntStream.range(0, slices());
            return together((atOnce() > 1 ? slices.parallel() : slices).mapToObj(open::measure).toList());
        }
    }

    @Override
    public int slices() {
        return (order.length + batchSize - 1) / batchSize;
    }

    @Override
    public int examples(int slice) {
        return Math.min(batchSize, order.length - slice * batchSize);
    }

    @Override
    public int classes() {
        return spec.classes();
    }

    @Override
    public int atOnce() {
        int cores = Runtime.getRuntime().availableProcessors();
        return threads < cores ? cores : 1;
    }

    @Override
    public String fingerprint() {
        return ExamplesFingerprint.of(spec, examples, String.join(" ", NativeEngine.version(),
                System.getProperty("os.arch"), String.valueOf(threads), String.valueOf(batchSize)));
    }

    /**
     * Makes ready to measure a flat vector slice by slice; to be closed.
     *
     * @throws IllegalArgumentException if the vector is not of the layout's size
     * @throws EngineMissingException if the engine's native library cannot be loaded
     */
    @Override
    public OpenModel open(float[] model) {
        LoadedModel loaded = new LoadedModel(spec, placement, model, new float[0]);
        return new OpenModel() {
            @Override
            public SliceFigures measure(int slice) {
                return figures(loaded, slice);
            }

            @Override
            public void close() {
                loaded.close();
            }
        };
    }

    /** A slice is a batch: the bits of a row may depend on how many there are. */
    private SliceFigures figures(LoadedModel loaded, int slice) {
        EngineThreads.holdUninterruptibly(threads);
        try (NDManager scope = loaded.newScope()) {
            int from = slice * batchSize;
            int count = examples(slice);
            BatchBuffer batch = new BatchBuffer(scope, loaded.shape(), count);
            batch.fill(examples, order, from, from + count);
            return figures(loaded.logits(batch, scope), from, count);
        } finally {
            EngineThreads.release();
        }
    }

    private SliceFigures figures(float[] logits, int from, int count) {
        double[] losses = new double[count];
        int[] predicted = new int[count];
        for (int i = 0, row = 0; i < count; i++, row += spec.classes()) {
            predicted[i] = Logits.argMax(logits, row, spec.classes());
            losses[i] = Logits.crossEntropy(logits, row, spec.classes(), examples.label(from + i));
        }
        return new SliceFigures(losses, predicted);
    }

    @Override
    public Evaluation together(List<SliceFigures> figures) {
        int[][] confusion = new int[spec.classes()][spec.classes()];
        double loss = 0;
        int right = 0;
        int example = 0;
        for (SliceFigures slice : figures) {
            for (int i = 0; i < slice.losses().length; i++, example++) {
                loss += slice.losses()[i];
                confusion[examples.label(example)][slice.predicted()[i]]++;
                right += examples.label(example) == slice.predicted()[i] ? 1 : 0;
            }
        }
        return new Evaluation((double) right / example, loss / example, confusion, example);
    }
}
