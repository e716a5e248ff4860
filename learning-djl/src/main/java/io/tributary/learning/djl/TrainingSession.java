package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;

/** One training of one model: its tensors, its optimizer state, its steps. Used by one thread; its native memory belongs to the manager given. */
final class TrainingSession {
    private final Examples examples;
    private final TrainingTask task;
    private final TrainingSpec spec;
    private final Pass pass;
    private final NDManager manager;
    private final ModelTensors model;
    private final BatchBuffer batch;
    private final List<NDArray> trained;
    private final StepRule rule;
    private final NDArray fullBatchScale;

    /**
     * What came of a training.
     *
     * @param local values of the tensors that stay on the device
     */
    record Result(TrainingOutcome outcome, float[] local) {}

    TrainingSession(Examples examples, TrainingTask task, Start start, NDManager manager) {
        this.examples = examples;
        this.task = task;
        this.manager = manager;
        spec = task.plan().training();
        PlannedNetwork network =
                PlannedNetwork.training(task.plan().spec(), start.placement(), manager, task.seed());
        pass = network.pass();
        model = ModelTensors.load(manager, network, start.placement(), task.model(), start.local());
        int capacity = Math.min(spec.batchSize(), examples.size());
        batch = new BatchBuffer(manager, new InputShape(task.plan().spec().input()), capacity);
        trained = model.trained().stream().map(ModelTensors.Tensor::array).toList();
        StepRule plain = StepRule.of(spec.optimizer(), start.rate(), manager, trained);
        rule = start.method().gradientTerm().<StepRule>map(term -> new GradientTermRule(plain, model.trained(), term))
                .orElse(plain);
        fullBatchScale = scale(manager, capacity);
    }

    /** Trains for all epochs. */
    Result run() throws InterruptedException {
        Autograd.stopRecording();
        Shuffle shuffle = new Shuffle(examples.size(), task.seed());
        double loss = 0;
        for (int epoch = 0; epoch < spec.epochs(); epoch++) {
            loss = runEpoch(shuffle.next());
        }
        return new Result(new TrainingOutcome(model.minus(task.model()), examples.size(), loss), model.local());
    }

    /** Returns the mean loss, which is gathered in native memory: asking for it each step would cost more than making it. */
    private double runEpoch(int[] order) throws InterruptedException {
        try (NDArray logLikelihood = manager.zeros(new Shape(), DataType.FLOAT64)) {
            for (int from = 0; from < order.length; from += spec.batchSize()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("training of round " + task.round() + " was interrupted");
                }
                batch.fill(examples, order, from, Math.min(order.length, from + spec.batchSize()));
                step(logLikelihood);
            }
            return -logLikelihood.getDouble() / order.length;
        }
    }

    private void step(NDArray epochLogLikelihood) {
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> leaves = model.leaves(scope);
            epochLogLikelihood.addi(differentiate(scope, leaves));
            rule.step(trained, model.gradients(leaves));
        }
    }

    /** Softmax cross-entropy is minus the log-likelihood of the true classes; its gradients end up in the leaves. */
    private NDArray differentiate(NDManager scope, List<NDArray> leaves) {
        try (Autograd autograd = Autograd.start()) {
            NDArray logits = pass.logits(leaves, batch.inputs(scope));
            NDArray logLikelihood = logits.logSoftmax(-1).gather(batch.labels(scope), 1).sum();
            boolean full = batch.count() == Math.min(spec.batchSize(), examples.size());
            autograd.backward(logLikelihood, full ? fullBatchScale : scale(scope, batch.count()));
            return logLikelihood;
        }
    }

    private NDArray scale(NDManager scope, int count) {
        return scope.create(new float[] {(float) (rule.scale() / count)}, new Shape());
    }
}
