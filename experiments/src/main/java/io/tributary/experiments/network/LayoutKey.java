package io.tributary.experiments.network;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Key {@code layout}: a list of tensors, {@code { name: fc.weight, shape: [10, 784] }}, with a role where training does not move them. */
final class LayoutKey {
    /** To read on with after a mistake. */
    static final ParameterLayout STAND_IN =
            new ParameterLayout(List.of(new Parameter("stand-in", Role.TRAINABLE, List.of(1))));
    private static final int MOST = 4096;
    private static final int MAX_DIMENSION = 1 << 30;

    private LayoutKey() {}

    /** The tensors, by role, each role in the order written; nothing if there is no such key, or a mistake in it, which is noted. */
    static Optional<ParameterLayout> read(Section section) {
        List<Parameter> tensors = new ArrayList<>();
        for (Section tensor : section.sections("layout", 1, MOST)) {
            tensor(tensor).ifPresent(tensors::add);
        }
        try {
            return tensors.isEmpty() ? Optional.empty() : Optional.of(new ParameterLayout(
                    tensors.stream().sorted(Comparator.comparing(Parameter::role)).toList()));
        } catch (IllegalArgumentException wrong) {
            section.complain("layout", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Parameter> tensor(Section tensor) {
        String name = tensor.require("name",
                Forms.text("a name of 1 to 128 letters, digits, -, . and _", Pattern.compile("[A-Za-z0-9._-]{1,128}"),
                        ""));
        List<Integer> shape = tensor.require("shape", Forms.list(Forms.whole(1, MAX_DIMENSION), 0, 8));
        Role role = Role.of(tensor.get("role", Forms.oneOf(List.of("trainable", "buffer", "frozen")), "trainable"));
        tensor.end();
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(new Parameter(name, role, shape));
        } catch (IllegalArgumentException tooLarge) {
            tensor.complain("shape", String.valueOf(tooLarge.getMessage()));
            return Optional.empty();
        }
    }
}
