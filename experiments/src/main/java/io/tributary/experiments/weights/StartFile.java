package io.tributary.experiments.weights;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of the values that a model is to begin with: {@code .safetensors}, whose tensors are found by their names, or {@code .f32} or
 * {@code .bin}, float32 in little-endian order, tensor by tensor as the plan's layout has them. Control variates are in neither, and
 * begin with 0.
 */
public final class StartFile {
    /** What such a file's name ends with. */
    public static final List<String> ENDINGS = List.of(".safetensors", ".f32", ".bin");

    private StartFile() {}

    /** Whether a file of this name is one. */
    public static boolean isNamed(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /**
     * Reads a file.
     *
     * @return a new vector of {@code plan.layout().size()} finite values
     * @throws WeightsException if it is missing, damaged, of another model, or holds what is no number
     */
    public static float[] read(Path file, RunPlan plan) throws WeightsException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            WeightsInput input = new WeightsInput(file, channel);
            Slots slots = Slots.of(plan.layout());
            float[] values = new float[plan.layout().size()];
            if (file.toString().endsWith(ENDINGS.getFirst())) {
                Safetensors.read(input, slots, values);
            } else {
                flat(input, slots, plan, values);
            }
            requireFinite(file, slots, values);
            return values;
        } catch (NoSuchFileException missing) {
            throw new WeightsException(file + ": there is no such file", missing);
        } catch (IOException unreadable) {
            throw new WeightsException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private static void flat(WeightsInput input, Slots slots, RunPlan plan, float[] values)
            throws WeightsException, IOException {
        if (!plan.training().frozen().isEmpty()) {
            throw input.wrong("says nothing of its tensors, and train.frozen moves those behind the others; take a"
                    + " .safetensors file, which names them");
        }
        long wanted = Float.BYTES * slots.values();
        if (input.size() != wanted) {
            throw input.wrong("has " + input.size() + " bytes; the model has " + slots.values()
                    + " values, which are " + wanted + " bytes of float32");
        }
        long position = 0;
        for (Slots.Slot slot : slots.all()) {
            input.floats(position, values, slot.offset(), slot.parameter().size());
            position += (long) Float.BYTES * slot.parameter().size();
        }
    }

    private static void requireFinite(Path file, Slots slots, float[] values) throws WeightsException {
        for (Slots.Slot slot : slots.all()) {
            for (int i = 0; i < slot.parameter().size(); i++) {
                float value = values[slot.offset() + i];
                if (!Float.isFinite(value)) {
                    throw new WeightsException(file + ": tensor '" + slot.parameter().name() + "' holds " + value
                            + " at " + i + "; all values must be finite");
                }
            }
        }
    }

    /** Whether a file has a tensor. */
    static boolean isStored(Parameter parameter) {
        return parameter.role() != Role.CONTROL;
    }
}
