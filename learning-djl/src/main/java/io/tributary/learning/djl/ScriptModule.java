package io.tributary.learning.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.learning.LearningEngine.Built;
import io.tributary.learning.NetworkFiles;
import io.tributary.learning.architecture.Placement.Place;
import io.tributary.learning.djl.torchscript.ScriptArchive;
import io.tributary.learning.djl.torchscript.ScriptException;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A module of a TorchScript file, a copy of its own for each training and each evaluation: it holds its tensors. It lives as long as its
 * manager. Answering is thread-safe.
 */
final class ScriptModule {
    private static final CheckedArchives CHECKED = new CheckedArchives();
    private static final int PROBED = 2;

    private final PtSymbolBlock block;
    private final Map<String, NDArray> tensors;

    private ScriptModule(PtSymbolBlock block, Map<String, NDArray> tensors) {
        this.block = block;
        this.tensors = tensors;
    }

    /** The checked archive of a plan's file. @throws IllegalArgumentException if it is not here, or refused */
    static ScriptArchive archive(NetworkSpec.TorchScript file) {
        return CHECKED.find(file.sha256()).orElseGet(() -> read(file));
    }

    private static ScriptArchive read(NetworkSpec.TorchScript file) {
        try {
            ScriptArchive archive = ScriptArchive.read(NetworkFiles.read(file));
            CHECKED.keep(file.sha256(), archive);
            return archive;
        } catch (ScriptException refused) {
            throw new IllegalArgumentException("TorchScript file of SHA-256 " + file.sha256() + ": "
                    + refused.getMessage(), refused);
        }
    }

    /** Whether training it draws from the engine's generator. */
    static boolean draws(ModelSpec spec) {
        return spec.network() instanceof NetworkSpec.TorchScript file && archive(file).draws();
    }

    static ParameterLayout layout(NetworkSpec.TorchScript file) {
        return archive(file).layout();
    }

    /** Its tensors and their values in the file, once it was seen to take such examples. */
    static Built build(ModelSpec spec, NetworkSpec.TorchScript file) {
        ScriptArchive archive = archive(file);
        float[] values = archive.values();
        try (NDManager manager = NativeEngine.newManager()) {
            open(file, manager, false).probe(spec, manager);
        }
        return new Built(archive.layout(), values);
    }

    /** Loads a copy. */
    static ScriptModule open(NetworkSpec.TorchScript file, NDManager manager, boolean training) {
        ScriptArchive archive = archive(file);
        try {
            PtSymbolBlock block = JniUtils.loadModule((PtNDManager) manager,
                    new ByteArrayInputStream(archive.forEngine()), false, false);
            if (training) {
                JniUtils.enableTrainingMode(block);
            } else {
                JniUtils.enableInferenceMode(block);
            }
            NDList parameters = JniUtils.moduleGetParams(block, (PtNDManager) manager);
            return new ScriptModule(block, parameters.stream()
                    .collect(Collectors.toMap(NDArray::getName, parameter -> parameter)));
        } catch (EngineException broken) {
            throw new IllegalArgumentException("TorchScript file of SHA-256 " + file.sha256()
                    + ": the engine cannot load it: " + firstLine(broken), broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().map(String::strip).filter(line -> !line.isEmpty())
                .limit(PROBED).collect(Collectors.joining(" "));
    }

    private void probe(ModelSpec spec, NDManager manager) {
        Shape input = new InputShape(spec.input()).batch(PROBED);
        Shape wanted = new Shape(PROBED, spec.classes());
        Shape given;
        Autograd.stopRecording();
        try {
            given = pass(false).logits(List.of(), manager.zeros(input)).getShape();
        } catch (EngineException unfit) {
            throw new IllegalArgumentException("the TorchScript module takes no examples of the shape " + spec.input()
                    + ", which are " + input + " to it: " + firstLine(unfit), unfit);
        }
        if (!given.equals(wanted)) {
            throw new IllegalArgumentException("the TorchScript module gives " + given + " for " + PROBED
                    + " examples, where the model has " + spec.classes() + " classes: " + wanted
                    + " would be right");
        }
    }

    /** Its own tensor for a place, of which gradients are kept if training moves it. */
    NDArray tensor(Place place) {
        NDArray tensor = Objects.requireNonNull(tensors.get(place.parameter().name()), place.parameter().name());
        tensor.setRequiresGradient(place.trained());
        return tensor;
    }

    /** A pass on the module's own tensors. */
    Pass pass(boolean training) {
        return (values, input) -> {
            // Off on each thread: what the optimizer makes of an operation depends on how often it was run.
            JniUtils.setGraphExecutorOptimize(false);
            return IValueUtils.forward(block, new NDList(input), training).singletonOrThrow();
        };
    }
}
