package io.tributary.learning.djl;

import ai.djl.ndarray.NDManager;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Layer;
import io.tributary.learning.architecture.Placement;
import io.tributary.learning.architecture.Placement.Place;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;

/**
 * A plan's network as this engine runs it.
 *
 * @param order where its tensors stand, in the order in which it wants them
 * @param pass what a batch passes through
 * @param holder of the tensors, if the network has its own
 */
record PlannedNetwork(List<Place> order, Pass pass, Optional<ScriptModule> holder) {
    private PlannedNetwork(List<Place> order, Pass pass) {
        this(order, pass, Optional.empty());
    }

    private static PlannedNetwork scripted(NetworkSpec.TorchScript file, Placement placement, NDManager manager,
            boolean training) {
        ScriptModule module = ScriptModule.open(file, manager, training);
        return new PlannedNetwork(placement.places(), module.pass(training), Optional.of(module));
    }

    /** Where a plan's tensors stand. @throws IllegalArgumentException if this engine does not know its network, or the layout is another */
    static Placement placement(RunPlan plan) {
        if (plan.spec().network() instanceof NetworkSpec.TorchScript file) {
            return Placement.of(plan, ScriptModule.layout(file));
        }
        return plan.spec().network() instanceof NetworkSpec.Block block
                ? Placement.of(plan, OwnBlock.layout(plan.spec(), block))
                : Placement.of(plan);
    }

    /**
     * To train; used by one thread.
     *
     * @param manager of what it needs beside its tensors
     * @param seed of the training
     */
    static PlannedNetwork training(ModelSpec spec, Placement placement, NDManager manager, long seed) {
        if (spec.network() instanceof NetworkSpec.TorchScript file) {
            return scripted(file, placement, manager, true);
        }
        if (spec.network() instanceof NetworkSpec.Block block) {
            return new PlannedNetwork(placement.places(), OwnBlock.open(spec, block, manager).pass(true));
        }
        List<Layer> layers = Architectures.layers(spec);
        return new PlannedNetwork(ModelTensors.inOrder(layers, placement),
                new ForwardPass(layers, norm -> measures(placement, norm), new ForwardPass.Dropping(seed)));
    }

    /** To answer, and change nothing. */
    static PlannedNetwork answering(ModelSpec spec, Placement placement, NDManager manager) {
        if (spec.network() instanceof NetworkSpec.TorchScript file) {
            return scripted(file, placement, manager, false);
        }
        if (spec.network() instanceof NetworkSpec.Block block) {
            return new PlannedNetwork(placement.places(), OwnBlock.open(spec, block, manager).pass(false));
        }
        List<Layer> layers = Architectures.layers(spec);
        return new PlannedNetwork(ModelTensors.inOrder(layers, placement), ForwardPass.answering(layers));
    }

    /** A normalization with a frozen running value is left as it is, and answers by it. */
    private static boolean measures(Placement placement, Layer.BatchNorm norm) {
        return placement.places().stream().noneMatch(place -> place.parameter().role() == Role.FROZEN
                && List.of(norm.mean(), norm.variance()).contains(place.parameter().name()));
    }
}
